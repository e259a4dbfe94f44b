"""What the pages of the book state, held against computations of their own.

A page's cells are run here without the site, and what it glues into its prose is
compared with numbers that come from another road: plain `math`, a recursion, a sum.
"""

import math
import re
from fractions import Fraction
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
import yaml

import rnn_core

BOOK = Path(__file__).parents[1] / "book"
TOC = yaml.safe_load((BOOK / "_toc.yml").read_text(encoding="utf-8"))
# The pages that teach: every chapter's, but for its exercises.
TEACHING = [
    page["file"]
    for part in TOC["parts"]
    for chapter in part["chapters"]
    for page in (chapter, *chapter.get("sections", ()))
    if "/" in page["file"] and not page["file"].endswith("/exercises")
]
PAGES = sorted(
    page
    for page in BOOK.rglob("*.md")
    if not page.relative_to(BOOK).parts[0].startswith("_")
)
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPTIONS = re.compile(r"\A(---\n.*?\n---\n|(:[a-z-]+:[^\n]*\n)+)", re.DOTALL)
CITED = re.compile(r"\{cite(?::[a-z]+)?\}`([^`]+)`")
TERM = re.compile(r"\{term\}`([^`<]+)`")
CJK = re.compile(r"[\u4e00-\u9fff]")


def name_of(page):
    return page.relative_to(BOOK).with_suffix("").as_posix()


def cells(text):
    return [OPTIONS.sub("", source, count=1) for source in CELL.findall(text)]


@pytest.fixture(scope="module")
def glued():
    """Return a function that runs a page and gives what it glues, by key."""
    import matplotlib.pyplot as plt
    import myst_nb

    done = {}

    def run(name):
        if name not in done:
            values, scope = {}, {}
            with pytest.MonkeyPatch.context() as patch, rnn_core.mode("reference"):
                patch.setattr(
                    myst_nb,
                    "glue",
                    lambda key, value, display: values.update({key: value}),
                )
                patch.setattr(plt, "show", lambda: None)
                with mpl.rc_context({"backend": "Agg"}):
                    for source in cells((BOOK / f"{name}.md").read_text("utf-8")):
                        exec(compile(source, name, "exec"), scope)
                    plt.close("all")
            done[name] = values
        return done[name]

    return run


def number(text):
    """Read a glued number: a real minus, thousands, powers of ten."""
    text = text.replace("−", "-").replace(",", "").replace("\u00a0×\u00a010", "e")
    return float(text.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))


def sigmoid(a):
    return 1 / (1 + math.exp(-a))


def scalar_example():
    """Return the states and outputs of the worked example, in plain Python."""
    c, states, outputs = 0.0, [], []
    for x1, x2, x3 in [(3, 1, 0), (4, 1, 0), (2, 0, 0), (1, 0, 1), (3, -1, 0)]:
        c = x1 * sigmoid(100 * x2 - 10) + c * sigmoid(100 * x2 + 10)
        states.append(c)
        outputs.append(c * sigmoid(100 * x3 - 10))
    return states, outputs


@pytest.mark.parametrize("page", ["lstm/memory-cell", "corrections"])
def test_the_worked_example_prints_the_outputs_that_plain_python_gives(glued, page):
    _, outputs = scalar_example()
    printed = [number(glued(page)[f"a{t}"]) for t in range(1, 6)]
    # four digits are printed; the last one is exactly 0 only in the tanh form
    assert printed == pytest.approx(outputs, rel=5e-4, abs=1e-30)


def test_the_memory_holds_3_7_7_7_to_three_digits_and_is_then_erased(glued):
    states, _ = scalar_example()
    printed = [number(glued("lstm/memory-cell")[f"c{t}"]) for t in range(1, 6)]
    assert printed == pytest.approx(states, rel=1e-5, abs=1e-30)
    assert [float(f"{c:.3g}") for c in printed] == [3, 7, 7, 7, 0]


def test_a_memory_lasts_as_long_as_the_table_says(glued):
    values = glued("lstm/memory-cell")
    for drive in (0, 1, 2, 5, 10):
        left = sigmoid(drive) ** number(values[f"life{drive}"])
        assert left == pytest.approx(0.5, rel=0.02)  # one decimal of the step count


def test_the_drives_that_the_notes_print_would_give_other_numbers(glued):
    values = glued("lstm/memory-cell")
    assert number(values["ahalf"]) == 3 * sigmoid(100) / 2
    kept = scalar_example()[0][2] * sigmoid(10)
    assert number(values["chalf"]) == pytest.approx(kept + 0.5, rel=1e-4)


def paths_to_forget_weight(T):
    """Count gradient paths from c_T and h_T by the recursion over steps."""
    from_c = from_h = 0
    for _ in range(T):
        # f_t itself; down the memory; through f, i and g to h of the step before
        new_c = 1 + from_c + 3 * from_h
        from_c, from_h = new_c, new_c + from_h  # and h_t also through o_t
    return from_c, from_h


