"""Undoes what a test has changed for those behind it, which share its exchange: what people have chosen, wrap-ups."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.calls import presence
from app.db import db, now
from app.people.models import Employee, Group
from app.people.service.choices import choose
from tests.exchange import Exchange


@dataclass(frozen=True)
class AsItWas:
    """*chosen* has for each extension the state, its reason and its end; *wrap_up_s* has the seconds by group."""

    chosen: dict[str, tuple[str, str, datetime | None]]
    wrap_up_s: dict[str, int]


def as_it_is(exchange: Exchange) -> AsItWas:
    with exchange.in_company():
        people, groups = db.session.scalars(select(Employee)), db.session.scalars(select(Group))
        return AsItWas(
            {each.extension: _chosen(each) for each in people}, {each.name: each.wrap_up_s for each in groups}
        )


def put_back(exchange: Exchange, before: AsItWas) -> None:
    """Nobody has a wrap-up any more, either."""
    with exchange.in_company():
        for employee in db.session.scalars(select(Employee)).all():
            was = before.chosen.get(employee.extension, _chosen(employee))
            if _chosen(employee) != was:
                choose(employee, *was)
        for group in db.session.scalars(select(Group)):
            group.wrap_up_s = before.wrap_up_s.get(group.name, group.wrap_up_s)
        presence.end_wrap_ups(now())
        db.session.commit()


def _chosen(employee: Employee) -> tuple[str, str, datetime | None]:
    return employee.chosen, employee.chosen_reason, employee.chosen_until
