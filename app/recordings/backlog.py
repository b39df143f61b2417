"""Tells Health and Prometheus how many recordings wait to be made, and how many could not be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import func, select

from app.config import config
from app.db import db, every_company, now
from app.ports.health import Finding, HealthCheck, fault, ok, warning
from app.ports.metrics import Gauge, MetricSource, gauge
from app.recordings.models import RecordedFile, Recording
from app.web.i18n import moment

SLOW, STUCK = timedelta(minutes=10), timedelta(hours=1)
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Backlog:
    """Describes how many recordings are over and not made yet, since when the oldest one waits (None for none), and how
    many of the last seven days could not be made."""

    waiting: int
    since: datetime | None
    failed: int


def backlog() -> Backlog:
    """Return the backlog of all companies."""
    pending = RecordedFile.state == "pending", Recording.ended_at.is_not(None)
    failed = RecordedFile.state == "failed", Recording.began_at >= now() - LATELY
    with every_company():
        together = select(func.count(Recording.id), func.min(Recording.ended_at)).join(
            RecordedFile, RecordedFile.recording == Recording.id
        )
        count, since = db.session.execute(together.where(*pending)).one()
        lost, _since = db.session.execute(together.where(*failed)).one()
    return Backlog(count, since, lost)


def _recordings() -> Finding:
    found = backlog()
    log = config().logs_dir / "worker.log"
    if found.since and now() - found.since > SLOW:
        said = ngettext(
            "%(num)s recording waits to be made, since %(at)s.",
            "%(num)s recordings wait to be made, the oldest since %(at)s.",
            found.waiting,
            at=moment(found.since),
        )
        to_do = _("Wait while the worker catches up. If this does not shrink, see %(log)s.", log=log)
        return (fault if now() - found.since > STUCK else warning)(said, to_do)
    if found.failed:
        said = ngettext(
            "%(num)s recording of the last seven days could not be made.",
            "%(num)s recordings of the last seven days could not be made.",
            found.failed,
        )
        return warning(said, _("The list of recordings says why, recording by recording."))
    return ok(_("Every recording can be heard, or will be in a moment."))


def _read() -> Iterable[Gauge]:
    found = backlog()
    return (
        gauge("recordings_waiting", "Recordings that are over and not made yet.", float(found.waiting)),
        gauge("recordings_failed_in_7_days", "Recordings of the last 7 days that can't be made.", float(found.failed)),
    )


CHECK = HealthCheck("recordings", _l("Recordings"), _recordings, needs="database")
SOURCE = MetricSource("recordings", _read)
