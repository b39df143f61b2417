from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp

ZONES = [*sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")), "UTC"]
E164 = r"\+[1-9][0-9]{5,14}\Z"


def strip(value: str | None) -> str:
    return (value or "").strip()


def squeeze(value: str | None) -> str:
    """People write numbers with spaces and the like: "+49 (30) 555-010"."""
    return "".join(character for character in value or "" if character not in " ()/-.")


class CompanyForm(FlaskForm):  # type: ignore[misc]
    name = StringField(_("Name"), [InputRequired(), Length(max=120)], filters=[strip])
    zone = SelectField(_("Time zone"), choices=[SelectChoice(each, each) for each in ZONES], default="Europe/Berlin")


class NewCompanyForm(CompanyForm):
    customer_number = StringField(
        _("Customer number"),
        [InputRequired(), Regexp(r"[1-9][0-9]{2,11}\Z", message=_("Three to twelve digits, the first one not 0."))],
        filters=[strip],
        render_kw={"inputmode": "numeric"},
    )
    owner_name = StringField(_("The owner's name"), [InputRequired(), Length(max=120)], filters=[strip])
    owner_email = EmailField(
        _("The owner's e-mail"),
        [
            InputRequired(),
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


class NumberForm(FlaskForm):  # type: ignore[misc]
    number = StringField(
        _("Number"),
        [InputRequired(), Regexp(E164, message=_("In full, such as +49 30 555010."))],
        filters=[squeeze],
        render_kw={"inputmode": "tel", "placeholder": "+49 30 555010"},
    )
