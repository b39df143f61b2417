"""Provides what the pages of the settings share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.db import db
from app.port import Registry
from app.ports.flows import Consequence, Use, consequences, uses_of
from app.settings.forms import RECONSIDER
from app.web import saving
from app.web.errors import Refused, wants_json
from app.web.i18n import same_site
from app.web.menu import Page
from app.web.resubmitted import shown_again


@dataclass(frozen=True)
class Tab:
    """Describes a tab of the settings. *icon* is a file in static/icons; a lower *order* is further left."""

    endpoint: str
    label: LazyString
    icon: str
    order: int


TABS: Registry[Tab] = Registry("tabs of the settings", key=lambda tab: tab.endpoint)

CONFIRMED = "confirmed"
InFlow = TypeVar("InFlow", Consequence, Use)


class Unconfirmed(Refused):
    """Asks the user to confirm a change that causes faults in published flows or drafts.

    The same request with ``CONFIRMED`` makes the change.
    """

    status = 409
    code = "consequences"

    def __init__(self, found: list[Consequence], drafts: list[Use]) -> None:
        """*found* are faults in published flows, *drafts* uses in drafts."""
        faults = [{"flow": each.flow, "node": each.place, "message": each.message} for each in found]
        unfinished = [{"flow": each.flow, "node": each.label} for each in drafts]
        sentence = _("Published flows would have faults.") if found else _("Drafts would have faults.")
        super().__init__(str(sentence), consequences=faults, drafts=unfinished)
        self.found, self.drafts = found, drafts


def tabs() -> list[Page]:
    """Return the tabs in their order."""
    found = sorted(TABS(), key=lambda tab: tab.order)
    return [(tab.endpoint, tab.label, tab.icon) for tab in found]


def settings_blueprint(name: str, module: str) -> Blueprint:
    """Return a blueprint below /settings, whose pages have the tabs.

    It answers a refused change with the form again.
    """
    made = Blueprint(name, module, url_prefix="/settings", template_folder="../templates")
    made.context_processor(lambda: {"tabs": tabs()})
    made.register_error_handler(Refused, _refused)
    made.register_error_handler(Unconfirmed, ask_first)
    return made


def first_page() -> str:
    """Return the address of the first tab."""
    return url_for(tabs()[0][0])


def _refused(error: Refused) -> ResponseReturnValue:
    """Roll back, and show the form again, or the page that the user came from, with the reason."""
    if (page := shown_again(error)) is not None:
        return page
    flash(error.message, "danger")
    return redirect(same_site(request.referrer) or first_page())


def ask_first(error: Unconfirmed) -> ResponseReturnValue:
    """Roll back, and show a page that says what would happen and submits the same form again."""
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


def _by_flow(found: Iterable[InFlow]) -> list[list[InFlow]]:
    flows: dict[int, list[InFlow]] = {}
    for each in found:
        flows.setdefault(each.flow_id, []).append(each)
    return list(flows.values())


def _sent() -> list[tuple[str, str]]:
    """Return everything that was typed, in order."""
    ours = {"csrf_token", CONFIRMED, RECONSIDER}
    return [(name, value) for name, value in request.form.items(multi=True) if name not in ours]


def drafts_with(kind: str, name: str) -> list[Use]:
    """Return the blocks of drafts that refer to it and that no call reaches."""
    return [use for use in uses_of(kind, name) if not use.is_published]


def commit(message: str, drafts: Sequence[Use] = ()) -> None:
    """Commit, update the switch, and show *message*.

    *drafts* are blocks that get a fault. Raise Unconfirmed if there are any, or if published flows would get
    faults, and the user has not confirmed it.
    """
    if CONFIRMED not in request.form and ((found := consequences()) or drafts):
        raise Unconfirmed(found, [*drafts])
    saving.commit(message)
