"""Which outlet a call took, whatever the outcome is called."""

import pytest

from designer.drawing.catalog import NODE_TYPES
from designer.drawing.outlets import outlets_by_outcome, outlets_of
from tests.designer.drawing import flow, node


def ways(nodes, *wires):
    return outlets_of(flow([*nodes, node("a", "hangup"), node("b", "hangup")], *wires))


@pytest.mark.parametrize("cls", NODE_TYPES.values(), ids=NODE_TYPES)
def test_every_outlet_of_a_node_is_that_of_an_outcome(cls):
    assert set(outlets_by_outcome(cls()).values()) == set(cls().outlets())


def test_an_outcome_that_is_called_otherwise_than_the_outlet():
    drawn = ways(
        [node("holiday", "holiday", calendar="opening")], ("holiday", "holiday", "a"), ("holiday", "workday", "a")
    )
    assert drawn.outlet("holiday", "yes", "a") == "holiday"
    assert drawn.outlet("holiday", "no", "a") == "workday"


def test_an_outcome_that_was_not_written_down():
    drawn = ways([node("menu", "menu", prompt="menu", keys=["1", "2"])], ("menu", "1", "a"), ("menu", "2", "b"))
    assert drawn.outlet("menu", "", "a") == "1"
    both = ways([node("menu", "menu", prompt="menu", keys=["1", "2"])], ("menu", "1", "a"), ("menu", "2", "a"))
    assert both.outlet("menu", "", "a") == ""
    assert both.outlet("menu", "2", "a") == "2"
    assert both.outlet("gone", "2", "a") == ""


def test_nobody_can_tell_the_ways_of_what_is_no_drawing():
    assert outlets_of({"format": 7}).outlet("menu", "1", "a") == ""
