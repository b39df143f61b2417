"""Says how far a file is, as its page and its JSON show it."""

from typing import TypedDict

from flask import url_for
from flask_babel import format_decimal
from flask_babel import gettext as _

from app.exports.models import READY, Export
from app.web.i18n import moment
from app.web.sizes import size


class OrderedExport(TypedDict):
    """Describes an ordered file, as pages get it. *share* is from 0 to 1, None while nobody can tell; *words* says to a
    person how far it is. *days* are those that it covers. *file* is its address once it is there, else None."""

    id: str
    title: str
    days: str
    format: str
    state: str
    share: float | None
    words: str
    ordered: str
    file: str | None


def shown(export: Export) -> OrderedExport:
    """Return how far *export* is."""
    has_file = export.state == READY
    return {
        "id": export.id,
        "title": export.title,
        "days": export.days,
        "format": export.format,
        "state": export.state,
        "share": _share(export),
        "words": _words(export),
        "ordered": moment(export.ordered_at),
        "file": url_for("exports.file", export_id=export.id) if has_file else None,
    }


def _share(export: Export) -> float | None:
    if export.state == READY:
        return 1.0
    return export.done_count / export.row_count if export.row_count else None


def _words(export: Export) -> str:
    match export.state:
        case "queued":
            return str(_("Waits for its turn"))
        case "making" if export.row_count:
            done, count = format_decimal(export.done_count), format_decimal(export.row_count)
            return str(_("%(done)s of %(count)s rows", done=done, count=count))
        case "making":
            return str(_("Counts the rows"))
        case "ready":
            until = moment(export.expires_at)
            return str(_("Ready, %(size)s, until %(until)s", size=size(export.size_bytes or 0), until=until))
        case "expired":
            return str(_("Deleted after its time; order it again"))
    return export.trouble or str(_("It could not be made"))
