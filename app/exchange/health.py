"""Reports to Health how the processes of the exchange are, and what they need of the machine."""

import time
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.config import config
from app.db import now
from app.exchange import certificates, database, disk, room
from app.exchange.switching import missing_files
from app.gateways.alive import http_answers, kamailio_answers, rtpengine_answers
from app.gateways.kamailio import switch_table
from app.heartbeat import read_sign, sign_file
from app.ports.health import Finding, HealthCheck, fault, health_checks, ok, warning
from app.web.i18n import moment
from app.web.sizes import size

SILENT_S = 60
"""How long a worker may give no sign of life: during many calls it waits for the processor."""

STUBBORN_S = 60
"""After this long, what fails does not recover by itself."""

MEMORY_WARNING, MEMORY_FAULT = 0.75, 0.9


def init_app(app: Flask) -> None:
    """Register the lines."""
    health_checks.add(app, HealthCheck("portal", _l("Portal"), _portal))
    health_checks.add(app, HealthCheck("database", _l("Database"), database.finding))
    health_checks.add(app, HealthCheck("worker", _l("Work in the background"), _worker))
    health_checks.add(app, HealthCheck("kamailio", _l("Telephone exchange"), _kamailio))
    health_checks.add(app, HealthCheck("rtpengine", _l("Sound of calls"), _rtpengine))
    health_checks.add(app, HealthCheck("rush", _l("New calls"), _rush, needs="kamailio"))
    health_checks.add(app, HealthCheck("disk", _l("Disk"), disk.finding))
    if certificates.addresses(app.config["ZENTRALE"]):
        health_checks.add(app, HealthCheck("certificates", _l("Certificates"), certificates.finding))
    health_checks.add(app, HealthCheck("steps", _l("Steps of calls"), _steps, needs="kamailio"))
    health_checks.add(app, HealthCheck("memory", _l("Memory for calls"), _memory, needs="kamailio"))
    health_checks.add(app, HealthCheck("room", _l("Room for what is published"), room.finding, needs="database"))
    health_checks.add(app, HealthCheck("published", _l("What is published"), _published, needs="database"))


def _portal() -> Finding:
    settings = config()
    host = "127.0.0.1" if settings.http_host == "0.0.0.0" else settings.http_host
    return _part("portal", lambda: http_answers(host, settings.http_port, "/livez"))


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
    refused = switch_table().refused_lately()
    if not refused:
        return ok(_("In the last hour there was room for every call."))
    said = ngettext(
        "In the last hour %(num)s call was told to try again later. The Calls page says why.",
        "In the last hour %(num)s calls were told to try again later. The Calls page says why.",
        refused,
    )
    if config().calls_per_second is None:
        to_do = _("Have it measured what this machine carries, while nobody calls: flask exchange measure.")
    else:
        log = config().logs_dir / "kamailio.log"
        to_do = _("%(log)s says when. If that happens often, the exchange needs a faster machine.", log=log)
    return warning(said, to_do)


def _steps() -> Finding:
    count = switch_table().unwritten()
    if not count:
        return ok(_("Each is written down at once."))
    said = ngettext(
        "%(num)s step of a call can't be written, and is kept in memory.",
        "%(num)s steps of calls can't be written, and are kept in memory.",
        count,
    )
    to_do = _("Make room in %(folder)s, and see that it can be written to.", folder=config().journal_dir)
    return fault(said, to_do)


def _published() -> Finding:
    missing = missing_files()
    if not missing:
        return ok(_("All that calls go by is there."))
    said = ngettext(
        "%(num)s file that calls go by is missing or damaged, so callers may be turned away.",
        "%(num)s files that calls go by are missing or damaged, so callers may be turned away.",
        len(missing),
    )
    log = config().logs_dir / "worker.log"
    return fault(said, _("Wait a moment: the exchange writes them again. If this stays, see %(log)s.", log=log))


def _memory() -> Finding:
    memory = switch_table().memory()
    share = memory.used_bytes / memory.size_bytes
    said = _("%(used)s of %(whole)s are in use.", used=size(memory.used_bytes), whole=size(memory.size_bytes))
    if share < MEMORY_WARNING:
        return ok(said)
    to_do = _(
        "Restart the exchange at a quiet hour. If this comes back soon, there is more published than it can hold."
    )
    return (fault if share >= MEMORY_FAULT else warning)(said, to_do)
