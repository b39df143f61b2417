"""The rest that a group has set up for who has talked for it."""

import pytest
from sqlalchemy import select

from app.db import db
from app.people.models import Employee, Group
from app.people.service.choices import choose
from app.web.saving import live_warning
from tests.calls.drawings import END
from tests.designer.drawing import node
from tests.exchange import PHONE_TONES
from tests.waiting import until

WRAP_UP_MS = 2_000
SERVED_S = 15
"""An employee who missed a call in an earlier test is left alone for 10 s."""


@pytest.fixture(autouse=True)
def wrap_up(exchange):
    """For a while, of the group "support"."""

    def change(seconds):
        with exchange.in_company():
            db.session.scalars(select(Group).where(Group.name == "support")).one().wrap_up_s = seconds
            db.session.commit()
            assert live_warning() is None

    change(WRAP_UP_MS // 1000)
    yield change
    change(0)


def draw_queue(exchange, group):
    queue = node("queue", "queue", group_name=group, record=False, wrap_up_s=0)
    outcomes = ("timeout", "full", "nobody", "left", "callback")
    return exchange.draw([queue, END], *(("queue", outcome, "end") for outcome in outcomes))


def draw_ring(exchange, group):
    ring = node("ring", "ring", who=f"group:{group}", record=False)
    return exchange.draw([ring, END], *(("ring", outcome, "end") for outcome in ("no_answer", "busy", "unavailable")))


@pytest.mark.parametrize("draw", [draw_queue, draw_ring])
def test_who_talked_for_the_group_is_offered_by_no_queue_until_the_rest_is_over(exchange, caller, phones, draw):
    phones("101", answer_after_s=0.0)
    first, number = draw(exchange, "support"), draw_queue(exchange, "sales")
    talk = caller.call(first)
    assert talk.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    with exchange.caller("+4917055555") as other:
        waits = other.call(number)
        assert waits.wait("answered")
        talk.hang_up()
        assert waits.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
        waits.hang_up()
    assert moment(exchange, number, "queue_talk") >= moment(exchange, first, "ended") + WRAP_UP_MS


def moment(exchange, number, kind):
    """When the latest call to *number* came to an effect of this kind, in ms."""
    return next(line["at"] for line in exchange.steps(number) for each in line["effects"] if each["type"] == kind)


def test_a_pause_during_the_rest_ends_it_and_nobody_is_offered_until_the_return(exchange, caller, phones, wrap_up):
    wrap_up(5)
    anna = phones("101", answer_after_s=0.0)
    number = draw_queue(exchange, "support")
    talk = caller.call(number)
    assert talk.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    with exchange.caller("+4917055555") as other:
        waits = other.call(number)
        assert waits.wait("answered")
        talk.hang_up()
        assert until(lambda: of_queues(exchange)[-1] == "wrap_up", SERVED_S)
        choice(exchange, "paused", "Mittagspause")
        assert until(lambda: of_queues(exchange)[-1] == "wrap_up_ended", SERVED_S)
        assert of_queues(exchange)[-2:] == ["wrap_up", "wrap_up_ended"]
        assert len(anna.calls) == 1
        choice(exchange, "free")
        assert waits.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)


def choice(exchange, state, reason=""):
    """What 101 says of themselves."""
    with exchange.in_company():
        choose(db.session.scalars(select(Employee).where(Employee.extension == "101")).one(), state, reason)
        db.session.commit()
        assert live_warning() is None


def of_queues(exchange):
    """The types of all that the queues were told about 101, or want of them, in order."""
    lines = [line for line in exchange.journal() if line["event"]["type"] == "queue"]
    said = [each for line in lines for each in (line["event"]["event"], *line["effects"])]
    return [each["type"] for each in said if each.get("agent") == "101"]
