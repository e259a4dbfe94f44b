# unusual: a dataclass with type hints, postponed annotations and an error of its own
# assignment: hw
# exercise: account
from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar


class NotPositiveError(ValueError):
    """The amount is not positive."""


@dataclass
class Account:
    balance: float
    history: list[float] = field(default_factory=list, repr=False)
    count: ClassVar[int] = 0

    def __post_init__(self) -> None:
        type(self).count += 1

    def deposit(self, amount: float) -> float:
        if amount <= 0:
            raise NotPositiveError(f"{amount=}")
        self.history.append(amount)
        self.balance += amount
        return self.balance
