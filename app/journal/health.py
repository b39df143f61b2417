"""Tells how far the journal has come into the database, and what is missing of it."""

from collections import Counter
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.config import config
from app.db import now
from app.journal.follow import (
    CUT,
    LOST,
    NO_LINE,
    SHORTENED,
    TOO_LONG,
    TORN,
    UNFIT,
    of_the_future,
    strangers,
    trouble_with,
)
from app.journal.models import JournalGap
from app.journal.noting import waiting_since
from app.journal.service import recent_gaps, unread_bytes, unreadable
from app.ports.health import Finding, HealthCheck, fault, ok, warning, worst
from app.web.i18n import moment
from app.web.sizes import size

MUCH_BYTES, TOO_MUCH_BYTES = 5_000_000, 100_000_000
LATELY = timedelta(days=7)
LONG = timedelta(minutes=1)
MOST_NAMED = 5


def _record() -> Finding:
    kinds = (
        _folder(),
        _notes(),
        [_backlog()],
        _unreadable(),
        _missing(recent_gaps(LATELY)),
        _strangers(),
        _of_the_future(),
    )
    return worst([finding for found in kinds for finding in found])


def _backlog() -> Finding:
    unread = unread_bytes()
    if unread < MUCH_BYTES:
        return ok(_("Every call that is over is in Calls, or will be in a moment."))
    said = _("%(size)s of calls and their steps are not in Calls yet.", size=size(unread))
    log = config().logs_dir / "worker.log"
    to_do = _("Wait while the worker catches up. If this does not shrink, see %(log)s.", log=log)
    return (warning if unread < TOO_MUCH_BYTES else fault)(said, to_do)


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    return (
        shown if len(names) <= MOST_NAMED else _("%(names)s and %(num)s more", names=shown, num=len(names) - MOST_NAMED)
    )


def _folder() -> list[Finding]:
    folder = config().journal_dir
    if not (trouble := trouble_with(folder)):
        return []
    said = _(
        "The record of calls in %(folder)s can't be read: %(problem)s.",
        folder=folder,
        problem=trouble.strerror or trouble,
    )
    return [fault(said, _("Let the exchange read that folder, and all files in it."))]


def _notes() -> list[Finding]:
    since = waiting_since()
    if since is None or now() - since < LONG:
        return []
    said = _("Since %(at)s, deletions and other changes can't be written into the record of calls.", at=moment(since))
    to_do = _(
        "Make sure that the disk is not full, that the worker runs, and that it may write to %(folder)s. Nothing is "
        "lost meanwhile.",
        folder=config().journal_dir,
    )
    return [fault(said, to_do)]


def _unreadable() -> list[Finding]:
    folder = config().journal_dir
    if not (names := unreadable()):
        return []
    said = _("%(files)s, in the record of calls, can't be read, or not all of it.", files=_listed(names))
    to_do = _(
        "Let the exchange read it, or move it out of %(folder)s. Once it can be read, run flask journal read --again "
        "%(folder)s, so that calls that began in it are complete.",
        folder=folder,
    )
    return [fault(said, to_do)]


def _strangers() -> list[Finding]:
    folder = config().journal_dir
    if not (names := strangers(folder)):
        return []
    said = _(
        "In %(folder)s, this does not belong to the record of calls and is ignored: %(files)s.",
        files=_listed(names),
        folder=folder,
    )
    return [warning(said, _("Move it to another folder."))]


def _of_the_future() -> list[Finding]:
    folder = config().journal_dir
    if not (names := of_the_future(folder, now())):
        return []
    said = _("The record of calls has a day that is yet to come: %(files)s.", files=_listed(names))
    to_do = _(
        "Make sure that this machine's clock is right. The calls of that day are in Calls, under a wrong date; you can "
        "move the file out of %(folder)s.",
        folder=folder,
    )
    return [warning(said, to_do)]


def _missing(gaps: list[JournalGap]) -> list[Finding]:
    """Worth a warning, as nothing can be done about it but to see that it does not go on."""
    if not gaps:
        return []
    newest, counts = gaps[0], Counter[str]()
    for gap in gaps:
        counts[gap.reason if gap.reason in (LOST, SHORTENED, CUT) else "unread"] += gap.count
    cut = {gap.file for gap in gaps if gap.reason == CUT}
    sentences = _unread(counts["unread"]), _lost(counts[LOST]), _shortened(counts[SHORTENED]), _cut(len(cut))
    said = " ".join(filter(None, sentences))
    where = _(
        "The newest was found on %(at)s, in %(file)s at byte %(offset)s.",
        at=moment(newest.found_at),
        file=newest.file,
        offset=newest.offset,
    )
    return [warning(said, f"{where} {_advice(newest.reason)}")]


def _advice(reason: str) -> str:
    edited = _l("Nothing but the exchange should write to that file. Did anybody edit it?")
    advice = {
        TORN: _l("Did the machine or the exchange stop suddenly then, for example because the power failed?"),
        LOST: _l("Make sure that the disk does not fill up again."),
        SHORTENED: _l("The call itself was not affected. See whether too much happens at once in its flow."),
        CUT: _l("If nobody restored or edited that file, find out which program did."),
        UNFIT: _l("%(log)s says why. Please report it to the makers of the exchange."),
        NO_LINE: edited,
        TOO_LONG: edited,
    }
    return str(advice[reason]) % {"log": config().logs_dir / "worker.log"}


def _unread(count: int) -> str:
    if not count:
        return ""
    return str(
        ngettext(
            "In the last 7 days, %(num)s step of a call could not be read, and was passed over.",
            "In the last 7 days, %(num)s steps of calls could not be read, and were passed over.",
            count,
        )
    )


def _lost(count: int) -> str:
    if not count:
        return ""
    return str(
        ngettext(
            "In the last 7 days, %(num)s step of a call could not be written, as the disk was full.",
            "In the last 7 days, %(num)s steps of calls could not be written, as the disk was full.",
            count,
        )
    )


def _shortened(count: int) -> str:
    if not count:
        return ""
    return str(
        ngettext(
            "In the last 7 days, %(num)s step of a call was too long to be kept whole.",
            "In the last 7 days, %(num)s steps of calls were too long to be kept whole.",
            count,
        )
    )


def _cut(count: int) -> str:
    if not count:
        return ""
    return str(
        ngettext(
            "In the last 7 days, %(num)s file of the record of calls was cut or replaced, and was read again.",
            "In the last 7 days, %(num)s files of the record of calls were cut or replaced, and were read again.",
            count,
        )
    )


CHECK = HealthCheck("journal", _l("Record of calls"), _record, needs="database")
