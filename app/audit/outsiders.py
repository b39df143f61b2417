"""Takes people outside out of the log of changes: it still says what was changed, by whom, and when."""

from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import db
from app.ports.outsiders import Outsider


def forget(outsider: Outsider) -> None:
    """Hide the number of *outsider*, and in entries that have it their names, in the current transaction."""
    db.session.flush()
    columns = AuditEntry.id, AuditEntry.name, AuditEntry.before, AuditEntry.after
    for entry_id, name, before, after in db.session.execute(select(*columns)).all():
        if outsider.has_number_in(name, before, after):
            entry = db.session.get_one(AuditEntry, entry_id)
            entry.name, entry.before, entry.after = (outsider.hidden_in(each) for each in (name, before, after))
    db.session.flush()
