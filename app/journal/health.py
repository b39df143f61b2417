"""How far the journal has come into the database."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.current import config
from app.health_lines import Finding, HealthLine, fault, ok, warning
from app.journal.service import unread_bytes
from app.sizes import size

MUCH_BYTES, TOO_MUCH_BYTES = 5_000_000, 100_000_000


def _backlog() -> Finding:
    unread = unread_bytes()
    if unread < MUCH_BYTES:
        return ok(_("Every call that is over is in Calls, or will be in a moment."))
    said = _("%(size)s of calls and their steps are not in Calls yet.", size=size(unread))
    to_do = _(
        "Wait while the worker catches up. If this does not shrink, see %(log)s.", log=config().logs_dir / "worker.log"
    )
    return (warning if unread < TOO_MUCH_BYTES else fault)(said, to_do)


LINE = HealthLine("journal", _l("Record of calls"), _backlog)
