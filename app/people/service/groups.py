"""Manages groups."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.auth.service import forget_group
from app.db import db
from app.people.models import Employee, Group, GroupMember, RetiredGroupName
from app.people.service.forwards import end_forwards
from app.people.states import FREE
from app.ports.flows import Use, uses
from app.ports.people_states import people_states
from app.settings.publishing import InUse, flows_with, free_name
from designer.runtime.target import Target

SHOWN = 4
"""How many members of each group the list names."""


@dataclass(frozen=True)
class Listed:
    """Describes a group in the list: the names of its first members, the number of members, and the flows that ring
    it."""

    group: Group
    names: list[str]
    count: int
    uses: list[Use] = field(default_factory=list)


def list_groups() -> list[Group]:
    """Return the company's groups by label."""
    return list(db.session.scalars(select(Group).order_by(Group.label)))


def free_in_groups() -> Counter[str]:
    """Return how many members of each group are free now, by its name."""
    return Counter(group for each in people_states().states() if each.state == FREE for group in each.groups)


def groups_with_uses() -> list[Listed]:
    """Return the list of groups, by three queries however many members there are."""
    place = func.row_number().over(partition_by=GroupMember.group_id, order_by=GroupMember.position).label("place")
    count = func.count().over(partition_by=GroupMember.group_id).label("count")
    ranked = select(GroupMember.group_id, GroupMember.employee_id, place, count).subquery()
    named = (
        select(ranked.c.group_id, ranked.c["count"], Employee.name)
        .join(Employee, Employee.id == ranked.c.employee_id)
        .where(ranked.c.place <= SHOWN)
        .order_by(ranked.c.group_id, ranked.c.place)
    )
    names: defaultdict[int, list[str]] = defaultdict(list)
    counts: dict[int, int] = {}
    for group_id, number, name in db.session.execute(named):
        names[group_id].append(name)
        counts[group_id] = number
    used: defaultdict[str, list[Use]] = defaultdict(list)
    for use in uses():
        if use.kind == "group":
            used[use.name].append(use)
    return [Listed(each, names[each.id], counts.get(each.id, 0), used[each.name]) for each in list_groups()]


def employees_by_id(ids: Sequence[int]) -> dict[int, Employee]:
    """Return employees by id."""
    return {each.id: each for each in db.session.scalars(select(Employee).where(Employee.id.in_(ids)))}


def add_group(
    label: str,
    members: Sequence[Employee],
    name: str | None = None,
    strategy: str = "all",
    delays: Mapping[int, int] | None = None,
    wrap_up_s: int = 0,
) -> Group:
    """Add a group. *name* is what flows refer to; None derives one from the label.

    The other arguments are those of ``change_group``.
    """
    name = name or free_name(label, Group.name, RetiredGroupName.name)
    group = Group(name=name, label=label, strategy=strategy, wrap_up_s=wrap_up_s)
    db.session.add(group)
    _set_members(group, members, delays or {})
    return group


def unretired(name: str) -> str:
    """Return *name*, or the first of "name-2", "name-3"... if a deleted group had it: no other group gets it."""
    return free_name(name, RetiredGroupName.name)


def change_group(
    group: Group,
    label: str,
    members: Sequence[Employee],
    strategy: str = "all",
    delays: Mapping[int, int] | None = None,
    wrap_up_s: int = 0,
) -> None:
    """Change a group.

    *strategy* is one of ``models.STRATEGIES``; *delays* are seconds by employee id, 0 if missing; *wrap_up_s* is
    from 0 to ``models.MOST_WRAP_UP_S``.
    """
    group.label, group.strategy, group.wrap_up_s = label, strategy, wrap_up_s
    _set_members(group, members, delays or {})


def delete_group(group: Group) -> None:
    """Delete a group; its members stay, and no other group gets its name. Raise InUse if a published flow refers to
    it."""
    if flows := flows_with("group", group.name):
        sentence = _("The group %(name)s can't be deleted: %(flows)s sends calls to it.", name=group.label, flows=flows)
        raise InUse(sentence)
    end_forwards(Target.group(group.name))
    forget_group(group.name)
    db.session.merge(RetiredGroupName(company_id=group.company_id, name=group.name))
    db.session.delete(group)


def _set_members(group: Group, members: Sequence[Employee], delays: Mapping[int, int]) -> None:
    """Set the members in this order, in which a flow that rings in turn calls them."""
    with db.session.no_autoflush:  # a new member belongs to the group only in the end
        have = {member.employee_id: member for member in group.members}
        wanted = [have.get(employee.id) or GroupMember(employee=employee) for employee in members]
        for employee, member in zip(members, wanted, strict=True):
            member.delay_s = delays.get(employee.id, 0)
        group.members = wanted  # slices of an ordering list are sorted anew for each member
        group.members.reorder()  # type: ignore[attr-defined]
