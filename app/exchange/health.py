"""How the parts of the exchange are, and what they need of the machine."""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.current import config
from app.db import now
from app.exchange import room
from app.exchange.switching import table
from app.gateways.alive import http_answers, kamailio_answers, rtpengine_answers
from app.gateways.kamailio import KamailioDown, KamailioRefused
from app.health_lines import Finding, HealthLine, fault, ok, report_health, unknown, warning, worst
from app.i18n import moment
from app.signs_of_life import read_sign, sign_file
from app.sizes import size

SILENT_S = 60
"""So long a worker may give no sign of life: it waits for the processor while there are many calls."""

STUBBORN_S = 60
"""After so long, what fails does not get well by itself."""

MANY_FREE_FILES = 10_000
ROOMY = 4
"""There is enough on a disk when there is so many times the reserve."""

MEMORY_WARNING, MEMORY_FAULT = 0.75, 0.9


def init_app(app: Flask) -> None:
    report_health(app, HealthLine("portal", _l("Portal"), _portal))
    report_health(app, HealthLine("worker", _l("Work in the background"), _worker))
    report_health(app, HealthLine("kamailio", _l("Telephone exchange"), _kamailio))
    report_health(app, HealthLine("rtpengine", _l("Sound of calls"), _rtpengine))
    report_health(app, HealthLine("rush", _l("New calls"), _rush))
    report_health(app, HealthLine("disk", _l("Disk"), _disk))
    report_health(app, HealthLine("memory", _l("Memory for calls"), _memory))
    report_health(app, HealthLine("room", _l("Room for what is published"), room.finding))


def _portal() -> Finding:
    settings = config()
    host = "127.0.0.1" if settings.http_host == "0.0.0.0" else settings.http_host
    return _part("portal", lambda: http_answers(host, settings.http_port, "/healthz"))


def _kamailio() -> Finding:
    return _part("kamailio", lambda: kamailio_answers(config()))


def _rtpengine() -> Finding:
    return _part("rtpengine", lambda: rtpengine_answers(config().ng_port))


def _part(name: str, answers: Callable[[], bool]) -> Finding:
    if answers():
        return ok(_("It answers."))
    return fault(_("It does not answer."), _what_to_do(name))


def _what_to_do(part: str) -> str:
    log = config().logs_dir / f"{part}.log"
    return str(_("Start the exchange if it is not running. If it is, %(log)s says why this part is not.", log=log))


def _worker() -> Finding:
    sign = read_sign(sign_file(config().run_dir))
    if sign is None:
        return fault(_("The worker is not running."), _what_to_do("worker"))
    if sign.age_s > SILENT_S:
        last = moment(now() - timedelta(seconds=sign.age_s))
        return fault(_("The worker gave its last sign of life on %(at)s.", at=last), _what_to_do("worker"))
    for trouble in sign.troubles:
        if time.time() - trouble.since_s > STUBBORN_S:
            log = config().logs_dir / "worker.log"
            to_do = _("%(log)s says more. The last reason: %(reason)s", log=log, reason=trouble.reason)
            return fault(_("Some of its work fails again and again."), to_do)
    return ok(_("The worker is at work."))


def _rush() -> Finding:
    try:
        refused = table().refused_lately()
    except (KamailioDown, KamailioRefused):
        return unknown(_("Kamailio does not say whether it refused calls."), _what_to_do("kamailio"))
    if not refused:
        return ok(_("In the last hour there was room for every call."))
    said = ngettext(
        "In the last hour %(num)s call was told to try again later, because more came than could be served.",
        "In the last hour %(num)s calls were told to try again later, because more came than could be served.",
        refused,
    )
    if config().calls_per_second is None:
        to_do = _("Have it measured what this machine carries, while nobody calls: flask exchange measure.")
    else:
        log = config().logs_dir / "kamailio.log"
        to_do = _("%(log)s says when. If that happens often, the exchange needs a faster machine.", log=log)
    return warning(said, to_do)


def _disk() -> Finding:
    """Of each file system that holds something of the installation, the one in the worst state."""
    settings = config()
    folders = (settings.recordings_dir, settings.spool_dir, settings.journal_dir, settings.home)
    found = {folder.stat().st_dev: folder for folder in folders if folder.exists()}
    if not found:
        return unknown(_("There is no folder %(folder)s.", folder=settings.home), _("Start the exchange."))
    return worst([*_waiting(), *(_file_system(folder) for folder in found.values())])


def _waiting() -> list[Finding]:
    """What the switch could not write. One that does not answer is seen in its own line."""
    try:
        count = table().unwritten()
    except (KamailioDown, KamailioRefused):
        return []
    if not count:
        return []
    said = ngettext(
        "%(num)s step of a call can't be written, and is kept in memory.",
        "%(num)s steps of calls can't be written, and are kept in memory.",
        count,
    )
    to_do = _("Make room in %(folder)s, and see that it can be written to.", folder=config().journal_dir)
    return [fault(said, to_do)]


def _file_system(folder: Path) -> Finding:
    found = os.statvfs(folder)
    free, whole = found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize
    said = _("%(free)s of %(whole)s are free in %(folder)s.", free=size(free), whole=size(whole), folder=folder)
    to_do = _("Make room: delete files that are not needed, or put the folder on a larger disk.")
    if found.f_files and found.f_favail < MANY_FREE_FILES:
        said = _("Only %(count)s more files fit into %(folder)s.", count=found.f_favail, folder=folder)
        return (fault if found.f_favail < MANY_FREE_FILES // 10 else warning)(said, to_do)
    reserve = config().disk_reserve_mb * 1_000_000
    if free < reserve:
        return fault(f"{said} {_('No new callers get through until there is more room.')}", to_do)
    return warning(said, to_do) if free < ROOMY * reserve else ok(said)


def _memory() -> Finding:
    try:
        memory = table().memory()
    except (KamailioDown, KamailioRefused):
        said = _("Kamailio does not say how much memory it has.")
        return unknown(said, _what_to_do("kamailio"))
    share = memory.used_bytes / memory.size_bytes
    said = _("%(used)s of %(whole)s are in use.", used=size(memory.used_bytes), whole=size(memory.size_bytes))
    if share < MEMORY_WARNING:
        return ok(said)
    to_do = _(
        "Restart the exchange at a quiet hour. If this comes back soon, there is more published than it can hold."
    )
    return (fault if share >= MEMORY_FAULT else warning)(said, to_do)
