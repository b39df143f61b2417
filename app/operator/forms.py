"""Defines the operator's forms."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, Regexp

from app.company.forms import country_field
from app.company.models import Company
from app.company.places import ZONES
from app.email_addresses import Email
from app.numbering import plan_of
from app.phone_numbers import PhoneNumber, example_of
from app.web.forms import Read, ReadableForm, strip

PHONE_KEYS = {"inputmode": "tel"}


class CompanyForm(ReadableForm):
    """Changes a company."""

    name = StringField(_("Name"), [DataRequired(), Length(max=120)], filters=[strip])
    zone = SelectField(_("Time zone"), choices=[SelectChoice(each, each) for each in ZONES], default="Europe/Berlin")
    country = country_field("DE")


class NewCompanyForm(CompanyForm):
    """Creates a company and invites its owner. The first number is read as in the company's country."""

    customer_number = StringField(
        _("Customer number"),
        [DataRequired(), Regexp(r"[1-9][0-9]{2,11}\Z", message=_("Three to twelve digits, the first one not 0."))],
        filters=[strip],
        render_kw={"inputmode": "numeric"},
    )
    owner_name = StringField(_("The owner's name"), [DataRequired(), Length(max=120)], filters=[strip])
    owner_email = EmailField(_("The owner's e-mail"), [DataRequired(), Read(Email.read)], filters=[strip])
    number = StringField(_("First number"), [Optional()], filters=[strip], render_kw=PHONE_KEYS)

    def validate_number(self, field: StringField) -> None:
        """Read the number by the plan of the chosen country. Without one, only the country is at fault."""
        if self.country.errors:
            return
        Read(lambda written: PhoneNumber.read(written, plan_of(self.country.data)))(self, field)


class NumberForm(ReadableForm):
    """Gives a company a number."""

    number = StringField(_("Number"), [DataRequired()], filters=[strip], render_kw=PHONE_KEYS)

    def __init__(self, company: Company, **arguments: Any) -> None:
        """Read the number by the plan of *company*."""
        super().__init__(**arguments)
        self._plan = company.numbering_plan
        self.number.render_kw = {**PHONE_KEYS, "placeholder": example_of(self._plan)}

    def validate_number(self, field: StringField) -> None:
        """Read the number by the company's plan."""
        Read(lambda written: PhoneNumber.read(written, self._plan))(self, field)
