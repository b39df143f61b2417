"""Colleagues call each other, without a drawing; and nobody calls in their name."""

import pytest
from sqlalchemy import select

from app.db import db
from app.exchange.registrations import registrations
from app.people.models import Phone
from app.people.service.employees import renew_password
from app.web.saving import live_warning
from testphone.agent import Refused, UserAgent
from tests.calls.drawings import END, MENU_TO_END, hello, menu
from tests.exchange import PHONE_TONES, TONES
from tests.peers.raw import ask


def test_colleagues_talk(exchange, phones):
    anna, ben = phones("101"), phones("102", answer_after_s=0.2)
    call = anna.call("102")
    rung = ben.incoming.get(timeout=30)
    assert rung.caller == "101"
    assert call.wait("ringing")
    assert call.rtp.wait_for_tone(PHONE_TONES["102"])
    assert rung.rtp.wait_for_tone(PHONE_TONES["101"])
    assert exchange.steps("102")[0]["event"]["direction"] == "internal"


def test_a_busy_colleague_is_busy(exchange, phones):
    anna = phones("101")
    phones("102", refuse_with=486)
    call = anna.call("102")
    assert call.wait("ended")
    assert call.status == 486


def test_a_colleague_without_a_phone_gets_a_message(exchange, phones):
    call = phones("101").call("103")
    assert call.wait("answered")
    assert call.rtp.wait_for_sound()
    assert exchange.path("103") == ["ring", "message"]


def test_an_employee_calls_the_companys_own_number(exchange, phones):
    number = exchange.draw(*hello("closed"))
    call = phones("101").call(number)
    assert call.rtp.wait_for_prompt(TONES["closed"])


def test_nobody_has_that_extension(exchange, phones):
    call = phones("101").call("999")
    assert call.wait("ended")
    assert call.status == 404


def test_from_outside_extensions_are_not_reached(exchange, caller):
    call = caller.call("101")
    assert call.wait("ended")
    assert call.status == 404


@pytest.mark.parametrize("account", ["1001-101", "nobody"])
def test_a_wrong_password_registers_nothing(exchange, account):
    agent = UserAgent(account, exchange.address, "wrong", host="127.0.0.9")
    try:
        with pytest.raises(Refused, match="401"):
            agent.register()
        assert agent.host not in str(exchange.parts.rpc("ul.dump"))
    finally:
        agent.close()


def test_a_phone_registers_only_itself(exchange):
    """Anna's password does not let her take Ben's calls."""
    agent = UserAgent("1001-101", exchange.address, exchange.passwords["1001-101"], host="127.0.0.9")
    try:
        with pytest.raises(Refused, match=r"40[13]"):
            agent.register(account="1001-102")
    finally:
        agent.close()


def test_a_call_in_an_employees_name_needs_the_password(exchange):
    agent = UserAgent("1001-101", exchange.address, "wrong", host="127.0.0.9")
    try:
        call = agent.call("102")
        assert call.wait("ended")
        assert call.status in (401, 407)
    finally:
        agent.close()


@pytest.mark.parametrize("method", ["BYE", "INFO", "INVITE"])
def test_a_stranger_who_knows_the_call_id_changes_nothing(exchange, caller, method):
    """A request in a dialog carries the dialog's own tag (RFC 3261 section 12.2.2)."""
    number = exchange.draw([menu(timeout_s=60), END], *MENU_TO_END)
    call = caller.call(number)
    assert call.wait("answered")
    assert ask(exchange.address, method, "exchange;tag=guessed", call_id=call.call_id) == 481
    call.press("1")
    assert call.wait("ended")
    assert exchange.ended(number) == "flow_ended"


def test_a_stranger_reaches_no_phone_by_our_own_header(exchange, phones):
    """The header that marks our own INVITEs to phones needs this start's secret."""
    anna = phones("101")
    status = ask(exchange.address, "INVITE", "101", "X-Zentrale-Leg: guessed 1001-101")
    assert status == 404
    assert anna.incoming.empty()


def test_a_phone_whose_password_was_changed_is_rung_no_more(exchange, phones):
    anna, ben = phones("101"), exchange.phone("102")
    with exchange.in_company():
        (known,) = registrations(["1001-102"])["1001-102"]
        assert known.address == f"{ben.host}:{ben.port}"
        assert 0 < known.expires_s <= 300
        phone = db.session.scalars(select(Phone).filter_by(account="1001-102")).one()
        exchange.passwords["1001-102"] = renew_password(phone)
        db.session.commit()
        assert live_warning() is None
        assert registrations(["1001-102"]) == {"1001-102": []}
    call = anna.call("102")
    assert call.wait("answered")
    assert exchange.path("102") == ["ring", "message"]
    assert ben.incoming.empty()
    ben.close()
