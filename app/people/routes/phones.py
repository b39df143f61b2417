"""Serves the pages of phones."""

import segno
from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time
from flask_babel import gettext as _
from markupsafe import Markup

from app.config import config
from app.db import db, find, now
from app.exchange.registrations import registrations
from app.people import phone_apps
from app.people.models import Employee, Phone
from app.people.routes.blueprint import people
from app.people.service import employees as service
from app.people.service import provisioning
from app.rights import public, right
from app.settings.pages import commit
from app.web.security import limiter
from app.web.urls import public_link

TRANSPORTS = "UDP, TCP"


@people.get("/employees/<int:employee_id>/phones")
@right("see settings")
def phones(employee_id: int) -> ResponseReturnValue:
    """Show an employee's phones."""
    employee = find(Employee, id=employee_id)
    known = registrations(phone.account for phone in employee.phones)
    return render_template("people/phones.html", employee=employee, config=config(), known=known)


@people.post("/employees/<int:employee_id>/phones")
@right("set up")
def new_phone(employee_id: int) -> ResponseReturnValue:
    """Add a phone."""
    phone, password = service.make_phone(find(Employee, id=employee_id))
    commit(_("The phone may register now."))
    return show_password(phone, password)


@people.post("/employees/<int:employee_id>/phones/<int:phone_id>/password")
@right("set up")
def new_password(employee_id: int, phone_id: int) -> ResponseReturnValue:
    """Give a phone a new password."""
    phone = find(Phone, id=phone_id, employee_id=employee_id)
    password = service.renew_password(phone)
    commit(_("The phone has a new password; the old one is void."))
    return show_password(phone, password)


@people.post("/employees/<int:employee_id>/phones/<int:phone_id>/delete")
@right("set up")
def delete_phone(employee_id: int, phone_id: int) -> ResponseReturnValue:
    """Remove a phone."""
    phone = find(Phone, id=phone_id, employee_id=employee_id)
    service.delete_phone(phone)
    commit(_("The phone was removed."))
    return redirect(url_for("people.phones", employee_id=employee_id))


@people.get("/provisioning/<token>.xml")
@limiter.limit("20 per minute")
@public
def provision(token: str) -> ResponseReturnValue:
    """Give the settings to a phone app, which nobody has signed in to. HEAD spends nothing."""
    if request.method == "HEAD":
        abort(405)
    try:
        phone = provisioning.redeem(token)
    except provisioning.LinkGone as problem:
        return Response(problem.message, problem.status, mimetype="text/plain")
    db.session.commit()
    name = phone.name.replace("\\", "").replace('"', "")
    page = render_template("people/linphone.xml", phone=phone, name=name)
    return Response(page, mimetype="application/xml", headers={"Cache-Control": "no-store"})


def show_password(phone: Phone, password: str) -> ResponseReturnValue:
    """Show a password once, in this response: it is not stored, not even in a cookie."""
    token = provisioning.make_token(phone, password)
    db.session.commit()
    return render_template(
        "people/password.html",
        phone=phone,
        employee=phone.employee,
        password=password,
        config=config(),
        transports=TRANSPORTS,
        address=phone_apps.address(config(), phone.account),
        forms=phone_apps.FORMS,
        codes=[(each.softphone, _qr(each.text)) for each in phone_apps.codes(config(), phone.account, password)],
        qr=_qr(public_link("people.provision", token=token)),
        valid_until=format_time(now() + provisioning.VALID, "HH:mm"),
    )


def _qr(text: str) -> Markup:
    """Return a QR code, black on white in either theme, as readers require."""
    return Markup(segno.make(text, error="m").svg_inline(border=3, omitsize=True, light="#fff", svgclass="qr"))
