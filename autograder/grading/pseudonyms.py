"""What a report calls its students."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable

from autograder.grading.plain_text import one_line


class Names:
    """Calls a student by id, or by a pseudonym of this run.

    Parameters
    ----------
    students : iterable of str
        Everybody who may be named.
    anonymous : bool
        Whether to use pseudonyms: numbers in an order that only a secret of this run
        decides, so that an alphabetical list says nothing.
    """

    def __init__(self, students: Iterable[str], anonymous: bool = False) -> None:
        self.anonymous = anonymous
        secret = secrets.token_bytes(32)

        def place(student: str) -> bytes:
            text = student.encode("utf-8", "surrogatepass")
            return hashlib.blake2b(text, key=secret).digest()

        ranked = sorted(set(students), key=place)
        self._names = {s: f"s-{n:03d}" for n, s in enumerate(ranked, 1)}
        # The longest first: an id may be part of another one.
        parts = sorted(map(re.escape, filter(None, ranked)), key=len, reverse=True)
        either = "|".join(parts)
        self._ids = re.compile(rf"(?<!\w)(?:{either})(?!\w)") if parts else None

    def __call__(self, student: str) -> str:
        """Return the name of one student."""
        return self._names[student] if self.anonymous else one_line(student)

    def many(self, students: Iterable[str]) -> list[str]:
        """Return the names of several, in their own order rather than that of ids."""
        return sorted(map(self, students))

    def hide(self, text: str) -> str:
        """Return a text that may mention ids, such as a message, without them."""
        if not self.anonymous or self._ids is None:
            return text
        return self._ids.sub(lambda found: self._names[found[0]], text)
