"""Provides ``app.ports.exports``."""

from typing import Any

from flask import url_for
from flask_babel import get_locale

from app.auth.models import User
from app.db import db
from app.exports import service
from app.exports.asked import args_of, grouped, table_of
from app.exports.models import Export
from app.exports.service import open_file
from app.ports.exports import LARGEST_ATTACHMENT_BYTES, AttachedFile, ExportLinks, Format, Table

__all__ = ["args", "attached", "links", "order", "table"]

KINDS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def links(table: Table) -> ExportLinks:
    """Return where the table's files are."""
    said: Any = grouped(args_of(table))
    return ExportLinks(url_for("exports.csv", **said), url_for("exports.order", **said), url_for("reports.new", **said))


args, table = args_of, table_of


def order(table: Table, format: Format, user_id: int, title: str = "") -> str:
    """Let the worker make a file for the user, in the transaction under way. Return its ID."""
    user = db.session.get_one(User, user_id)
    locale = get_locale()
    return service.order(table, format, user, locale.language if locale else "en", title=title).id


def attached(export_id: str) -> AttachedFile | None:
    """Return a file for a mail; None if it is too large, or not there any more."""
    export = db.session.get(Export, export_id)
    if export is None or (export.size_bytes or 0) > LARGEST_ATTACHMENT_BYTES:
        return None
    file = open_file(export)
    if file is None:
        return None
    with file:
        return AttachedFile(export.file_name, KINDS[export.format], file.read())
