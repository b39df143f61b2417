"""Giving somebody access to the portal."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.auth.models import ROLES
from app.people.service.access import roles
from app.settings.forms import strip
from app.web.forms import ReadableForm


class RoleForm(ReadableForm):
    role = SelectField(_("Role"), [InputRequired()])

    def offer(self, kept: str = "") -> None:
        """*kept* is the role that somebody has already."""
        self.role.choices = [
            SelectChoice(each, ROLES[each]) for each in dict.fromkeys([*roles(), *([kept] if kept else [])])
        ]


class InvitationForm(RoleForm):
    email = EmailField(_("E-mail"), [InputRequired(), Length(max=254)], filters=[strip])
