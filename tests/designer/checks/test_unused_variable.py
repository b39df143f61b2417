from designer.drawing.checks.unused_variable import unused_variable
from tests.designer.checks.ways import found_by
from tests.designer.drawing import node

SET = node("set", "set_variable", variable="x", value="1")


def test_a_variable_that_nobody_reads():
    assert found_by(unused_variable, [SET]) == [("unused-variable", "set")]


def test_a_variable_that_is_read_anywhere():
    assert found_by(unused_variable, [node("tag", "tag", tag="{x}"), SET]) == []
    assert found_by(unused_variable, [SET, node("ring", "ring", who="variable:x")]) == []
    assert found_by(unused_variable, [SET, node("ask", "condition", variable="x", operator="empty")]) == []


def test_each_node_that_keeps_it_says_so_once():
    web = node("web", "web_request", url="https://a.b", answers="x = a\nx = b\ny = c")
    assert found_by(unused_variable, [SET, web]) == [
        ("unused-variable", "set"),
        ("unused-variable", "web"),
        ("unused-variable", "web"),
    ]


def test_a_flow_that_comes_back_may_keep_it_for_another():
    assert found_by(unused_variable, [SET, node("back", "back")], ("set", "next", "back")) == []
