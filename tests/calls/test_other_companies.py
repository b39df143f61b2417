"""Calls from one company of the exchange to another: its people are nobody's colleagues there."""

import pytest

from app.ports.directory import directory
from designer.drawing.compiler import compile_flow
from testphone import sip
from tests.calls.companies import Company, directory_of, publish_all
from tests.calls.drawings import AROUND_RING, MENU_TO_END, OUTLETS, menu, ring
from tests.calls.followed_journal import FollowedJournal
from tests.calls.going_on import waiting_room
from tests.calls.random_calls import KNOWN
from tests.designer.drawing import flow
from tests.exchange import PHONE_TONES
from tests.peers.raw import RawPeer
from tests.waiting import until

RINGS, WAITS, ASKS = "+49895550101", "+49895550102", "+49895550103"
"""The numbers of the other company: one rings 101, one is a queue of 101 and 102, one is a menu."""


@pytest.fixture(scope="module")
def made():
    return []


@pytest.fixture
def other(exchange, made):
    """The other company, whose people have the same extensions as those of the exchange's own."""
    if not made:
        rings = flow([ring(prefix="Sales:"), *OUTLETS], *AROUND_RING)
        asks = flow([menu(timeout_s=30), OUTLETS[-1]], *MENU_TO_END)
        programs = {RINGS: compile_flow(rings, KNOWN).program, ASKS: compile_flow(asks, KNOWN).program}
        with exchange.in_company():
            people = directory_of(directory(), "1900")
        made.append(Company(exchange, "1900", {**programs, WAITS: waiting_room("sales")}, people))
        publish_all(made)
    return made[0]


def arrival(exchange, number, before):
    """The event with which the next call to *number* after *before* of them began."""
    return until(lambda: exchange.calls_to(number)[before:])[0][0]["event"]


@pytest.mark.parametrize("extension", ["101", "102"])
def test_another_companys_phone_is_a_caller_from_outside(exchange, other, phones, extension):
    before = len(exchange.calls_to(RINGS))
    with other.phones(["101"]) as theirs:
        theirs["101"].answer_after_s = None
        call = phones(extension).call(RINGS)
        rung = theirs["101"].incoming.get(timeout=30)
        assert rung.remote.startswith('"Sales: anonymous" <sip:anonymous@')
        rung.answer()
        assert call.rtp.wait_for_tone(PHONE_TONES["101"])
        call.hang_up()
        assert rung.wait("ended")
    event = arrival(exchange, RINGS, before)
    assert (event["company"], event["direction"], event["extension"]) == ("1900", "inbound", "")
    assert (event["caller"], event["caller_name"]) == ("anonymous", "")


def test_who_waits_in_another_companys_queue_makes_nobody_there_busy(exchange, other, phones):
    with other.phones(["101"]):
        call = phones("101").call(WAITS)
        assert call.rtp.wait_for_tone(PHONE_TONES["101"])


def test_an_employee_who_calls_another_company_is_in_a_call_for_their_own(exchange, other, phones):
    journal = FollowedJournal(exchange.config.journal_dir)
    call = phones("101").call(ASKS)
    assert until(lambda: journal.talks("1001", "101"))
    assert not journal.talks("1900", "101")
    call.hang_up()
    assert until(lambda: not journal.talks("1001", "101"))


def test_a_refused_call_of_another_companys_phone_is_one_from_outside(exchange, other):
    peer = RawPeer(exchange.address)
    try:
        call = peer.call(RINGS, user="1001-101")
        call.send("INVITE")
        asked = sip.challenge(call.final())
        secret = sip.md5(f"1001-101:{asked.realm}:{exchange.passwords['1001-101']}")
        call.send("INVITE", {asked.answer_in: sip.digest(asked, "1001-101", secret, "INVITE", call.target)})
        assert call.final().status == 488
    finally:
        peer.close()
    (found,) = until(lambda: [each for each in exchange.refusals() if each.number == RINGS])
    assert (found.company, found.caller, found.direction) == ("1900", "anonymous", "inbound")
