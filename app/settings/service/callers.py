"""Lists of callers: VIPs, blocked numbers."""

from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from app.settings.models import CallerList
from app.settings.service.publishing import InUse, flows_with, free_name, publish_directory


def list_caller_lists() -> list[CallerList]:
    return list(db.session.scalars(select(CallerList).order_by(CallerList.label)))


def add_caller_list(label: str, entries: list[str], name: str | None = None) -> CallerList:
    """*entries* as ``app.settings.callers`` reads them; *name* is what flows refer to, None makes one."""
    callers = CallerList(name=name or free_name(CallerList, label), label=label, entries=entries)
    db.session.add(callers)
    publish_directory()
    return callers


def change_caller_list(callers: CallerList, label: str, entries: list[str]) -> None:
    callers.label, callers.entries = label, entries
    publish_directory()


def delete_caller_list(callers: CallerList) -> None:
    """Raises InUse."""
    if flows := flows_with("list", callers.name):
        raise InUse(_("The list %(name)s can't be deleted: it decides in %(flows)s.", name=callers.label, flows=flows))
    db.session.delete(callers)
    publish_directory()
