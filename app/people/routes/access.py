"""Serves the page of an employee's access to the portal."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Field

from app.auth import service as accounts
from app.auth.actor import current_actor
from app.auth.limited_view import groups_seen_by
from app.auth.models import User
from app.auth.routes.pages import requires_recent_login
from app.auth.service import employees
from app.db import db, find
from app.people.access_forms import GroupsForm, InvitationForm, RoleForm
from app.people.models import Employee
from app.people.routes.blueprint import people
from app.people.service.access import access_of
from app.people.service.groups import list_groups
from app.rights import right
from app.settings.pages import commit
from app.web.errors import Refused


@people.get("/employees/<int:employee_id>/access")
@right("see settings")
def access(employee_id: int) -> ResponseReturnValue:
    """Show the account or the invitation."""
    return _page(find(Employee, id=employee_id))


@people.post("/employees/<int:employee_id>/access/invitation")
@requires_recent_login
@right("accounts")
def invite(employee_id: int) -> ResponseReturnValue:
    """Invite the employee. A new invitation replaces the previous link."""
    employee = find(Employee, id=employee_id)
    form = InvitationForm()
    form.offer(current_actor(), list_groups())
    if form.validate():
        try:
            accounts.invite(form.invitee(employee), current_actor())
        except accounts.RoleNotAllowed as problem:
            _complain(form.role, problem)
        except (accounts.BadAddress, accounts.AddressUsed, accounts.HasAccount) as problem:
            _complain(form.email, problem)
            if employees.account_to_link(form.email.data, current_actor()):
                form.email.errors.append(_how_to_link(employee))
        else:
            commit(_("The invitation is on its way to %(email)s.", email=form.email.data))
            return _back(employee)
    return _page(employee, invitation=form), 422


@people.post("/employees/<int:employee_id>/access/link")
@requires_recent_login
@right("accounts")
def link_account(employee_id: int) -> ResponseReturnValue:
    """Link the account that has the employee's address and belongs to nobody yet."""
    employee = find(Employee, id=employee_id)
    account = employees.account_to_link(employee.email, current_actor()) or abort(404)
    employees.link_account(account, employee.id, employee.name, current_actor())
    commit(_("The account %(email)s belongs to %(name)s now.", email=account.email, name=employee.name))
    return _back(employee)


@people.post("/employees/<int:employee_id>/access/withdraw")
@right("accounts")
def withdraw_invitation(employee_id: int) -> ResponseReturnValue:
    """Withdraw the invitation."""
    employee = find(Employee, id=employee_id)
    if invitation := accounts.invitation_of(employee.id):
        accounts.withdraw(invitation, current_actor())
    commit(_("The invitation was withdrawn."))
    return _back(employee)


@people.post("/employees/<int:employee_id>/access/role")
@requires_recent_login
@right("accounts")
def change_role(employee_id: int) -> ResponseReturnValue:
    """Change the role."""
    employee = find(Employee, id=employee_id)
    account = find(User, employee_id=employee.id)
    form = RoleForm()
    form.offer(current_actor(), list_groups(), account.role)
    if form.validate():
        try:
            accounts.change_role(account, form.role.data, form.seen, current_actor())
        except (accounts.RoleNotAllowed, accounts.LastOwner) as problem:
            _complain(form.role, problem)
        else:
            commit(_("The role was changed."))
            return _back(employee)
    return _page(employee, role=form), 422


@people.post("/employees/<int:employee_id>/access/groups")
@right("accounts")
@requires_recent_login
def limit_to_groups(employee_id: int) -> ResponseReturnValue:
    """Let a supervisor see the calls of all groups, of some, or of none."""
    employee = find(Employee, id=employee_id)
    account = find(User, employee_id=employee.id, role="supervisor")
    form = GroupsForm()
    form.offer_groups(list_groups())
    if not form.validate():
        return _page(employee, groups=form), 422
    accounts.limit_to_groups(account, form.seen, current_actor())
    commit(_("Saved."))
    return _back(employee)


@people.post("/employees/<int:employee_id>/access/sign-out")
@right("accounts")
def sign_out_employee(employee_id: int) -> ResponseReturnValue:
    """Sign the employee out everywhere."""
    employee = find(Employee, id=employee_id)
    accounts.sign_out_everywhere(find(User, employee_id=employee.id), current_actor())
    commit(_("%(name)s is signed out everywhere.", name=employee.name))
    return _back(employee)


@people.post("/employees/<int:employee_id>/access/second-factor/remove")
@requires_recent_login
@right("accounts")
def remove_second_factor(employee_id: int) -> ResponseReturnValue:
    """Remove the second factor."""
    employee = find(Employee, id=employee_id)
    accounts.remove_second_factor(find(User, employee_id=employee.id), current_actor())
    commit(_("%(name)s has no second factor any more, and is signed out everywhere.", name=employee.name))
    return _back(employee)


@people.post("/employees/<int:employee_id>/access/delete")
@right("accounts")
def delete_access(employee_id: int) -> ResponseReturnValue:
    """Delete the account."""
    employee = find(Employee, id=employee_id)
    accounts.remove_access(find(User, employee_id=employee.id), current_actor())
    commit(_("%(name)s has no access to the portal any more.", name=employee.name))
    return _back(employee)


def _how_to_link(employee: Employee) -> str:
    sentence = _(
        "If this account is that of %(name)s, enter the address under “Person” and save it. Then you can link the "
        "account here.",
        name=employee.name,
    )
    return str(sentence)


def _complain(item: Field, problem: Refused) -> None:
    db.session.rollback()
    item.errors = [problem.message]


def _back(employee: Employee) -> ResponseReturnValue:
    return redirect(url_for("people.access", employee_id=employee.id))


def _page(
    employee: Employee,
    invitation: InvitationForm | None = None,
    role: RoleForm | None = None,
    groups: GroupsForm | None = None,
) -> str:
    by, there = current_actor(), list_groups()
    found = access_of(employee, by)
    if invitation is None:
        invitation = InvitationForm.starting(employee, found.invitation)
        invitation.offer(by, there)
    if role is None and found.account:
        role = RoleForm(formdata=None, role=found.account.role)
        role.offer(by, there, found.account.role)
    if groups is None:
        groups = GroupsForm(formdata=None, **GroupsForm.showing(found.account.groups if found.account else None))
        groups.offer_groups(there)
    forms = {"invitation": invitation, "role": role, "groups": groups}
    link_sees = groups_seen_by(found.to_link) if found.to_link else None
    return render_template("people/access.html", employee=employee, access=found, link_sees=link_sees, **forms)
