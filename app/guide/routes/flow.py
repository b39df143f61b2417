"""The way of a call: a template is filled with what the company has, looked at, and published."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from app.company.service import hold_company, own_company
from app.db import db, find
from app.exchange.switching import go_live
from app.flows import service as flows
from app.flows.models import Flow, Number
from app.flows.numbers import lead_number, list_numbers
from app.guide import own_things
from app.guide.drawings import DRAWN, TEMPLATES, Own
from app.guide.flow_form import EVERYBODY, WORKDAYS, GuideFlowForm, PublishForm
from app.guide.outline import Outline
from app.guide.pages import done, guide, step_page
from app.guide.progress import drawn_flow, remember_flow
from app.guide.routes.number import commit_and_tell
from app.guide.texts import GREETING, PRESS, in_language
from app.hours.service import list_calendars
from app.people.service.employees import list_employees
from app.people.service.groups import list_groups
from app.ports.directory import labels
from app.voice.service.tts import NoSound
from app.web.i18n import language

CHOOSE = "choose"


@guide.route("/flow", methods=["GET", "POST"])
def flow() -> ResponseReturnValue:
    people, drawn = list_employees(), drawn_flow()
    if not people or (drawn and request.method == "GET" and CHOOSE not in request.args):
        return _look(drawn, _publish_form())
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
            go_live()
            return redirect(url_for("guide.flow"))
    page = step_page(
        "flow",
        "guide/flow.html",
        form=form,
        templates=TEMPLATES,
        greeting=own_things.found_greeting(),
        drawn=drawn,
        led=[each for each in list_numbers() if each.publication and each.flow],
    )
    return page, 422 if form.is_submitted() else 200


@guide.post("/flow/publish")
def publish() -> ResponseReturnValue:
    """Only now the chosen number leads there. Raises what publishing raises; what the guide draws has no faults."""
    drawn, form = drawn_flow(), _publish_form()
    if drawn is None or not form.validate():
        return _look(drawn, form), 422
    if form.number:
        _lead(find(Number, id=form.number.data), drawn)
    flows.publish(drawn, current_user.name)
    where = ", ".join(drawn.all_numbers)
    sentence = (
        _("Published: whoever calls %(numbers)s goes this way.", numbers=where)
        if where
        else _("Published. It answers as soon as a number leads to it.")
    )
    following = done("flow", commit_and_tell, sentence)
    return redirect(following if where else url_for("guide.number"))


def _look(drawn: Flow | None, form: PublishForm) -> str:
    outline = Outline(drawn.draft) if drawn else None
    return step_page("flow", "guide/flow_drawn.html", flow=drawn, outline=outline, form=form, people=list_employees())


def _publish_form() -> PublishForm:
    """Without a number there is nothing to choose."""
    form, numbers = PublishForm(), list_numbers()
    form.number.choices = [SelectChoice(each.id, each.number) for each in numbers]
    if not numbers:
        del form.number
    elif not form.is_submitted():
        drawn = drawn_flow()
        form.number.data = min(numbers, key=lambda each: (each.flow is not drawn, each.flow_id is not None)).id
    return form


def _lead(number: Number, flow: Flow) -> None:
    if number.flow is not flow:
        lead_number(number, flow)
        db.session.flush()
        db.session.refresh(flow, ["numbers"])


def _draw(form: GuideFlowForm) -> None:
    """The flow that was drawn here before is drawn anew. Raises NoSound."""
    own = _own(form)
    graph = DRAWN[form.template.data](_("Main number"), own, _called())
    hold_company()
    flow = drawn_flow() or flows.add_flow(graph["name"])
    flows.set_draft(flow, graph)
    remember_flow(flow)


def _own(form: GuideFlowForm) -> Own:
    """Makes what is not there yet. Raises NoSound."""
    greeting = own_things.found_greeting()
    speaks = greeting.language if greeting else language()
    own = Own(
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
    return Own(
        **{
            **vars(own),
            "second": _target(form.second.data),
            "menu": own_things.menu_prompt(text, speaks, current_user.name),
            "calendar": calendar if calendar != WORKDAYS else own_things.workday_hours(*form.span),
        }
    )


def _target(chosen: str) -> str:
    return own_things.all_of_them(list_employees()) if chosen == EVERYBODY else chosen


def _called() -> dict[str, str]:
    """What people call whom a flow may ring."""
    return {f"{kind}:{name}": label for (kind, name), label in labels().items()}
