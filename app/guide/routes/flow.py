"""Serves the flow's step: fills a template with what the company has, shows it, and publishes it."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from app.company.service import lock_company, own_company
from app.db import db, find
from app.flows import service as flows
from app.flows.models import Flow, Number
from app.flows.numbers import assign_flow, list_numbers
from app.guide import resources
from app.guide.flow_form import EVERYBODY, WORKDAYS, GuideFlowForm, PublishForm
from app.guide.flow_templates import DRAWN, TEMPLATES, TemplateInput
from app.guide.outline import Outline
from app.guide.pages import finish_step, guide, step_page
from app.guide.progress import drawn_flow, remember_flow
from app.guide.texts import GREETING, PRESS, in_language
from app.hours.service import list_calendars
from app.people.service.employees import list_employees
from app.people.service.groups import list_groups
from app.ports.directory import labels
from app.rights import right
from app.voice.service.tts import NoSound
from app.web.i18n import language
from app.web.saving import commit
from designer.runtime.target import Target

CHOOSE = "choose"


@guide.route("/flow", methods=["GET", "POST"])
@right("set up")
def flow() -> ResponseReturnValue:
    """Show the templates or the drawn flow, and draw it."""
    people, drawn = list_employees(), drawn_flow()
    if not people or (drawn and request.method == "GET" and CHOOSE not in request.args):
        return _preview(drawn, _publish_form())
    form = GuideFlowForm()
    form.offer(people, list_groups(), list_calendars())
    if form.validate_on_submit():
        try:
            _draw(form)
        except NoSound as problem:
            db.session.rollback()
            form.what_1.errors = [problem.message]
        else:
            db.session.commit()
            return redirect(url_for("guide.flow"))
    page = step_page(
        "flow",
        "guide/flow.html",
        form=form,
        templates=TEMPLATES,
        greeting=resources.find_greeting(),
        drawn=drawn,
        led=[each for each in list_numbers() if each.publication and each.flow],
    )
    return page, 422 if form.is_submitted() else 200


@guide.post("/flow/publish")
@right("set up")
def publish() -> ResponseReturnValue:
    """Publish the flow and assign it to the chosen number.

    Raise what publishing raises; the guide draws flows without faults.
    """
    drawn, form = drawn_flow(), _publish_form()
    if drawn is None or not form.validate():
        return _preview(drawn, form), 422
    if form.number:
        _assign(find(Number, id=form.number.data), drawn)
    flows.publish(drawn, current_user.name)
    where = ", ".join(drawn.all_numbers)
    sentence = (
        _("Published: whoever calls %(numbers)s goes this way.", numbers=where)
        if where
        else _("Published. It answers as soon as a number leads to it.")
    )
    next_step = finish_step("flow", commit, sentence)
    return redirect(next_step if where else url_for("guide.number"))


def _preview(drawn: Flow | None, form: PublishForm) -> str:
    outline = Outline(drawn.draft) if drawn else None
    return step_page("flow", "guide/flow_drawn.html", flow=drawn, outline=outline, form=form, people=list_employees())


def _publish_form() -> PublishForm:
    """Return the form; without a number there is nothing to choose."""
    form, numbers = PublishForm(), list_numbers()
    form.number.choices = [SelectChoice(each.id, each.number) for each in numbers]
    if not numbers:
        del form.number
    elif not form.is_submitted():
        drawn = drawn_flow()
        form.number.data = min(numbers, key=lambda each: (each.flow is not drawn, each.flow_id is not None)).id
    return form


def _assign(number: Number, flow: Flow) -> None:
    if number.flow is not flow:
        assign_flow(number, flow)
        db.session.flush()
        db.session.refresh(flow, ["numbers"])


def _draw(form: GuideFlowForm) -> None:
    """Draw the flow, or draw again the one that the guide drew before. Raise NoSound if it can't be made."""
    own = _template_input(form)
    graph = DRAWN[form.template.data](_("Main number"), own, _target_labels())
    lock_company()
    flow = drawn_flow() or flows.add_flow(graph["name"])
    flows.set_draft(flow, graph)
    remember_flow(flow)


def _template_input(form: GuideFlowForm) -> TemplateInput:
    """Return the template's input; create what does not exist yet. Raise NoSound if it can't be made."""
    greeting = resources.find_greeting()
    speaks = greeting.language if greeting else language()
    own = TemplateInput(
        language=speaks,
        greeting=greeting.name if greeting else "",
        welcome=in_language(speaks, GREETING, company=own_company().name),
        who=_target(form.who.data),
    )
    if not form.has_menu:
        return own
    keys = (("1", form.what_1.data), ("2", form.what_2.data))
    text = " ".join(in_language(speaks, PRESS, what=what, key=key) for key, what in keys)
    calendar = form.calendar.data
    return TemplateInput(
        **{
            **vars(own),
            "second": _target(form.second.data),
            "menu": resources.menu_prompt(text, speaks, current_user.name),
            "calendar": calendar if calendar != WORKDAYS else resources.workday_hours(*form.span),
        }
    )


def _target(chosen: str) -> str:
    return resources.ring_target(list_employees()) if chosen == EVERYBODY else chosen


def _target_labels() -> dict[str, str]:
    """Return the label of each target that a flow can ring."""
    return {Target.of(kind, name): label for (kind, name), label in labels().items()}
