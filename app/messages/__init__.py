"""Messages: the letters to a person, from the exchange, from the operator and from colleagues."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.messages import deriving, events, service, writing
from app.messages.mailing import mail_letters
from app.messages.routes import messages
from app.ports.derived import Derived, derive
from app.ports.jobs import Periodic, periodically
from app.ports.messages import carry_letters
from app.ports.personal_data import Belongings, provide_belongings
from app.ports.recordings import on_left_message
from app.web.menu import MenuItem, add_to_menu

MAIL_S = 2.0


def init_app(app: Flask) -> None:
    app.register_blueprint(messages)
    events.init_app(app)
    staying = _("They stay in the list of messages, and would be shown to whoever gets the extension.")
    letters = Belongings("messages", _("Messages to them"), staying, service.count_of, service.delete_of)
    provide_belongings(app, letters)
    derive(app, Derived("messages", deriving.derive, deriving.forget, looks_back=deriving.looks_back))
    carry_letters(app, writing.carry)
    on_left_message(app, writing.tell_left_message)
    periodically(app, Periodic("mail letters", MAIL_S, mail_letters))
    add_to_menu(app, MenuItem("messages.index", _("Messages"), "mail", 60, service.count_own_unread))