def test_powers_of_a_weight_are_what_plain_python_gives(glued):
    values = glued("gradients/powers")
    assert number(values["up"]) == pytest.approx(float(Fraction(101, 100) ** 999), 1e-5)
    down = float(Fraction(99, 100) ** 999)
    assert number(values["down"]) == pytest.approx(down, rel=5e-3)  # three digits
    assert number(values["slope_down"]) == pytest.approx(999 * 0.99**998, abs=5e-4)


def test_the_walk_off_the_cliff_is_what_plain_python_walks(glued):
    """With slopes from differences, up to the step that leaves."""
    values = glued("gradients/cliffs")

    def loss(w, b):
        x = 0.5
        for _ in range(50):
            x = w * sigmoid(x) + b
        return (sigmoid(x) - 0.7) ** 2

    w, b, eps = 4.5, -2.5, 1e-6
    for _ in range(2):
        slopes = (
            (loss(w + eps, b) - loss(w - eps, b)) / (2 * eps),
            (loss(w, b + eps) - loss(w, b - eps)) / (2 * eps),
        )
        w, b = w - 0.3 * slopes[0], b - 0.3 * slopes[1]
    assert (w, b) == pytest.approx((4.523, -2.329), abs=1e-3)
    assert number(values["jump_length"]) > 1 > number(values["usual"]) * 10
    assert number(values["limit_loss"]) < number(values["end_loss"]) / 10


@pytest.mark.parametrize("page", ["lstm/survival", "corrections"])
def test_gradient_paths_are_counted_as_a_recursion_counts_them(glued, page):
    values = glued(page)
    printed = [[int(values[f"{part}_T{T}"]) for T in range(1, 6)] for part in "ch"]
    counted = [
        list(row) for row in zip(*map(paths_to_forget_weight, range(1, 6)), strict=True)
    ]
    assert printed == counted
    assert printed == [[1, 5, 24, 115, 551], [1, 6, 30, 145, 696]]
    assert int(values["without_o"]) == 21


def test_the_page_on_paths_counts_the_lstms_as_a_recursion_does(glued):
    values = glued("graph/paths")
    for T in range(1, 6):
        from_c, from_h = paths_to_forget_weight(T)
        assert (int(values[f"c{T}"]), int(values[f"h{T}"])) == (from_c, from_h)
    parts = [int(values[key]) for key in ("end1", "end2", "end3", "skip")]
    assert parts == [16, 4, 1, 3]
    assert int(values["without"]) == sum(parts[:3])


def test_the_page_on_paths_has_the_derivatives_of_plain_calculus(glued):
    values = glued("graph/paths")
    right, wrong = 3 * math.cos(1.5**2), 3 * math.cos(1.5)
    assert number(values["chain"]) == pytest.approx(right, abs=5e-4)
    assert number(values["at_x"]) == pytest.approx(wrong, abs=5e-4)
    assert number(values["fifth"]) == round(10**10 / 5**11)
    assert number(values["edges10"]) == 10 + 9 * 100 + 10
    assert number(values["hours"]) == pytest.approx(10**10 / 1e6 / 3600, abs=0.05)


def test_the_graph_by_hand_has_the_gradients_of_plain_calculus(glued):
    values = glued("graph/reverse")
    h = math.tanh(1)  # u = 2 / 2, v = u + 2, z = v h
    du = h + 3 * (1 - h**2)
    assert number(values["du"]) == pytest.approx(du, abs=5e-4)
    assert number(values["dx"]) == pytest.approx(du / 2 + h, abs=5e-4)
    early = (h + du) / 2 + h  # what came from v is passed on twice
    assert number(values["early"]) == pytest.approx(early, abs=5e-4)


def test_one_run_back_replaces_a_run_for_each_weight(glued):
    values = glued("graph/forward")
    assert number(values["runs"]) == 20 * 10
    assert number(values["lstm"]) == 4 * 128 * (64 + 128 + 1)
    ratio = (500 * 500 * 1000 + 500 * 1000) / (500 * 500 + 500 * 1000)
    assert number(values["ratio"]) == round(ratio)
    assert number(glued("graph/index")["runs"]) == 2 * number(values["lstm"])


def test_the_errors_of_differences_are_those_of_taylors_formula(glued):
    values = glued("graph/checking")
    assert number(values["one3"]) == pytest.approx(1e-3 / 2, rel=0.2)
    assert number(values["two3"]) == pytest.approx(1e-6 / 6, rel=0.25)  # one digit
    assert number(values["caught"]) > 980


