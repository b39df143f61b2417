"""Serves the pages of availability, each employee's and one's own."""

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from app.company.service import own_company
from app.config import config
from app.db import db, find
from app.hours.service import list_calendars
from app.people.availability_form import AvailabilityForm, data_of
from app.people.models import Employee
from app.people.routes.blueprint import people
from app.people.routes.presence import choose_by_json
from app.people.service import availability as service
from app.people.service import choices
from app.people.service.groups import list_groups
from app.ports.people_states import people_states
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


@people.post("/employees/<int:employee_id>/presence")
@right("set up")
def presence(employee_id: int) -> ResponseReturnValue:
    """Choose an employee's presence."""
    _choose(find(Employee, id=employee_id))
    return redirect(url_for("people.availability", employee_id=employee_id))


@me.route("/availability", methods=["GET", "POST"], endpoint="availability")
@right("own", scope="own")
def my_availability() -> ResponseReturnValue:
    """Show and change one's own availability."""
    employee = _myself()
    if employee is None and request.method == "GET":
        return render_template("people/my_availability.html", employee=None)
    return _page(_known(employee), "people/my_availability.html", "me.availability")


@me.post("/presence", endpoint="presence")
@right("own", scope="own")
def choose_my_presence() -> ResponseReturnValue:
    """Choose one's own presence, by a form or by JSON."""
    employee = _known(_myself())
    if request.is_json:
        return choose_by_json(employee)
    if "HX-Request" in request.headers:
        _choose_silently(employee)
        return _choice(employee)
    _choose(employee)
    return redirect(url_for("me.availability"))


@me.get("/choice", endpoint="choice")
@right("own", scope="own")
def my_choice() -> ResponseReturnValue:
    """Show what one does now and may choose, as a part of the phone's window; nothing to who is no employee (yet)."""
    employee = _myself()
    return _choice(employee) if employee else ("", 204)


@me.get("/presence", endpoint="my_presence")
@right("own", scope="own")
def my_presence() -> ResponseReturnValue:
    """Return one's own presence and the reasons for a pause, as JSON."""
    employee = _known(_myself())
    (now,) = people_states().states([employee.extension])
    return jsonify(
        state=now.state,
        chosen=now.chosen,
        reason=now.reason,
        since=now.since and now.since.isoformat(),
        until=now.until and now.until.isoformat(),
        words=now.words,
        reasons=choices.reasons_json(),
    )


def _myself() -> Employee | None:
    return db.session.scalar(select(Employee).where(Employee.id == current_user.employee_id))


def _known(employee: Employee | None) -> Employee:
    if employee is None:
        raise NoEmployee(_("You are not one of the company's employees, so nobody can ring you."))
    return employee


def _choose(employee: Employee) -> None:
    commit(choices.said(_take_choice(employee)))


def _choose_silently(employee: Employee) -> None:
    _take_choice(employee)
    db.session.commit()


def _take_choice(employee: Employee) -> str:
    """Choose what the form says, and return the state."""
    state, _colon, reason = request.form.get("choice", "").partition(":")
    choices.choose(employee, state, reason, choices.end_of(None, request.form.get("until")))
    return state


def _choice(employee: Employee) -> str:
    (now,) = people_states().states([employee.extension])
    return render_template(
        "people/my_choice.html", now=now, choices=choices.offered(), chosen=choices.value_of(employee)
    )


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
        now=people_states().states([employee.extension])[0],
        clock_of=lambda at: at.astimezone(own_company().clock).strftime("%H:%M"),
        choices=choices.offered(),
        chosen=choices.value_of(employee),
        has_trunk=bool(config().trunk),
        toggle=url_for(endpoint.replace("availability", "presence"), **(request.view_args or {})),
    )
    return page, 422 if form.is_submitted() else 200
