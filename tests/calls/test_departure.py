"""An employee is deleted while a call rings them: the call goes on, and the next one does not ring them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from app.auth.actor import Actor
from app.db import db
from app.people.models import Employee
from app.people.service import employees, offboarding
from app.ports.flows import flows as all_flows
from app.ports.flows import uses_of
from app.web.saving import live_warning
from testphone.agent import UserAgent
from tests.calls.drawings import AROUND_RING, OUTLETS, ring
from tests.exchange import CALLER_TONE, PHONE_TONES, Exchange

DORA, TONE = "150", 1800
OWNER = Actor(0, "Olga Owner", "owner", 1, "en")


@pytest.fixture
def dora(exchange: Exchange) -> Iterator[UserAgent]:
    """The phone of somebody who is new here, registered."""
    with exchange.in_company():
        _employee, phone, password = employees.add_employee(DORA, "Dora Ernst")
        account = phone.account
        db.session.commit()
        assert live_warning() is None
    agent = UserAgent(account, exchange.address, password, "127.0.0.151", TONE)
    agent.register()
    yield agent
    agent.hang_up_all()
    agent.close()


def delete_dora(exchange: Exchange) -> None:
    with exchange.in_company():
        flows = {use.flow_id for use in uses_of("employee", DORA)}
        all_flows().replace_uses(("employee", DORA), ("employee", "102"), flows, "test")
        dora = db.session.scalars(select(Employee).filter_by(extension=DORA)).one()
        offboarding.delete_permanently(dora, [], by=OWNER)
        db.session.commit()
        assert live_warning() is None


def test_a_call_that_rings_goes_on_and_the_next_rings_somebody_else(exchange, phones, caller, dora):
    number = exchange.draw([ring(f"employee:{DORA}", ring_s=20), *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    rung = dora.incoming.get(timeout=30)
    assert call.wait("ringing")
    delete_dora(exchange)
    rung.answer()
    assert call.rtp.wait_for_tone(TONE)
    assert rung.rtp.wait_for_tone(CALLER_TONE)
    call.hang_up()
    assert rung.wait("ended")
    assert exchange.ended(number) == "caller_hung_up"
    ben = phones("102", answer_after_s=0.0)
    assert caller.call(number).rtp.wait_for_tone(PHONE_TONES["102"])
    assert ben.incoming.get(timeout=30)
    assert dora.incoming.empty()


def test_a_call_that_rings_ends_by_its_outlet_and_colleagues_reach_nobody(exchange, phones, caller, dora):
    number = exchange.draw([ring(f"employee:{DORA}", ring_s=20), *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    rung = dora.incoming.get(timeout=30)
    delete_dora(exchange)
    rung.refuse(486)
    assert call.wait("ended", limit_s=8)
    assert exchange.path(number)[-2:] == ["engaged", "end"]
    to_nobody = phones("101").call(DORA)
    assert to_nobody.wait("ended")
    assert to_nobody.status == 404
    assert dora.incoming.empty()