def test_the_24_paths_are_16_and_4_and_1_and_3_past_the_memory(glued):
    values = glued("lstm/survival")
    parts = [int(values[key]) for key in ("end1", "end2", "end3", "past")]
    assert parts == [16, 4, 1, 3]
    assert int(values["all3"]) == sum(parts) == 24
    assert int(values["between"]) == 4


def test_a_gradient_reaches_as_far_as_the_page_on_survival_says(glued):
    values = glued("lstm/survival")
    assert number(values["nine60"]) == pytest.approx(0.9**60, rel=0.3)  # one digit
    assert number(values["half60"]) == pytest.approx(0.5**60, rel=0.1)
    left = [number(values[key]) for key in ("0.5p", "0m", "1p", "2m", "5m")]
    assert left == sorted(left)
    assert left[2] < 1e-8 < 1e-5 < left[3] < 1e-2 < 0.5 < left[4] < 1
    # with weak input a unit cannot do better than its slopes allow: below 1, always
    assert 0 < number(values["best_strong"]) < number(values["best_weak"]) < 1
    assert number(values["whole4"]) > 1000


def test_three_steps_of_the_layer_hold_what_plain_python_gives(glued):
    h, c = 0.5, 2.0
    for x in (1, 0, -1):
        kept, admitted = sigmoid(-x + 2 * h + 1), sigmoid(x + h)
        c, shown = kept * c + admitted * math.tanh(x - h), sigmoid(2 * x - 2 * h - 2)
        h = shown * math.tanh(c)
    values = glued("lstm/layer")
    assert number(values["c3"]) == pytest.approx(c, abs=5e-5)
    assert number(values["h3"]) == pytest.approx(h, abs=5e-5)


def test_the_table_of_parameters_has_pytorchs_own_counts(glued):
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle: run make test")
    values = glued("lstm/layer")
    for name, kind in [("rnn", "RNN"), ("gru", "GRU"), ("lstm", "LSTM")]:
        layer = getattr(torch.nn, kind)(100, 128)
        counts = {key: array.numel() for key, array in layer.named_parameters()}
        assert number(values[f"{name}_torch"]) == sum(counts.values())
        counts.pop("bias_hh_l0")
        assert number(values[name]) == sum(counts.values())
    assert number(values["peep"]) == number(values["lstm"]) + 3 * 128


def test_a_plain_rnn_with_an_lstms_parameters_has_the_units_that_a_formula_gives(glued):
    # H^2 + 101 H = 4 (128^2 + 101 * 128), solved for H and rounded down
    units = (-101 + math.sqrt(101**2 + 16 * (128**2 + 101 * 128))) / 2
    assert number(glued("lstm/layer")["rnn_units"]) == math.floor(units)


def test_the_forget_bias_table_holds_what_plain_python_gives(glued):
    values = glued("lstm/forget-bias")
    for bias in (-2, 0, 1, 2, 3, 10):
        f = sigmoid(bias)
        assert number(values[f"f{bias}"]) == pytest.approx(f, abs=5e-4)
        half = math.log(2) / math.log1p(math.exp(-bias))
        assert number(values[f"half{bias}"]) == pytest.approx(half, rel=5e-3, abs=0.05)
        # one digit of a small number is printed, two of others
        assert number(values[f"left{bias}"]) == pytest.approx(f**50, rel=0.3)
        assert number(values[f"slope{bias}"]) == pytest.approx(f * (1 - f), rel=0.2)


def test_memory_grows_without_a_forget_gate_and_stays_bounded_with_one(glued):
    values = {
        key: glued("lstm/forget-bias")[key]
        for key in ("grown100", "grown1000", "grown2000", "bounded", "bound1", "flat")
    }
    grown = [number(values[f"grown{t}"]) for t in (100, 1000, 2000)]
    assert grown[0] < grown[1] / 5 < grown[2] / 7
    assert number(values["bounded"]) < number(values["bound1"])
    assert number(values["bound1"]) == pytest.approx(1 + math.e, abs=0.05)
    assert number(values["flat"]) > 80


def test_more_forget_bias_lets_more_gradient_back(glued):
    values = glued("lstm/forget-bias")
    shares = [number(values[f"share{bias}"]) for bias in (-2, 0, 1, 2, 3)]
    assert shares == sorted(shares)
    # the direct path alone would bring less; the other ways add to it
    direct = [sigmoid(bias) ** 50 for bias in (-2, 0, 1, 2, 3)]
    assert all(share > one for share, one in zip(shares, direct, strict=True))


def test_the_store_example_gives_4_12_32(glued):
    values = glued("corrections")
    assert [values[key] for key in ("store1", "store2a", "store3")] == ["4", "12", "32"]
    assert values["store2"] == "12, 12"


def test_the_powers_are_those_of_exact_arithmetic(glued):
    values = glued("corrections")
    for key, base in [("grow", Fraction(101, 100)), ("shrink", Fraction(99, 100))]:
        assert number(values[key]) == pytest.approx(float(base**999), rel=2e-3)


