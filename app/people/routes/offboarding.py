"""Serves the permanent deletion of an employee."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.audit.audited import note
from app.auth.actor import current_actor
from app.db import db, find
from app.people.models import Employee
from app.people.offboarding_forms import OffboardingForm, SuccessorForm, offboarding_form
from app.people.routes.blueprint import people
from app.people.service import offboarding as service
from app.rights import right
from app.settings.pages import commit
from app.web.errors import Refused
from designer.runtime.target import Target


@people.route("/employees/<int:employee_id>/delete", methods=["GET", "POST"])
@right("delete people")
def delete_employee(employee_id: int) -> ResponseReturnValue:
    """Show what the deletion means; a POST does it."""
    employee = find(Employee, id=employee_id)
    offboarding = service.offboarding_of(employee)
    form = offboarding_form(
        [remaining.kind.name for remaining in offboarding.remaining], is_sent=request.method == "POST"
    )
    if form.validate_on_submit():
        if service.is_name_of(employee, form.confirm.data):
            return _delete(employee, offboarding, form)
        form.confirm.errors = [_("This is not the name: %(name)s.", name=employee.name)]
    return _page(employee, offboarding, form, _successor_form(employee, offboarding, is_sent=False))


@people.post("/employees/<int:employee_id>/successor")
@right("delete people")
def set_successor(employee_id: int) -> ResponseReturnValue:
    """Replace the employee in the chosen flows."""
    employee = find(Employee, id=employee_id)
    offboarding = service.offboarding_of(employee)
    form = _successor_form(employee, offboarding, is_sent=True)
    if form.validate():
        successor = Target(form.successor.data)
        try:
            service.replace_in_flows(employee, successor.kind, successor.name, form.flows.data, current_actor())
        except Refused as problem:
            db.session.rollback()
            form.successor.errors = [problem.message]
        else:
            commit(_("The flows were changed."))
            return redirect(url_for("people.delete_employee", employee_id=employee.id))
    remaining = [remaining.kind.name for remaining in offboarding.remaining]
    return _page(employee, offboarding, offboarding_form(remaining, is_sent=False), form)


def _delete(employee: Employee, offboarding: service.Offboarding, form: OffboardingForm) -> ResponseReturnValue:
    gone = [remaining for remaining in offboarding.remaining if form[remaining.kind.name].data == "delete"]
    service.delete_permanently(employee, [remaining.kind.name for remaining in gone], current_actor())
    for remaining in gone:
        what = f"{employee.name}: {remaining.kind.label}"
        note(employee.company_id, "deleted", "employees", what, count=remaining.count)
    commit(_("%(name)s was deleted.", name=employee.name))
    return redirect(url_for("people.employees"))


def _page(
    employee: Employee, offboarding: service.Offboarding, form: OffboardingForm, successor: SuccessorForm
) -> ResponseReturnValue:
    page = render_template(
        "people/offboarding.html", employee=employee, offboarding=offboarding, form=form, successor=successor
    )
    return page, 422 if request.method == "POST" else 200


def _successor_form(employee: Employee, offboarding: service.Offboarding, is_sent: bool) -> SuccessorForm:
    flows = [found[0].flow_id for found in offboarding.uses]
    form = SuccessorForm() if is_sent else SuccessorForm(formdata=None, flows=flows)
    employees, groups = service.successors(employee) if offboarding.uses else ([], [])
    form.offer(employees, groups, flows)
    return form
