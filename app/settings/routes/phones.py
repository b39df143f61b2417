from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.current import config
from app.db import find
from app.settings.models import Employee, Phone
from app.settings.routes.pages import commit, settings
from app.settings.service import employees as service


@settings.get("/employees/<int:employee_id>/phones")
def phones(employee_id: int) -> ResponseReturnValue:
    return render_template("settings/phones.html", employee=find(Employee, id=employee_id), config=config())


@settings.post("/employees/<int:employee_id>/phones")
def new_phone(employee_id: int) -> ResponseReturnValue:
    phone, password = service.make_phone(find(Employee, id=employee_id))
    commit(_("The phone may register now."))
    return show_password(phone, password)


@settings.post("/phones/<int:phone_id>/password")
def new_password(phone_id: int) -> ResponseReturnValue:
    phone = find(Phone, id=phone_id)
    password = service.renew_password(phone)
    commit(_("The phone has a new password; the old one is void."))
    return show_password(phone, password)


@settings.post("/phones/<int:phone_id>/delete")
def delete_phone(phone_id: int) -> ResponseReturnValue:
    phone = find(Phone, id=phone_id)
    employee_id = phone.employee_id
    service.delete_phone(phone)
    commit(_("The phone was removed."))
    return redirect(url_for("settings.phones", employee_id=employee_id))


def show_password(phone: Phone, password: str) -> ResponseReturnValue:
    """Once, in the answer itself: it is kept nowhere, nor in a cookie."""
    return render_template(
        "settings/password.html", phone=phone, employee=phone.employee, password=password, config=config()
    )