def test_the_printed_derivative_differs_and_the_closed_form_does_not(glued):
    values = glued("corrections")
    assert values["closed"] == values["true"]
    assert abs(number(values["printed"]) - number(values["true"])) > 0.01


def test_without_parentheses_the_input_gates_gradient_is_several_times_too_large(glued):
    i, f, g, o = sigmoid(1.5), sigmoid(1), math.tanh(0.5), sigmoid(-2)
    through_h = o * (1 - math.tanh(2 * f + i * g) ** 2)
    right = (0.5 + through_h) * g * i * (1 - i)
    without = 0.5 * g + through_h * g * i * (1 - i)
    printed = number(glued("lstm/backward")["factor"])
    assert printed == pytest.approx(without / right, abs=0.05)  # one decimal is printed


def test_the_step_with_one_unit_holds_what_plain_python_gives(glued):
    c = 2 * sigmoid(1) + sigmoid(1.5) * math.tanh(0.5)
    values = glued("lstm/gates")
    assert number(values["c1"]) == pytest.approx(c, abs=5e-5)
    assert number(values["h1"]) == pytest.approx(sigmoid(-2) * math.tanh(c), abs=5e-5)


def test_the_chapter_opening_claims_what_its_networks_did(glued):
    values = {key: number(text) for key, text in glued("lstm/index").items()}
    assert values["rnn"] < 1e-4
    assert values["b0"] < values["rnn"] < values["b2"] < 1 < values["b5"]


def prose(text):
    """Return the text of a page without code, mathematics, roles and addresses."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = re.sub(
        r"^(`{3,})(\{code-cell\}|[a-z]+\n).*?^\1$", "", text, flags=re.M | re.S
    )
    text = re.sub(r"\$\$.*?\$\$", "", text, flags=re.DOTALL)
    text = re.sub(r"\$[^$]*\$", "", text)
    text = re.sub(r"(\{[a-z:]+\})?`[^`]*`|\]\([^)]*\)", "", text)
    return re.sub(r"§[\d.]+|Python \d\.\d+", "", text)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_decimal_result_is_typed_into_prose(page):
    typed = re.findall(
        r".*(?<![\w.])\d+\.\d+(?![\w.]).*", prose(page.read_text("utf-8"))
    )
    assert not typed, f"{name_of(page)}: compute and glue these numbers: {typed}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_has_one_title_and_stays_under_600_lines(page):
    text = page.read_text("utf-8")
    titles = re.findall(r"^# .+$", CELL.sub("", text), flags=re.MULTILINE)
    assert len(titles) == 1
    assert text.count("\n") < 600


@pytest.mark.parametrize("name", TEACHING)
@pytest.mark.parametrize("part", ["objectives", "question", "summary", "sources"])
def test_a_teaching_page_has_all_its_parts(name, part):
    assert f":class: {part}\n" in (BOOK / f"{name}.md").read_text("utf-8")


def glossary_entries():
    block = (BOOK / "glossary.md").read_text("utf-8").split("```")[1]
    return [
        entry.strip("\n").split("\n") for entry in block.split("\n", 1)[1].split("\n\n")
    ]


def test_the_glossary_has_each_term_in_english_and_chinese_with_one_sentence():
    entries = glossary_entries()
    assert len(entries) >= 45
    for english, chinese, sentence in entries:
        assert CJK.search(chinese), english
        assert not CJK.search(english + sentence), english
        assert re.fullmatch(r"  [A-Z].*[^.!?]\.", sentence), english
        assert not re.search(r"[.!?] [A-Z]", sentence), f"{english}: two sentences"


def test_every_term_and_citation_that_a_page_uses_exists():
    terms = {entry[0].lower() for entry in glossary_entries()}
    keys = re.findall(
        r"^@\w+\{(\w+),", (BOOK / "references.bib").read_text("utf-8"), re.M
    )
    assert len(keys) == len(set(keys))
    for page in PAGES:
        text = page.read_text("utf-8")
        assert {t.strip().lower() for t in TERM.findall(text)} <= terms, name_of(page)
        cited = {key for group in CITED.findall(text) for key in group.split(",")}
        assert cited <= set(keys), name_of(page)


def test_what_the_prose_filter_leaves_would_show_a_typed_result():
    page = "# T\nThe answer is 0.123, in $x = 4.5$ and `6.7` and §8.9.\n"
    assert re.findall(r"\d+\.\d+", prose(page)) == ["0.123"]


def test_cells_are_found_without_their_options():
    page = "```{code-cell} ipython3\n:tags: [hide-cell]\n\nx = 1\n```\n"
    assert cells(page) == ["\nx = 1\n"]
    assert np.isclose(number("1.362\u00a0×\u00a010⁻⁴"), 1.362e-4)
