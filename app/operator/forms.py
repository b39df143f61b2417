"""Defines the operator's forms."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, Regexp

from app.company.forms import country_field
from app.company.places import ZONES
from app.phone_numbers import squeeze
from app.web.forms import ReadableForm

E164 = r"\+[1-9][0-9]{5,14}\Z"


def strip(value: str | None) -> str:
    """Return *value* without surrounding spaces; None becomes ""."""
    return (value or "").strip()


class CompanyForm(ReadableForm):
    """Changes a company."""

    name = StringField(_("Name"), [DataRequired(), Length(max=120)], filters=[strip])
    zone = SelectField(_("Time zone"), choices=[SelectChoice(each, each) for each in ZONES], default="Europe/Berlin")
    country = country_field("DE")


class NewCompanyForm(CompanyForm):
    """Creates a company and invites its owner."""

    customer_number = StringField(
        _("Customer number"),
        [DataRequired(), Regexp(r"[1-9][0-9]{2,11}\Z", message=_("Three to twelve digits, the first one not 0."))],
        filters=[strip],
        render_kw={"inputmode": "numeric"},
    )
    owner_name = StringField(_("The owner's name"), [DataRequired(), Length(max=120)], filters=[strip])
    owner_email = EmailField(
        _("The owner's e-mail"),
        [
            DataRequired(),
            Length(max=254),
            Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z", message=_("This is no e-mail address.")),
        ],
        filters=[strip],
    )
    number = StringField(
        _("First number"),
        [Optional(), Regexp(E164, message=_("In full, such as +49 30 555010."))],
        filters=[squeeze],
        render_kw={"inputmode": "tel", "placeholder": "+49 30 555010"},
    )


class NumberForm(ReadableForm):
    """Gives a company a number."""

    number = StringField(
        _("Number"),
        [DataRequired(), Regexp(E164, message=_("In full, such as +49 30 555010."))],
        filters=[squeeze],
        render_kw={"inputmode": "tel", "placeholder": "+49 30 555010"},
    )
