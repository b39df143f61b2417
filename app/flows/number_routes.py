"""Serves the page of the company's numbers: what answers each, its flow, and a test call."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from app.auth.permissions import may
from app.auth.service.employees import employee_of
from app.company.service import is_shared
from app.db import db, find
from app.flows import number_calls, number_history, numbers, service
from app.flows.answering import answers
from app.flows.forms import NumberForm
from app.flows.models import Flow, Number
from app.rights import right
from app.web.errors import Refused
from app.web.saving import commit

NOWHERE = 0

number_pages = Blueprint("numbers", __name__, url_prefix="/numbers", template_folder="templates")


class OperatorGives(Refused):
    """Says that the operator assigns outside numbers, because companies share the installation."""

    status = 403
    code = "operator_gives_numbers"


@number_pages.errorhandler(Refused)
def _refused(error: Refused) -> ResponseReturnValue:
    """Roll back, and return to the list with the reason."""
    db.session.rollback()
    flash(error.message, "danger")
    return redirect(url_for("numbers.index"))


@number_pages.get("")
@right("see flows")
def index() -> ResponseReturnValue:
    """List the numbers."""
    return _page(_form(None))


@number_pages.post("")
@right("draw")
def new() -> ResponseReturnValue:
    """Add a number."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        refuse_what_the_operator_gives(form.number.data)
        numbers.add_number(form.number.data, _flow(form.flow.data))
    except Refused as refused:
        db.session.rollback()
        form.number.errors = [refused.message]
        return _page(form), refused.status
    commit(_("%(number)s is one of your numbers now.", number=form.number.data))
    return redirect(url_for("numbers.index"))


@number_pages.post("/<int:number_id>")
@right("draw")
def assign(number_id: int) -> ResponseReturnValue:
    """Assign a flow to a number."""
    number = find(Number, id=number_id)
    flow = _flow(request.form.get("flow", NOWHERE, type=int))
    numbers.assign_flow(number, flow)
    commit(_assigned_sentence(number, flow))
    return redirect(url_for("numbers.index"))


@number_pages.get("/<int:number_id>/history")
@right("see flows")
def history(number_id: int) -> ResponseReturnValue:
    """Show what answered a number in the past."""
    number = find(Number, id=number_id)
    return render_template("flows/number_history.html", number=number, spans=number_history.history(number))


@number_pages.post("/<int:number_id>/delete")
@right("draw")
def delete(number_id: int) -> ResponseReturnValue:
    """Delete a number."""
    number = find(Number, id=number_id)
    refuse_what_the_operator_gives(number.number)
    numbers.delete_number(number)
    commit(_("%(number)s is no longer one of your numbers.", number=number.number))
    return redirect(url_for("numbers.index"))


@number_pages.post("/<int:number_id>/call-me")
@right("draw")
def call_me(number_id: int) -> ResponseReturnValue:
    """Ring the user's phone, to hear what callers of a number hear."""
    number = find(Number, id=number_id)
    extension = _my_extension()
    number_calls.ring(number, extension, request.form.get("caller", "").strip())
    sentence = _(
        "Your phone %(extension)s rings. Pick up, and you hear what callers of %(number)s hear.",
        extension=extension,
        number=number.number,
    )
    flash(sentence, "success")
    return redirect(url_for("numbers.index"))


def is_given_by_operator(number: str) -> bool:
    """Return whether only the operator can add or delete the number."""
    return not numbers.is_inner(number) and is_shared() and not may("operate")


def refuse_what_the_operator_gives(number: str) -> None:
    """Raise OperatorGives if only the operator can add or delete the number."""
    if is_given_by_operator(number):
        raise OperatorGives(_("Numbers that are dialled from outside are given and taken by the operator."))


def _my_extension() -> str | None:
    employee = employee_of(current_user)
    return employee.extension if employee else None


def _page(form: NumberForm) -> str:
    return render_template(
        "flows/numbers.html",
        answers=answers(),
        flows=service.list_flows(),
        form=form,
        nowhere=NOWHERE,
        my_extension=_my_extension(),
        is_inner=numbers.is_inner,
        is_given_by_operator=is_given_by_operator,
    )


def _form(*data: None) -> NumberForm:
    """Return the submitted form, or an empty one for None."""
    form = NumberForm(*data)
    form.flow.choices = [
        SelectChoice(NOWHERE, _("nothing yet")),
        *(SelectChoice(each.id, each.name) for each in service.list_flows()),
    ]
    return form


def _flow(flow_id: int) -> Flow | None:
    return find(Flow, id=flow_id) if flow_id != NOWHERE else None


def _assigned_sentence(number: Number, flow: Flow | None) -> str:
    """Return what the assignment means for callers."""
    if flow is None:
        sentence = _("%(number)s leads nowhere now: its callers are refused.", number=number.number)
    elif flow.current is None:
        sentence = _(
            "%(number)s leads to “%(flow)s” now. Its callers are refused until you publish that flow.",
            number=number.number,
            flow=flow.name,
        )
    else:
        sentence = _("%(number)s leads to “%(flow)s” from the next call on.", number=number.number, flow=flow.name)
    return str(sentence)
