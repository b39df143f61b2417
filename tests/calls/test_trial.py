"""A drawing is tried with a real call to one's own phone, and nothing is published by it."""

import pytest

from app.flows import service, trials
from testphone.sound import loudness
from tests.calls.drawings import END
from tests.designer.drawing import flow, node
from tests.exchange import PHONE_TONES, TONES
from tests.recorded_sides import sides
from tests.waiting import until

NO_NUMBER = ""
"""Of a drawing that is on no number yet."""

DRAWING = flow(
    [
        node("menu", "menu", prompt="menu", keys=["1"]),
        node("sales", "ring", who="employee:101", record=False),
        node("box", "play", prompt="closed"),
        END,
    ],
    ("menu", "1", "sales"),
    *(("menu", outlet, "box") for outlet in ("timeout", "invalid")),
    *(("sales", outlet, "box") for outlet in ("no_answer", "busy", "unavailable")),
    ("box", "next", "end"),
)


@pytest.fixture
def call_me(exchange):
    """Tries DRAWING with a call to an employee's phone; returns the program's hash."""

    def call_me(extension, caller="+4917012345"):
        with exchange.in_company():
            return trials.call_me(service.add_flow("Trial", DRAWING), DRAWING, extension, caller)

    return call_me


def test_ones_own_phone_rings_and_goes_through_the_drawing(exchange, phones, call_me):
    mine, anna = phones("102", answer_after_s=0.1), phones("101", answer_after_s=0.1)
    program = call_me("102")
    assert until(lambda: mine.calls, 5)
    call = mine.calls[0]
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press("1")
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert anna.calls[0].rtp.wait_for_tone(PHONE_TONES["102"])
    call.hang_up()
    arrivals = [line["event"] for line in exchange.journal() if line["event"]["type"] == "call_arrived"]
    found = [event for event in arrivals if event["program"] == program]
    assert [(each["direction"], each["extension"], each["caller"]) for each in found] == [
        ("trial", "102", "+4917012345")
    ]


def test_a_phone_that_is_not_answered_leaves_nothing_behind(exchange, phones, caller, call_me):
    busy = phones("103", refuse_with=486)
    call_me("103")
    assert busy.incoming.get(timeout=30)
    number = exchange.draw([node("play", "play", prompt="welcome"), END], ("play", "next", "end"))
    assert caller.call(number).rtp.wait_for_prompt(TONES["welcome"])


def test_a_message_on_a_trial_is_what_its_caller_said(exchange, phones):
    mine = phones("102", answer_after_s=0.1)
    mailbox = node("mailbox", "voicemail", greeting="greeting", mailbox="employee:101", max_s=10)
    drawing = flow([mailbox, END], ("mailbox", "next", "end"))
    with exchange.in_company():
        trials.call_me(service.add_flow("Mailbox", drawing), drawing, "102", "+4917012345")
    call = mine.incoming.get(timeout=30)
    assert call.rtp.wait_for_prompt(TONES["greeting"])
    assert until(lambda: exchange.effects(NO_NUMBER, "record"))
    assert not call.wait("ended", 1.0)
    call.press("#")
    assert call.wait("ended")
    (only,) = sides(exchange, NO_NUMBER)
    assert len(only) > 4000
    assert loudness(only[2000:4000], PHONE_TONES["102"]) > 2000


def test_who_has_no_phone_is_told(call_me):
    with pytest.raises(trials.NoPhone, match="199 has no phone"):
        call_me("199")


def test_a_drawing_with_faults_rings_nobody(exchange):
    with exchange.in_company(), pytest.raises(service.HasFaults):
        trials.call_me(service.add_flow("Faulty", DRAWING), {**DRAWING, "wires": []}, "101", "")
