"""Defines what forms about a company have in common."""

from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import DataRequired

from app.company.places import Option, countries


def country_field(default: str = "") -> SelectField:
    """Return a field that asks for the country whose numbering plan a company uses."""
    return SelectField(_("Country"), [DataRequired()], choices=_options, default=default)


def _options() -> list[Option]:
    locale = get_locale()
    return [("", _("Choose a country")), *countries(locale.language if locale else "en")]
