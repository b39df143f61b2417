"""Serves the employees' step: a row for each with name, extension, and an address to invite them."""

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import current_user

from app.auth import service as accounts
from app.auth.actor import current_actor
from app.auth.permissions import may
from app.auth.service.employees import employee_of
from app.db import company_in_force, db
from app.guide.pages import finish_step, guide, step_page
from app.guide.people_rows import PeopleRows, RowForm
from app.people.models import Employee
from app.people.service import browser_phones
from app.people.service.employees import ExtensionTaken, enter_employee, list_employees
from app.rights import right
from app.settings.pages import commit


@guide.route("/employees", methods=["GET", "POST"])
@right("set up")
def employees() -> ResponseReturnValue:
    """Show the rows, and add the employees."""
    rows = PeopleRows.sent(request.form) if request.method == "POST" else PeopleRows.offered(_me())
    if request.method == "POST" and not rows.wants_more:
        made = _enter(rows)
        if made:
            sentence = ngettext("%(num)s employee was entered.", "%(num)s employees were entered.", len(made))
            return redirect(finish_step("employees", commit, sentence))
    page = step_page(
        "employees",
        "guide/employees.html",
        rows=rows,
        people=list_employees(),
        may_invite=may("accounts"),
        may_be_me=_me() is not None,
    )
    return page, 422 if request.method == "POST" and not rows.wants_more else 200


def _me() -> tuple[str, str] | None:
    """Return the user's name and address, or None if they are an employee already or of another company."""
    if current_user.company_id != company_in_force() or employee_of(current_user):
        return None
    return current_user.name, current_user.email


def _enter(rows: PeopleRows) -> list[Employee]:
    """Add all employees, or none if one row has an error."""
    if not rows.validate():
        return []
    may_be_me = _me() is not None
    made = [employee for row in rows.filled if (employee := _enter_one(row, rows.invites, may_be_me))]
    if rows.has_errors:
        db.session.rollback()
        return []
    return made


def _enter_one(row: RowForm, invites: bool, may_be_me: bool) -> Employee | None:
    try:
        employee = enter_employee(row.extension.data, row.name.data, row.email.data)
    except ExtensionTaken as problem:
        row.extension.errors = [problem.message]
        return None
    browser_phones.give(employee)
    if row.is_me.data and may_be_me:
        current_user.employee_id = employee.id
    elif invites and row.email.data and may("accounts"):
        _invite(employee, row)
    return employee


def _invite(employee: Employee, row: RowForm) -> None:
    try:
        accounts.invite(accounts.Invitee(employee.id, employee.name, row.email.data, "employee"), current_actor())
    except (accounts.BadAddress, accounts.AddressUsed, accounts.HasAccount) as problem:
        row.email.errors = [problem.message]
