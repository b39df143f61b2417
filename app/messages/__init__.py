"""Messages: what flows tell employees about calls."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.belongings import Belongings, provide_belongings
from app.derived import Derived, derive
from app.menu import Place, add_to_menu
from app.messages import service
from app.messages.routes import messages


def init_app(app: Flask) -> None:
    app.register_blueprint(messages)
    staying = _("They stay in the list of messages, and would be shown to whoever gets the extension.")
    notes = Belongings("messages", _("Notes that flows wrote to them"), staying, service.count_of, service.delete_of)
    provide_belongings(app, notes)
    derive(app, Derived("messages", service.derive, service.forget))
    add_to_menu(app, Place("messages.index", _("Messages"), "mail", 60, service.count_unread))
