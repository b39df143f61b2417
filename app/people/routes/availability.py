"""Serves the pages of availability, each employee's and one's own."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from app.config import config
from app.db import db, find
from app.hours.service import list_calendars
from app.people.availability_form import AvailabilityForm, data_of
from app.people.models import Employee
from app.people.routes.blueprint import people
from app.people.service import availability as service
from app.people.service.groups import list_groups
from app.rights import right
from app.settings.pages import commit
from app.web.errors import Refused

me = Blueprint("me", __name__, url_prefix="/me", template_folder="../templates")


class NoEmployee(Refused):
    """Says that the user is not an employee of the company."""

    status = 404
    code = "no_employee"


@people.route("/employees/<int:employee_id>/availability", methods=["GET", "POST"])
@right("see settings", change="set up")
def availability(employee_id: int) -> ResponseReturnValue:
    """Show and change an employee's availability."""
    return _page(find(Employee, id=employee_id), "people/availability.html", "people.availability")


@people.post("/employees/<int:employee_id>/do-not-disturb")
@right("set up")
def do_not_disturb(employee_id: int) -> ResponseReturnValue:
    """Switch an employee's do not disturb."""
    _toggle(find(Employee, id=employee_id))
    return redirect(url_for("people.availability", employee_id=employee_id))


@me.route("/availability", methods=["GET", "POST"], endpoint="availability")
@right("own", scope="own")
def my_availability() -> ResponseReturnValue:
    """Show and change one's own availability."""
    employee = _myself()
    if employee is None and request.method == "GET":
        return render_template("people/my_availability.html", employee=None)
    return _page(_known(employee), "people/my_availability.html", "me.availability")


@me.post("/do-not-disturb", endpoint="do_not_disturb")
@right("own", scope="own")
def do_not_disturb_me() -> ResponseReturnValue:
    """Switch one's own do not disturb."""
    _toggle(_known(_myself()))
    return redirect(url_for("me.availability"))


def _myself() -> Employee | None:
    return db.session.scalar(select(Employee).where(Employee.id == current_user.employee_id))


def _known(employee: Employee | None) -> Employee:
    if employee is None:
        raise NoEmployee(_("You are not one of the company's employees, so nobody can ring you."))
    return employee


def _toggle(employee: Employee) -> None:
    is_on = request.form.get("dnd") == "on"
    service.set_dnd(employee, is_on)
    commit(_("Calls don't ring any more.") if is_on else _("Calls ring again."))


def _page(employee: Employee, template: str, endpoint: str) -> ResponseReturnValue:
    form = AvailabilityForm(data=data_of(employee))
    form.offer(list_calendars(), list_groups())
    people = list(db.session.execute(select(Employee.extension, Employee.name).order_by(Employee.extension)))
    if form.validate_on_submit() & form.check(employee, {each.extension for each in people}):
        service.set_availability(employee, form.values)
        commit(_("Saved."))
        return redirect(request.full_path.rstrip("?"))
    page = render_template(
        template,
        employee=employee,
        form=form,
        people=people,
        absence=service.absent_now(employee),
        has_trunk=bool(config().trunk),
        toggle=url_for(endpoint.replace("availability", "do_not_disturb"), **(request.view_args or {})),
    )
    return page, 422 if form.is_submitted() else 200
