"""Delivers messages to people: from the exchange, from the operator and from colleagues."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.messages import deriving, events, outsiders, service, writing
from app.messages.mailing import mail_messages
from app.messages.routes import count_own_unread, messages
from app.ports.calls import (
    CallbackGivenUp,
    CallMissed,
    Mentioned,
    NoteSent,
    PersonalDataDeleted,
    VoicemailEmpty,
    VoicemailLeft,
    subscribe,
)
from app.ports.jobs import Periodic, periodic_jobs
from app.ports.messages import carriers
from app.ports.outsiders import KeptOfOutsiders, kept_of_outsiders
from app.ports.personal_data import PersonalData, personal_data
from app.web.menu import MenuItem, menu

WIRED_AFTER = ("recordings",)
"""A message tells of the recording that belongs to it, so that is derived first."""

MAIL_S = 2.0


def init_app(app: Flask) -> None:
    """Register the pages, the jobs, and what other features ask of messages."""
    app.register_blueprint(messages)
    events.init_app(app)
    staying = _("They stay in the list of messages, and would be shown to whoever gets the extension.")
    message_data = PersonalData("messages", _("Messages to them"), staying, service.count_of, service.delete_of)
    personal_data.add(app, message_data)
    subscribe(app, deriving.take, NoteSent, Mentioned, CallMissed, CallbackGivenUp, VoicemailLeft, VoicemailEmpty)
    subscribe(app, deriving.forget, PersonalDataDeleted)
    carriers.add(app, writing.carry)
    kept = KeptOfOutsiders("messages", _("Messages with the number"), outsiders.count, outsiders.forget)
    kept_of_outsiders.add(app, kept)
    periodic_jobs.add(app, Periodic("mail messages", MAIL_S, mail_messages))
    menu.add(app, MenuItem("messages.index", _("Messages"), "mail", 60, count_own_unread))
