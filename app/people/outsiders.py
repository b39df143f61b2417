"""Finds the employees whose calls are forwarded to somebody outside."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from app.people.models import Employee
from app.people.service.forwards import FORWARDS
from app.ports.outsiders import Outsider, Place


def places(outsider: Outsider) -> Iterator[Place]:
    """Yield the pages of those who forward to the number."""
    forwarding = db.session.scalars(select(Employee).order_by(Employee.name, Employee.id))
    for each in forwarding:
        if outsider.has_number_in(*(getattr(each, name) for name in FORWARDS)):
            label = _("Forwarding of %(name)s", name=each.name)
            yield Place(label, url_for("people.availability", employee_id=each.id))
