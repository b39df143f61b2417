from designer.drawing.checks.read_before_set import read_before_set
from tests.designer.checks.ways import found_by
from tests.designer.drawing import node

SET = node("set", "set_variable", variable="x", value="1")
READ = node("read", "tag", tag="{x}")
VIP = node("vip", "caller_list", list="vip")
MENU = node("menu", "menu", prompt="menu")
FAULT = [("read-before-set", "read")]


def test_a_value_on_the_only_way():
    assert found_by(read_before_set, [SET, READ], ("set", "next", "read")) == []


def test_a_value_that_comes_after():
    assert found_by(read_before_set, [READ, SET], ("read", "next", "set")) == FAULT


def test_a_value_on_one_way_of_two():
    wires = (("vip", "listed", "set"), ("vip", "other", "read"), ("set", "next", "read"))
    assert found_by(read_before_set, [VIP, SET, READ], *wires) == FAULT


def test_a_value_on_both_ways():
    other = node("other", "set_variable", variable="x")
    wires = (("vip", "listed", "set"), ("vip", "other", "other"), ("set", "next", "read"), ("other", "next", "read"))
    assert found_by(read_before_set, [VIP, SET, other, READ], *wires) == []


def test_a_value_that_only_a_second_round_has():
    wires = (("menu", "1", "read"), ("read", "next", "set"), ("set", "next", "menu"))
    assert found_by(read_before_set, [MENU, READ, SET], *wires) == FAULT


def test_a_way_back_takes_no_value_away():
    wires = (("set", "next", "menu"), ("menu", "1", "read"), ("read", "next", "menu"))
    assert found_by(read_before_set, [SET, MENU, READ], *wires) == []


def test_only_who_entered_digits_has_them():
    ask = node("ask", "digits", prompt="menu", variable="x")
    assert found_by(read_before_set, [ask, READ], ("ask", "entered", "read")) == []
    assert found_by(read_before_set, [ask, READ], ("ask", "timeout", "read")) == FAULT


def test_a_variable_is_read_by_the_node_that_sets_it_before():
    more = node("more", "set_variable", variable="x", value="{x}!")
    assert found_by(read_before_set, [more]) == [("read-before-set", "more")]


def test_what_every_call_has_needs_no_setting():
    assert found_by(read_before_set, [node("tag", "tag", tag="{caller} {caller_name} {number}")]) == []


def test_whether_it_is_empty_may_be_asked_at_any_time():
    assert found_by(read_before_set, [node("ask", "condition", variable="x", operator="empty")]) == []
    assert found_by(read_before_set, [node("ask", "condition", variable="x")]) == [("read-before-set", "ask")]


def test_a_flow_that_comes_back_may_be_given_values():
    assert found_by(read_before_set, [READ, node("back", "back")], ("read", "next", "back")) == []


def test_nodes_that_cannot_be_reached_are_another_fault():
    assert found_by(read_before_set, [SET, READ]) == []
