"""The way of a call on the drawing itself."""

from app.ports.calls import BlockVisit, visits
from designer.drawing.outlets import outlets_of
from tests.designer.drawing import flow, node

GRAPH = flow([node("greet", "subflow", flow="greet"), node("bye", "hangup")], ("greet", "next", "bye"))


def test_what_happens_within_a_sub_flow_happens_at_the_block_that_calls_it():
    way = [("start", ""), ("greet", ""), ("greet/start", ""), ("greet/menu", ""), ("greet/back", "1"), ("bye", "")]
    path = [(block, outcome, at) for at, (block, outcome) in enumerate(way)]
    assert visits(path, outlets_of(GRAPH)) == [
        BlockVisit("start", "", 0),
        BlockVisit("greet", "next", 1),
        BlockVisit("bye", "next", 5),
    ]
