"""Defines the forms that give an employee access to the portal."""

from collections.abc import Iterable
from typing import Any, Self

from flask_babel import lazy_gettext as _
from wtforms import EmailField, RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.auth.actor import Actor
from app.auth.models import ROLES, Invitation
from app.auth.service import Invitee
from app.people.models import Employee, Group
from app.people.service.access import roles
from app.web.forms import ReadableForm, strip

ALL, ONLY = "all", "only"


class GroupsForm(ReadableForm):
    """Chooses the groups whose calls and recordings a supervisor may see: all groups, or only some, or none."""

    reach = RadioField(
        _("Calls and recordings that a supervisor sees"),
        choices=[SelectChoice(ALL, _("Of all groups")), SelectChoice(ONLY, _("Of these groups only"))],
        validate_choice=False,
    )
    groups = SelectMultipleField(_("Of these groups only"))

    @staticmethod
    def showing(groups: list[str] | None) -> dict[str, Any]:
        """Return the values of the fields for somebody who sees *groups*, None for all."""
        return {"reach": ALL if groups is None else ONLY, "groups": groups or []}

    def offer_groups(self, groups: Iterable[Group]) -> None:
        """Offer *groups*."""
        self.groups.choices = [SelectChoice(group.name, group.label) for group in groups]

    def validate_reach(self, field: RadioField) -> None:
        """Raise ValidationError unless it was chosen for a supervisor; nothing is chosen for them tacitly, and no group
        that was ticked is ignored."""
        if not self.is_for_supervisor:
            return
        if field.data not in (ALL, ONLY):
            raise ValidationError(_("Choose all groups, or some."))
        if field.data == ALL and self.groups.data:
            raise ValidationError(_("Groups are ticked: choose “Of these groups only”, or untick them."))

    @property
    def is_for_supervisor(self) -> bool:
        """Return whether the choice counts: only supervisors can be limited to groups."""
        return True

    @property
    def seen(self) -> list[str] | None:
        """Return the names of the groups to see, None for all."""
        return (self.groups.data or []) if self.is_for_supervisor and self.reach.data == ONLY else None


class RoleForm(GroupsForm):
    """Chooses a role, and for somebody who becomes a supervisor the groups."""

    role = SelectField(_("Role"), [InputRequired()])
    current = ""
    """The role that the employee has now, "" for none."""

    def offer(self, by: Actor, groups: Iterable[Group], current: str = "") -> None:
        """Offer the roles that *by* may give, the employee's *current* one, and *groups*."""
        self.current = current
        offered = dict.fromkeys([*roles(by), *([current] if current else [])])
        self.role.choices = [SelectChoice(each, ROLES[each]) for each in offered]
        self.offer_groups(groups)

    @property
    def is_for_supervisor(self) -> bool:
        """Return whether somebody becomes a supervisor."""
        return bool(self.role.data == "supervisor" != self.current)


class InvitationForm(RoleForm):
    """Invites an employee."""

    email = EmailField(_("E-mail"), [InputRequired(), Length(max=254)], filters=[strip])

    @classmethod
    def starting(cls, employee: Employee, before: Invitation | None) -> Self:
        """Return the form with what was invited *before*, or what is known of the employee."""
        if before is None:
            return cls(formdata=None, email=employee.email, role="employee")
        seen = cls.showing(before.groups) if before.role == "supervisor" else {}
        return cls(formdata=None, email=before.email, role=before.role, **seen)

    def invitee(self, employee: Employee) -> Invitee:
        """Return whom the form invites."""
        return Invitee(employee.id, employee.name, self.email.data, self.role.data, self.seen)
