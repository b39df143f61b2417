"""Groups: the company's lines."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from app.settings.models import Employee, Group, GroupMember
from app.settings.service.publishing import InUse, flows_with, free_name, publish_directory


def list_groups() -> list[Group]:
    return list(db.session.scalars(select(Group).order_by(Group.label)))


def add_group(label: str, members: Sequence[Employee], name: str | None = None) -> Group:
    """*name* is what flows refer to; None makes one out of the label."""
    group = Group(name=name or free_name(Group, label), label=label)
    db.session.add(group)
    _set_members(group, members)
    return group


def change_group(group: Group, label: str, members: Sequence[Employee]) -> None:
    group.label = label
    _set_members(group, members)


def delete_group(group: Group) -> None:
    """Raises InUse. Its members stay."""
    if flows := flows_with("group", group.name):
        sentence = _(
            "The group %(name)s can't be deleted: calls are led to it by %(flows)s.", name=group.label, flows=flows
        )
        raise InUse(sentence)
    db.session.delete(group)
    publish_directory()


def _set_members(group: Group, members: Sequence[Employee]) -> None:
    """In this order, in which a flow that rings in turn calls them."""
    have = {member.employee: member for member in group.members}
    group.members[:] = [have.get(employee) or GroupMember(employee=employee) for employee in members]
    group.members.reorder()  # type: ignore[attr-defined]
    publish_directory()
