"""Graphs to look at, traced functions as graphs, and a program as a function."""

from xml.etree import ElementTree

import numpy as np
import pytest

from rnn_core.codec import decode, encode
from rnn_core.fingerprints import fingerprint
from rnn_core.graph_tools import graph_of, show_graph, spell
from rnn_core.records import Node
from rnn_core.trace import trace
from solutions.graph import reference

GRAPH = [
    Node("x", "input"),
    Node("y", "multiply", ("x", "x")),
    Node("z", "subtract", ("y", "x")),
]


def test_a_drawing_has_a_curve_for_each_edge_and_the_numbers_below():
    values = {"x": 2.0, "y": 4.0, "z": 2.0}
    gradients = reference.graph_backward(GRAPH, values, "z")
    drawing = show_graph(GRAPH, values, gradients)
    root = ElementTree.fromstring(drawing._repr_html_())
    assert len(list(root.iter("path"))) == 4  # two of them from x to y
    texts = [node.text for node in root.iter("text")]
    assert texts == ["x", "y: ×", "z: −", "2", "d 3", "4", "d 1", "2", "d 1"]
    assert repr(drawing) == spell(GRAPH)
    (svg,) = root.iter("svg")
    assert "y is multiply of x, x" in svg.get("aria-label")


def test_a_list_out_of_order_is_refused_with_the_repair():
    with pytest.raises(ValueError, match=r"'y' stands before its operand 'x'.*topolog"):
        show_graph(GRAPH[::-1][1:])._repr_html_()


def test_a_traced_function_is_a_graph_that_computes_and_differentiates():
    def loss(x, W, b):
        return ((np.tanh(x @ W + b) - 0.5) / 2.0).sum()

    rng = np.random.default_rng(0)
    arrays = {"x": rng.normal(size=(2, 3)), "W": rng.normal(size=(3, 2))}
    arrays["b"] = rng.normal(size=2)
    program = trace(loss, *arrays.values())
    graph, constants = graph_of(program)
    assert sorted(map(float, constants.values())) == [0.5, 2.0]
    values = reference.graph_evaluate(graph, arrays | constants)
    assert values["result"] == pytest.approx(loss(**arrays), rel=1e-14)
    assert program(*arrays.values()) == values["result"]


def test_what_the_graphs_of_the_chapter_do_not_have_is_refused_by_name():
    with pytest.raises(ValueError, match="uses maximum, which the graphs of chapter 1"):
        graph_of(trace(lambda x: np.maximum(x, 0.0), 1.0))
    with pytest.raises(ValueError, match="uses sum"):
        graph_of(trace(lambda x: x.sum(axis=0), np.ones((2, 3))))


def test_a_graph_and_a_function_that_is_data_survive_the_journey():
    assert decode(encode(GRAPH)) == GRAPH
    f = trace(lambda x: (x * x).sum(), np.ones(3))
    arrived = decode(encode(f))
    assert arrived == f
    assert arrived(np.array([1.0, 2.0, 3.0])) == 14.0


def test_a_program_of_several_results_gives_them_by_name():
    f = trace(lambda x: (x + 1.0, 2.0 * x), 1.0, outputs=("a", "b"))
    assert f(3.0) == {"a": 4.0, "b": 6.0}


def test_a_dict_has_the_same_fingerprint_in_whatever_order_it_was_filled():
    one, other = {"x": 1.0, "y": np.ones(2)}, {"y": np.ones(2), "x": 1.0}
    assert fingerprint(one) == fingerprint(other)
