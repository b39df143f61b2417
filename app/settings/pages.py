"""What the pages of the settings have in common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.db import db
from app.exchange.switching import go_live
from app.port import Registry
from app.ports.directory import Use, uses_of
from app.ports.flow_faults import Consequence, consequences
from app.settings.forms import RECONSIDER
from app.web.errors import Refused, wants_json
from app.web.i18n import same_site
from app.web.menu import Page
from app.web.resubmitted import shown_again


@dataclass(frozen=True)
class Tab:
    """A page of the settings. *icon* is a file in templates/icons; a lower *order* is further left."""

    endpoint: str
    label: LazyString
    icon: str
    order: int


TABS: Registry[Tab] = Registry("tabs of the settings", key=lambda tab: tab.endpoint)

CONFIRMED = "confirmed"
Told = TypeVar("Told", Consequence, Use)


class Unconfirmed(Refused):
    """A change by which published flows or drafts get faults; the same request again, with ``CONFIRMED``, makes it."""

    status = 409
    code = "consequences"

    def __init__(self, found: list[Consequence], drafts: list[Use]) -> None:
        told = [{"flow": each.flow, "node": each.place, "message": each.message} for each in found]
        unfinished = [{"flow": each.flow, "node": each.label} for each in drafts]
        sentence = _("Published flows would have faults.") if found else _("Drafts would have faults.")
        super().__init__(str(sentence), consequences=told, drafts=unfinished)
        self.found, self.drafts = found, drafts


def tabs() -> list[Page]:
    """Return the tabs in their order."""
    found = sorted(TABS(), key=lambda tab: tab.order)
    return [(tab.endpoint, tab.label, tab.icon) for tab in found]


def settings_blueprint(name: str, module: str) -> Blueprint:
    """Return a blueprint below /settings, whose pages have the tabs and answer a refused change with the form again."""
    made = Blueprint(name, module, url_prefix="/settings", template_folder="../templates")
    made.context_processor(lambda: {"tabs": tabs()})
    made.register_error_handler(Refused, _refused)
    made.register_error_handler(Unconfirmed, ask_first)
    return made


def first_page() -> str:
    """Return the address of the first tab."""
    return url_for(tabs()[0][0])


def _refused(error: Refused) -> ResponseReturnValue:
    """Nothing is kept; the form again, or else back to the page that the person came from, with the sentence."""
    if (page := shown_again(error)) is not None:
        return page
    flash(error.message, "danger")
    return redirect(same_site(request.referrer) or first_page())


def ask_first(error: Unconfirmed) -> ResponseReturnValue:
    """Nothing is kept yet: the page says what would happen, and sends the same form again."""
    db.session.rollback()
    if wants_json():
        return {"error": {"code": error.code, "message": error.message}, **error.extra}, error.status
    page = render_template(
        "settings/consequences.html",
        flows=_by_flow(error.found),
        drafts=_by_flow(error.drafts),
        sent=_sent(),
        files=list(request.files),
        is_form=request.url_rule is not None and "GET" in (request.url_rule.methods or ()),
        back=same_site(request.referrer) or first_page(),
        confirmed=CONFIRMED,
        reconsider=RECONSIDER,
    )
    return page, error.status


def _by_flow(found: Iterable[Told]) -> list[list[Told]]:
    flows: dict[int, list[Told]] = {}
    for each in found:
        flows.setdefault(each.flow_id, []).append(each)
    return list(flows.values())


def _sent() -> list[tuple[str, str]]:
    """All that was typed, in its order."""
    ours = {"csrf_token", CONFIRMED, RECONSIDER}
    return [(name, value) for name, value in request.form.items(multi=True) if name not in ours]


def drafts_with(kind: str, name: str) -> list[Use]:
    """The blocks of drafts that refer to it, and that no call comes by."""
    return [use for use in uses_of(kind, name) if not use.is_published]


def commit(message: str, drafts: Sequence[Use] = ()) -> None:
    """Keep what was done, let the switch know, and tell the person.

    *drafts* are blocks that have a fault by it. Raises Unconfirmed when there are such, or when published flows would
    get faults by it, and the person does not know yet.
    """
    if CONFIRMED not in request.form and ((found := consequences()) or drafts):
        raise Unconfirmed(found, [*drafts])
    db.session.commit()
    warning = go_live()
    flash(warning or message, "warning" if warning else "success")
