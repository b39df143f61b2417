"""Shows the audit log."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from app.audit import service
from app.audit.audited import kinds
from app.audit.service import PAGE
from app.paging import page_count
from app.rights import right

audit = Blueprint("audit", __name__, url_prefix="/audit", template_folder="templates")

ACTIONS = {
    "added": _("added"),
    "changed": _("changed"),
    "deleted": _("deleted"),
    "signed in": _("signed in"),
    "signed out": _("signed out"),
    "refused": _("refused"),
    "entered": _("entered"),
    "left": _("left"),
    "exported": _("saved as a file"),
    "took": _("taken"),
    "moved forward": _("moved forward in line"),
    "sent on": _("sent on"),
    "hung up": _("hung up on"),
    "called back": _("called back"),
    "gets help": _("gets help"),
    "gets no more help": _("gets no more help"),
}


@audit.get("/")
@right("audit")
def index() -> ResponseReturnValue:
    """Show one page of the log, optionally of one kind or person."""
    page = max(1, request.args.get("page", 1, type=int))
    chosen = {name: request.args.get(name, "") for name in ("kind", "who")}
    entries, count = service.find_entries(page, **chosen)
    return render_template(
        "audit/index.html",
        entries=entries,
        actions=ACTIONS,
        kinds={**kinds(), "calls": _("Call")},
        people=service.people(),
        chosen=chosen,
        page=page,
        pages=page_count(count, PAGE),
    )
