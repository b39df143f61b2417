"""Defines the forms that give an employee access to the portal."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.auth.models import ROLES
from app.people.models import Group
from app.people.service.access import roles
from app.web.forms import ReadableForm, strip


class RoleForm(ReadableForm):
    """Chooses a role."""

    role = SelectField(_("Role"), [InputRequired()])

    def offer(self, kept: str = "") -> None:
        """Offer the roles that the user may give, and *kept*, the one that the employee already has."""
        self.role.choices = [
            SelectChoice(each, ROLES[each]) for each in dict.fromkeys([*roles(), *([kept] if kept else [])])
        ]


class InvitationForm(RoleForm):
    """Invites an employee."""

    email = EmailField(_("E-mail"), [InputRequired(), Length(max=254)], filters=[strip])


class GroupsForm(ReadableForm):
    """Chooses the groups whose calls and recordings a supervisor may see. None chosen means all."""

    groups = SelectMultipleField(_("Calls and recordings of these groups only"))

    def offer(self, groups: Iterable[Group]) -> None:
        """Offer *groups*."""
        self.groups.choices = [SelectChoice(group.name, group.label) for group in groups]
