"""Chooses the presence of people by JSON: supervisors that of others, and anybody their own."""

from typing import Any

from flask import Blueprint, abort, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.db import db, find
from app.db.groups import groups_in_force
from app.people.models import Employee, Group, GroupMember
from app.people.service import choices
from app.rights import right

others = Blueprint("others", __name__, url_prefix="/live")


@others.get("/reasons")
@right("watch", scope="groups")
def reasons() -> ResponseReturnValue:
    """Return the reasons for which people of the company pause."""
    return jsonify(reasons=choices.reasons_json())


@others.post("/people/<extension>/presence")
@right("act", scope="groups")
def presence(extension: str) -> ResponseReturnValue:
    """Choose the presence of somebody in the user's groups."""
    employee = find(Employee, extension=extension)
    if not _is_seen(employee):
        abort(404)
    return choose_by_json(employee)


def choose_by_json(employee: Employee) -> ResponseReturnValue:
    """Choose an employee's presence as the JSON of the request says."""
    data: Any = request.get_json(silent=True)
    wanted = data if isinstance(data, dict) else {}
    state, reason = str(wanted.get("state", "")), str(wanted.get("reason", ""))
    choices.choose(employee, state, reason, choices.end_of(wanted.get("minutes"), wanted.get("until")))
    db.session.commit()
    return jsonify(said=choices.said(state))


def _is_seen(employee: Employee) -> bool:
    """Return whether the employee is in one of the groups to which the user is limited."""
    limit = groups_in_force()
    names = select(Group.name).join(GroupMember, GroupMember.group_id == Group.id)
    return limit is None or bool(
        limit.intersection(db.session.scalars(names.where(GroupMember.employee_id == employee.id)))
    )
