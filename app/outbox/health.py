"""Reports to Health whether mail is sent."""

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import ColumnElement, func, select

from app.config import config
from app.db import db, every_company, now
from app.gateways.mail import is_configured
from app.outbox.models import FAILED, PENDING, SENDING, OutgoingMail
from app.ports.health import Finding, HealthCheck, ok, warning

LATE = timedelta(minutes=15)
RECENT = timedelta(days=1)


def _mail() -> Finding:
    waiting = _count(OutgoingMail.state.in_((PENDING, SENDING)))
    if not is_configured(config()):
        return _without_server(waiting)
    late = _count(OutgoingMail.state.in_((PENDING, SENDING)), OutgoingMail.made_at < now() - LATE)
    failed = _count(OutgoingMail.state == FAILED, OutgoingMail.ended_at > now() - RECENT)
    to_do = _("Open Outgoing mail: it shows what the mail server said.")
    if late:
        said = ngettext("%(num)s mail has been waiting too long.", "%(num)s mails have been waiting too long.", late)
        return warning(said, to_do)
    if failed:
        said = ngettext("%(num)s mail could not be sent today.", "%(num)s mails could not be sent today.", failed)
        return warning(said, to_do)
    return ok(_("Mails go out."))


def _without_server(waiting: int) -> Finding:
    if not waiting:
        return ok(_("No mail server is set, and no mail waits for one."))
    said = ngettext("%(num)s mail waits: no mail server is set.", "%(num)s mails wait: no mail server is set.", waiting)
    to_do = _("Enter a mail server and a sender's address in the settings of the exchange, and restart it.")
    return warning(said, to_do, "smtp_host", "mail_from")


def _count(*which: ColumnElement[bool]) -> int:
    with every_company():
        return db.session.scalar(select(func.count(OutgoingMail.id)).where(*which)) or 0


CHECK = HealthCheck("mail", _l("Mail"), _mail, needs="database")
