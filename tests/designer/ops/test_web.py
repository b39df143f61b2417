"""A web server is asked; what comes from outside stays one value wherever it is put in."""

import pytest

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.ops.web import Web
from tests.designer.stepped_call import SteppedCall, by_outcome, left_by, of_kind, waits_ms, warnings

OUTCOMES = ("ok", "error", "timeout")
ANSWERS = (("customer", "data.name"),)


def ask(url="https://example.com/who?phone={caller}", headers=(), body=""):
    return by_outcome(Web("POST", url, headers, body, ANSWERS, 4), *OUTCOMES)


def asked(stepped):
    return of_kind(stepped.first, do.AskWeb)[0]


def test_it_asks_and_waits_so_long():
    stepped = SteppedCall(ask())
    assert waits_ms(stepped.first) == [4_000]
    assert asked(stepped) == do.AskWeb(
        stepped.state["doing"]["asked"], "POST", "https://example.com/who?phone=%2B4917012345", (), "", ANSWERS, 4_000
    )


@pytest.mark.parametrize("outcome", ["ok", "error", "timeout"])
def test_it_is_left_by_what_comes_back(outcome):
    stepped = SteppedCall(ask())
    found = stepped.on(on.WebReplied(0, asked(stepped).token, outcome, {"customer": "Rita"} if outcome == "ok" else {}))
    assert left_by(found) == outcome
    assert stepped.state["vars"].get("customer") == ("Rita" if outcome == "ok" else None)


def test_no_answer_in_time():
    stepped = SteppedCall(ask())
    assert left_by(stepped.time_up()) == "timeout"


def test_the_answer_to_something_else_means_nothing():
    stepped = SteppedCall(ask())
    assert stepped.on(on.WebReplied(0, 99, "ok", {})) == stepped.on(on.TimerFired(0, 99)) == []
    assert stepped.on(on.LegRinging(0, "b1")) == []


def test_a_key_is_kept_meanwhile():
    stepped = SteppedCall(ask())
    stepped.press("5")
    assert stepped.state["keys"] == "5"


def test_what_is_put_in_stays_one_value():
    name = 'a"b\r\nX-Admin: 1&c=/../ö'
    stepped = SteppedCall(
        ask("https://example.com/{caller_name}", ("X-Name: {caller_name}",), '{"name": "{caller_name}"}'),
        caller_name=name,
    )
    assert asked(stepped).url == "https://example.com/a%22b%0D%0AX-Admin%3A%201%26c%3D%2F..%2F%C3%B6"
    assert asked(stepped).headers == ('X-Name: a"b X-Admin: 1&c=/../ö',)
    assert asked(stepped).body == '{"name": "a\\"b\\r\\nX-Admin: 1&c=/../ö"}'


def test_a_long_answer_is_cut():
    stepped = SteppedCall(ask())
    stepped.on(on.WebReplied(0, asked(stepped).token, "ok", {"customer": "x" * 9_000}))
    assert stepped.state["vars"]["customer"] == "x" * 500


def test_a_variable_without_a_value_is_warned_of():
    stepped = SteppedCall(ask(body='{"order": "{order}"}'))
    assert "the variable “order” has no value" in warnings(stepped.first)
    assert asked(stepped).body == '{"order": ""}'
