"""Defines the forms that give an employee access to the portal."""

from collections.abc import Iterable
from typing import Self

from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.auth.actor import Actor
from app.auth.models import ROLES, Invitation
from app.auth.service import Invitee
from app.people.models import Employee, Group
from app.people.service.access import roles
from app.web.forms import ReadableForm, strip


class RoleForm(ReadableForm):
    """Chooses a role."""

    role = SelectField(_("Role"), [InputRequired()])

    def offer_roles(self, by: Actor, current: str = "") -> None:
        """Offer the roles that *by* may give, and the employee's *current* one."""
        offered = dict.fromkeys([*roles(by), *([current] if current else [])])
        self.role.choices = [SelectChoice(each, ROLES[each]) for each in offered]


class GroupsForm(ReadableForm):
    """Chooses the groups whose calls and recordings a supervisor may see. None chosen means all."""

    groups = SelectMultipleField(_("Calls and recordings of these groups only"))

    def offer_groups(self, groups: Iterable[Group]) -> None:
        """Offer *groups*."""
        self.groups.choices = [SelectChoice(group.name, group.label) for group in groups]


class InvitationForm(RoleForm, GroupsForm):
    """Invites an employee."""

    email = EmailField(_("E-mail"), [InputRequired(), Length(max=254)], filters=[strip])

    @classmethod
    def starting(cls, employee: Employee, before: Invitation | None) -> Self:
        """Return the form with what was invited *before*, or what is known of the employee."""
        if before is None:
            return cls(formdata=None, email=employee.email, role="employee")
        return cls(formdata=None, email=before.email, role=before.role, groups=before.groups or [])

    def offer(self, by: Actor, groups: Iterable[Group]) -> None:
        """Offer the roles that *by* may give, and *groups*."""
        self.offer_roles(by)
        self.offer_groups(groups)

    def invitee(self, employee: Employee) -> Invitee:
        """Return whom the form invites. Only a supervisor is limited to groups."""
        groups = self.groups.data if self.role.data == "supervisor" else None
        return Invitee(employee.id, employee.name, self.email.data, self.role.data, groups or None)
