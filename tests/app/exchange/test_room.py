"""Nothing is published that Kamailio could not start with."""

import pytest

from app.db import db
from app.exchange import room, service
from app.exchange.models import SwitchEntry
from app.gateways.kamailio import Memory
from app.ports.health import State, check_health

MANY = 70_000
"""Phones whose registrations Kamailio could no longer read when it starts."""


def line():
    return next(each.finding for each in check_health() if each.name == "room")


def add_phones(count):
    rows = [{"key_name": f"a:1002-{place}", "key_value": "x" * 90} for place in range(count)]
    db.session.execute(SwitchEntry.__table__.insert(), rows)


def test_a_new_installation_has_room(in_company):
    assert room.needed().share < room.WARNING
    assert line().state == State.OK


def test_who_nears_the_limit_is_told_what_to_do(in_company):
    add_phones(MANY // 2)
    found = line()
    assert found.state == State.WARNING
    assert "memory" in found.to_do
    assert found.settings == ("switch_memory_mb",)
    service.set_phone("1001-new", "1001", "101", "0" * 32)


def test_what_it_could_not_start_with_is_refused_in_words(in_company):
    add_phones(MANY)
    assert line().state == State.FAULT
    with pytest.raises(room.NoRoom, match="might not start again"):
        service.set_phones("1001", [("1001-new", "101", "0" * 32)])
    with pytest.raises(room.NoRoom):
        service.set_phone("1001-new", "1001", "101", "0" * 32)


def test_what_is_there_already_can_still_be_changed(in_company):
    service.set_phone("1001-101", "1001", "101", "0" * 32)
    add_phones(MANY)
    service.set_phone("1001-101", "1001", "101", "1" * 32)
    service.remove_phone("1001-101")


def test_a_switch_that_is_full_takes_no_more(in_company, switch):
    switch.shared = Memory(1_000_000, 990_000)
    with pytest.raises(room.NoRoom):
        service.set_phone("1001-101", "1001", "101", "0" * 32)
    switch.is_down = True
    service.set_phone("1001-101", "1001", "101", "0" * 32)
