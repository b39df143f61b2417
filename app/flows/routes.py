"""Serves the list of flows and the canvas."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.company.service import own_company
from app.db import db, find
from app.flows import firms, numbers, service
from app.flows.forms import FlowForm
from app.flows.models import Flow
from app.rights import right
from app.web.errors import Refused

flows = Blueprint("flows", __name__, url_prefix="/flows", template_folder="templates")


@flows.errorhandler(Refused)
def _refused(error: Refused) -> ResponseReturnValue:
    """Roll back, and return to the list with the reason."""
    db.session.rollback()
    flash(error.message, "danger")
    return redirect(url_for("flows.index"))


@flows.get("/")
@right("see flows")
def index() -> ResponseReturnValue:
    """List the flows."""
    found = numbers.list_numbers()
    states = {state.number: state for state in numbers.states(found)}
    return render_template(
        "flows/index.html",
        flows=service.list_flows(),
        numbers=found,
        states=states,
        form=FlowForm(),
        templates=firms.templates(),
    )


@flows.post("/")
@right("draw")
def new() -> ResponseReturnValue:
    """Create a flow."""
    form = FlowForm()
    if not form.validate_on_submit():
        return _faulty(form)
    firm = firms.find_template(form.template.data)
    flow = service.add_flow(form.name.data, firm.drawing(form.name.data) if firm else None)
    db.session.commit()
    return redirect(url_for("flows.edit", flow_id=flow.id))


@flows.get("/<int:flow_id>/edit")
@right("see flows")
def edit(flow_id: int) -> ResponseReturnValue:
    """Show the canvas."""
    return render_template("flows/edit.html", flow=find(Flow, id=flow_id), zone=own_company().zone)


@flows.post("/<int:flow_id>/delete")
@right("draw")
def delete(flow_id: int) -> ResponseReturnValue:
    """Delete a flow."""
    flow = find(Flow, id=flow_id)
    service.delete_flow(flow)
    db.session.commit()
    flash(_("The flow %(name)s was deleted.", name=flow.name), "success")
    return redirect(url_for("flows.index"))


def _faulty(form: FlowForm) -> ResponseReturnValue:
    flash(" ".join(str(fault) for faults in form.errors.values() for fault in faults), "danger")
    return redirect(url_for("flows.index"))
