from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.current import config
from app.db import find
from app.settings.forms import EmployeeForm, NewEmployeeForm
from app.settings.models import Employee, Phone
from app.settings.routes.pages import commit, settings
from app.settings.service import employees as service
from app.settings.skills import parse_skills, write_skills


@settings.get("/")
def home() -> ResponseReturnValue:
    return redirect(url_for("settings.employees"))


@settings.get("/employees")
def employees() -> ResponseReturnValue:
    return render_template("settings/employees.html", employees=service.list_employees())


@settings.route("/employees/new", methods=["GET", "POST"])
def new_employee() -> ResponseReturnValue:
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
            return _show_password(phone, password)
    return render_template("settings/employee.html", form=form, employee=None), 422 if form.is_submitted() else 200


@settings.route("/employees/<int:employee_id>", methods=["GET", "POST"])
def employee(employee_id: int) -> ResponseReturnValue:
    employee = find(Employee, id=employee_id)
    form = EmployeeForm(name=employee.name, email=employee.email, skills=write_skills(employee.skills))
    if form.validate_on_submit():
        service.change_employee(employee, form.name.data, form.email.data, parse_skills(form.skills.data))
        commit(_("Saved."))
        return redirect(url_for("settings.employees"))
    page = render_template("settings/employee.html", form=form, employee=employee, config=config())
    return page, 422 if form.is_submitted() else 200


@settings.post("/employees/<int:employee_id>/delete")
def delete_employee(employee_id: int) -> ResponseReturnValue:
    employee = find(Employee, id=employee_id)
    service.delete_employee(employee)
    commit(_("%(name)s was deleted.", name=employee.name))
    return redirect(url_for("settings.employees"))


@settings.post("/employees/<int:employee_id>/phones")
def new_phone(employee_id: int) -> ResponseReturnValue:
    phone, password = service.make_phone(find(Employee, id=employee_id))
    commit(_("The phone may register now."))
    return _show_password(phone, password)


@settings.post("/phones/<int:phone_id>/password")
def new_password(phone_id: int) -> ResponseReturnValue:
    phone = find(Phone, id=phone_id)
    password = service.renew_password(phone)
    commit(_("The phone has a new password; the old one is void."))
    return _show_password(phone, password)


@settings.post("/phones/<int:phone_id>/delete")
def delete_phone(phone_id: int) -> ResponseReturnValue:
    phone = find(Phone, id=phone_id)
    employee_id = phone.employee_id
    service.delete_phone(phone)
    commit(_("The phone was removed."))
    return redirect(url_for("settings.employee", employee_id=employee_id))


def _show_password(phone: Phone, password: str) -> ResponseReturnValue:
    """Once, in the answer itself: it is kept nowhere, nor in a cookie."""
    return render_template("settings/password.html", phone=phone, password=password, config=config())
