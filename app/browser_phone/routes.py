"""Serves the phone's window."""

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.auth.permissions import may
from app.auth.service.employees import employee_of
from app.browser_phone import service
from app.browser_phone.texts import WORDS, translated
from app.company.service import own_company
from app.config import config
from app.db import db, now
from app.exchange import service as exchange
from app.ports.browser_phones import browser_phones
from app.ports.people_states import people_states
from app.rights import right
from app.web.errors import Refused
from app.web.saving import commit, live_warning

phone = Blueprint("phone", __name__, url_prefix="/phone", template_folder="templates")


class SwitchAway(Refused):
    """Says that no phone can register now."""

    status = 503
    code = "switch_down"


@phone.get("/")
@right("own", scope="own")
def index() -> ResponseReturnValue:
    """Show the window."""
    employee = employee_of(current_user)
    colleagues = [each for each in browser_phones().employees() if each != employee]
    return render_template(
        "browser_phone/index.html",
        employee=employee,
        colleagues=colleagues,
        numbers=exchange.numbers_of(own_company().customer_number),
        config=config(),
        texts=translated(WORDS),
        may=may,
    )


@phone.get("/people")
@right("own", scope="own")
def people() -> ResponseReturnValue:
    """Return what colleagues do now, each into their place in the list."""
    me = employee_of(current_user)
    others = [each for each in people_states().states() if me is None or each.extension != me.extension]
    return render_template("browser_phone/people.html", people=others)


@phone.post("/line")
@right("own", scope="own")
def open_line() -> ResponseReturnValue:
    """Return, as JSON, what the page registers with.

    "line" names the registration to renew; "" takes the phone over.
    """
    registration = service.open_phone(current_user, _registration_id())
    db.session.commit()
    if warning := live_warning():
        raise SwitchAway(warning)
    lasts_ms = registration.until_ms - int(now().timestamp() * 1000)
    return jsonify(
        account=registration.account, password=registration.password, line=registration.id, lasts_ms=lasts_ms
    )


@phone.post("/line/close")
@right("own", scope="own")
def close_line() -> ResponseReturnValue:
    """Close the phone."""
    service.close_phone(current_user, _registration_id())
    db.session.commit()
    return "", 204


@phone.post("/employee")
@right("set up")
def become_employee() -> ResponseReturnValue:
    """Make the user an employee, so that calls can reach them."""
    employee = service.become_employee(current_user)
    commit(_("You are an employee now, with the extension %(extension)s.", extension=employee.extension))
    return redirect(url_for("phone.index"))


def _registration_id() -> str:
    data: Any = request.get_json(silent=True)
    line = data.get("line") if isinstance(data, dict) else None
    return line if isinstance(line, str) else ""
