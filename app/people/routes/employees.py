"""Serves the list of employees and the page of each."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.audit.service import last_change
from app.auth.models import ROLES
from app.auth.permissions import may_see
from app.db import db, find
from app.gateways.picture import MOST_SOURCE_BYTES
from app.people.forms import ChangeEmployeeForm, NewEmployeeForm, PhotoForm
from app.people.initials import initials
from app.people.models import Employee, EmployeePhoto
from app.people.routes.blueprint import people
from app.people.routes.phones import show_password
from app.people.service import employee_list, photos, presence
from app.people.service import employees as service
from app.people.service.groups import list_groups
from app.people.skills import parse_skills, write_skills
from app.rights import right
from app.settings.pages import commit

EMPLOYEE_TABS = (
    ("people.employee", _l("Person"), "user"),
    ("people.availability", _l("Availability"), "clock"),
    ("people.phones", _l("Phones"), "device-landline-phone"),
    ("people.access", _l("Access"), "key"),
)
"""The pages of one employee; users see those that they may see."""


@people.context_processor
def _about_employees() -> dict[str, object]:
    return {"initials": initials, "employee_tabs": [each for each in EMPLOYEE_TABS if may_see(each[0])]}


@people.get("/employees")
@right("see settings")
def employees() -> ResponseReturnValue:
    """List the employees."""
    filters = employee_list.filter_of(request.args)
    found = employee_list.find_employees(filters)
    return render_template(
        "people/employees.html",
        filters=filters,
        found=found,
        page_size=employee_list.PAGE,
        groups=list_groups(),
        roles=ROLES,
        states=presence.FILTERS,
    )


@people.route("/employees/new", methods=["GET", "POST"])
@right("set up")
def new_employee() -> ResponseReturnValue:
    """Add an employee."""
    form = NewEmployeeForm()
    if form.validate_on_submit():
        try:
            _made, phone, password = service.add_employee(
                form.extension.data, form.name.data, form.email.data, parse_skills(form.skills.data)
            )
        except service.ExtensionTaken as problem:
            form.extension.errors = [problem.message]
        else:
            commit(_("%(name)s is an employee now.", name=form.name.data))
            return show_password(phone, password)
    elif not form.is_submitted():
        form.extension.data = service.next_extension()
    page = render_template("people/employee_new.html", form=form, skills=service.skills_in_use())
    return page, 422 if form.is_submitted() else 200


@people.route("/employees/<int:employee_id>", methods=["GET", "POST"])
@right("see settings", change="set up")
def employee(employee_id: int) -> ResponseReturnValue:
    """Show and change an employee."""
    employee = find(Employee, id=employee_id)
    form = ChangeEmployeeForm(
        name=employee.name, email=employee.email, skills=write_skills(employee.skills), revision=employee.revision
    )
    if form.validate_on_submit():
        try:
            service.change_employee(
                employee, form.revision.data, form.name.data, form.email.data, parse_skills(form.skills.data)
            )
        except service.ChangedMeanwhile:
            db.session.rollback()
            return _person_page(employee, form, 409)
        commit(_("Saved."))
        return redirect(url_for("people.employee", employee_id=employee.id))
    return _person_page(employee, form, 422 if form.is_submitted() else 200)


@people.post("/employees/<int:employee_id>/photo")
@right("set up")
def set_photo(employee_id: int) -> ResponseReturnValue:
    """Change the photo."""
    employee = find(Employee, id=employee_id)
    form = PhotoForm()
    if form.validate():
        try:
            with form.photo.data.stream as file:
                photos.set_photo(employee, file.read(MOST_SOURCE_BYTES + 1))
        except (photos.PhotoRefused, photos.PhotoToolMissing) as problem:
            form.photo.errors = [problem.message]
        else:
            commit(_("The photo was changed."))
            return redirect(url_for("people.employee", employee_id=employee.id))
    person = ChangeEmployeeForm(
        formdata=None,
        name=employee.name,
        email=employee.email,
        skills=write_skills(employee.skills),
        revision=employee.revision,
    )
    return _person_page(employee, person, 422, form)


@people.post("/employees/<int:employee_id>/photo/delete")
@right("set up")
def delete_photo(employee_id: int) -> ResponseReturnValue:
    """Remove the photo."""
    employee = find(Employee, id=employee_id)
    photos.remove_photo(employee)
    commit(_("The photo was removed."))
    return redirect(url_for("people.employee", employee_id=employee.id))


@people.get("/employees/<int:employee_id>/photo-<version>.jpg")
@right("own")
def photo(employee_id: int, version: str) -> ResponseReturnValue:
    """Return the photo. *version* is the beginning of its hash, so that browsers can cache it."""
    kept = find(EmployeePhoto, employee_id=employee_id)
    response = Response(kept.jpeg, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def _person_page(
    employee: Employee, form: ChangeEmployeeForm, status: int, photo_form: PhotoForm | None = None
) -> ResponseReturnValue:
    """Return the page. With status 409 it shows *form* beside what somebody else has saved, to be saved over it."""
    theirs = []
    if status == 409:
        kept = {"name": employee.name, "email": employee.email, "skills": write_skills(employee.skills)}
        theirs = [(form[name], value) for name, value in kept.items() if form[name].data != value]
        form.revision.raw_data = None
        form.revision.data = employee.revision
    page = render_template(
        "people/employee.html",
        form=form,
        photo_form=photo_form or PhotoForm(formdata=None),
        employee=employee,
        skills=service.skills_in_use(),
        theirs=theirs,
        change=last_change("employees", employee.id) if status == 409 else None,
    )
    return page, status
