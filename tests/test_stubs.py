"""Stubs are made from the references, strictly, and stay equal to them."""

import ast

import pytest

from autograder import sources, stubs
from autograder.errors import SourceError
from autograder.stripper import clean, strip

WHOLE = '''def f(x):
    """Double."""
    ### BEGIN SOLUTION
    # canary
    return 2 * x
    ### END SOLUTION
'''


def strip_plain(text):
    return strip(text, lambda line: "raise NotImplementedError")


def test_a_region_becomes_its_stub_at_the_same_indentation():
    assert strip_plain(WHOLE) == (
        'def f(x):\n    """Double."""\n    raise NotImplementedError\n'
    )


def test_clean_keeps_the_body_and_drops_markers_and_canary():
    assert clean(WHOLE, "canary") == 'def f(x):\n    """Double."""\n    return 2 * x\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WHOLE.replace("    ### END SOLUTION\n", ""), "line 3: .* never closed"),
        (WHOLE.replace("    ### BEGIN SOLUTION\n", ""), "line 5: .* without a"),
        (
            WHOLE.replace("    # canary\n", "    ### BEGIN SOLUTION\n"),
            "line 4: a second",
        ),
        (WHOLE.replace("### BEGIN", "## BEGIN"), "line 3: .* resembles a marker"),
        (WHOLE.replace("BEGIN SOLUTION", "BEGIN SOLUTIONS"), "resembles a marker"),
        (WHOLE.replace("END SOLUTION", "end solution"), "resembles a marker"),
        (WHOLE + "### END SOLUTION", "without a"),
    ],
)
def test_a_marker_that_is_not_exactly_right_is_an_error(text, message):
    with pytest.raises(SourceError, match=message):
        strip_plain(text)


def test_an_import_from_the_solutions_is_dropped_with_all_its_lines():
    imported = "from solutions.rnn.reference import (\n    a,\n    b,\n)\n"
    text = f"import numpy\n{imported}x = 1\n"
    assert stubs._without_private_imports(text) == "import numpy\nx = 1"


@pytest.mark.parametrize("unit", sources.units_with_reference())
def test_a_stub_module_holds_every_exercise_and_no_body(unit):
    tree = ast.parse(stubs.module_text(unit))
    functions = [n for n in tree.body if isinstance(n, ast.FunctionDef)]
    names = [n.name for n in functions if n.decorator_list]
    assert names == list(sources.reference_functions(unit))
    for node in functions:
        body = node.body[1:] if ast.get_docstring(node) else node.body
        assert [type(statement) for statement in body] == [ast.Raise]


@pytest.mark.parametrize("unit", sources.units_with_reference())
def test_a_stub_module_has_neither_marker_nor_canary_nor_solutions(unit):
    text = stubs.module_text(unit)
    for secret in ("SOLUTION", sources.CANARY, "solutions."):
        assert secret not in text


def test_the_committed_files_equal_their_sources():
    assert stubs.outdated() == [], "Run: make stubs"


def test_data_is_the_same_up_to_the_last_digits_of_computed_numbers():
    assert stubs._same_data({"a": [1.0, "x"]}, {"a": [1.0 + 1e-13, "x"]})
    assert not stubs._same_data({"a": [1.0]}, {"a": [1.0 + 1e-6]})
    assert not stubs._same_data({"a": 1}, {"a": 2})
    assert not stubs._same_data({"a": 1}, {"b": 1})


def test_every_exercise_of_the_page_has_a_suite_and_a_reference():
    for unit in sources.units_with_exercises():
        for _, text in sources.exercise_texts(unit):
            assert text.name in sources.reference_functions(unit)
            assert text.name in sources.load_suites(unit)
