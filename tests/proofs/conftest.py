"""The proofs of the grader run over every exercise that is out, present and future."""

from autograder import sources

SUITES = {
    name: suite
    for unit in sources.units_with_reference()
    for name, suite in sources.load_suites(unit).items()
}
WRONG = [
    (name, wrong) for name, suite in SUITES.items() for wrong in suite.wrong_answers
]


def pytest_generate_tests(metafunc):
    """Give each proof every exercise, or every wrong answer."""
    if "suite" in metafunc.fixturenames:
        metafunc.parametrize("suite", SUITES.values(), ids=SUITES.keys())
    if "wrong" in metafunc.fixturenames:
        ids = [f"{name}-{wrong.id}" for name, wrong in WRONG]
        metafunc.parametrize("wrong", [wrong for _, wrong in WRONG], ids=ids)
