from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from app.account.service import own_company
from app.db import db, find
from app.errors import Refused
from app.exchange import switching
from app.flows import firms, numbers, service
from app.flows.forms import FlowForm, NumberForm
from app.flows.models import Flow, Number

NOWHERE = 0

flows = Blueprint("flows", __name__, url_prefix="/flows", template_folder="templates")


@flows.errorhandler(Refused)
def _refused(error: Refused) -> ResponseReturnValue:
    """Nothing is kept; back to the list, with the sentence."""
    db.session.rollback()
    flash(error.message, "danger")
    return redirect(url_for("flows.index"))


@flows.get("/")
def index() -> ResponseReturnValue:
    states = {state.number: state for state in numbers.states(numbers.list_numbers())}
    return render_template(
        "flows/index.html",
        flows=service.list_flows(),
        numbers=numbers.list_numbers(),
        states=states,
        form=FlowForm(),
        templates=firms.templates(),
        number_form=_number_form(),
        nowhere=NOWHERE,
    )


@flows.post("/")
def new() -> ResponseReturnValue:
    form = FlowForm()
    if not form.validate_on_submit():
        return _faulty(form)
    firm = firms.find_template(form.template.data)
    flow = service.add_flow(form.name.data, firm.drawing(form.name.data) if firm else None)
    db.session.commit()
    return redirect(url_for("flows.edit", flow_id=flow.id))


@flows.get("/<int:flow_id>/edit")
def edit(flow_id: int) -> ResponseReturnValue:
    return render_template("flows/edit.html", flow=find(Flow, id=flow_id), zone=own_company().zone)


@flows.post("/<int:flow_id>/delete")
def delete(flow_id: int) -> ResponseReturnValue:
    flow = find(Flow, id=flow_id)
    service.delete_flow(flow)
    db.session.commit()
    flash(_("The flow %(name)s was deleted.", name=flow.name), "success")
    return redirect(url_for("flows.index"))


@flows.post("/numbers")
def new_number() -> ResponseReturnValue:
    form = _number_form()
    if not form.validate_on_submit():
        return _faulty(form)
    numbers.add_number(form.number.data, _flow(form.flow.data))
    _commit(_("%(number)s is one of your numbers now.", number=form.number.data))
    return redirect(url_for("flows.index"))


@flows.post("/numbers/<int:number_id>")
def lead_number(number_id: int) -> ResponseReturnValue:
    number = find(Number, id=number_id)
    numbers.lead_number(number, _flow(request.form.get("flow", NOWHERE, type=int)))
    _commit(_("Saved."))
    return redirect(url_for("flows.index"))


@flows.post("/numbers/<int:number_id>/delete")
def delete_number(number_id: int) -> ResponseReturnValue:
    number = find(Number, id=number_id)
    numbers.delete_number(number)
    _commit(_("%(number)s is no longer one of your numbers.", number=number.number))
    return redirect(url_for("flows.index"))


def _number_form() -> NumberForm:
    form = NumberForm()
    form.flow.choices = [
        SelectChoice(NOWHERE, _("nothing yet")),
        *(SelectChoice(each.id, each.name) for each in service.list_flows()),
    ]
    return form


def _flow(flow_id: int) -> Flow | None:
    return find(Flow, id=flow_id) if flow_id != NOWHERE else None


def _commit(message: str) -> None:
    db.session.commit()
    warning = switching.go_live()
    flash(warning or message, "warning" if warning else "success")


def _faulty(form: FlowForm | NumberForm) -> ResponseReturnValue:
    flash(" ".join(str(fault) for faults in form.errors.values() for fault in faults), "danger")
    return redirect(url_for("flows.index"))
