"""Defines the forms for deleting an employee permanently."""

from collections.abc import Collection, Iterable

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.people.models import Employee, Group
from app.web.forms import PageForm, strip
from designer.runtime.target import Target

FATES = (SelectChoice("keep", _("Keep")), SelectChoice("delete", _("Delete for ever")))


class OffboardingForm(PageForm):
    """Confirms the deletion. It has a further field for each kind of personal data: "keep" or "delete"."""

    confirm = StringField(
        _("Write the name to confirm"),
        [InputRequired(), Length(max=200)],
        filters=[strip],
        render_kw={"autocomplete": "off", "dir": "auto"},
    )


def offboarding_form(kinds: Iterable[str], is_sent: bool) -> OffboardingForm:
    """Return the form for these *kinds* of personal data."""
    asked = {
        name: RadioField(choices=FATES, validators=[InputRequired(_("Choose what becomes of them."))]) for name in kinds
    }
    form: OffboardingForm = type("DepartureForm", (OffboardingForm,), asked)(**({} if is_sent else {"formdata": None}))
    return form


class SuccessorForm(PageForm):
    """Chooses who replaces the employee in flows."""

    successor = SelectField(_("Who takes the place"), [InputRequired(_("Choose somebody."))])
    flows = SelectMultipleField(
        _("In these flows"),
        [InputRequired(_("Choose at least one flow."))],
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, employees: Iterable[Employee], groups: Iterable[Group], flows: Collection[int]) -> None:
        """Offer these successors and flows."""
        people = [(Target.employee(each.extension), f"{each.name} ({each.extension})") for each in employees]
        lines = [(Target.group(each.name), each.label) for each in groups]
        self.successor.choices = [
            SelectChoice("", _("Choose …")),
            *(SelectChoice(*each, optgroup=str(_("Groups"))) for each in lines),
            *(SelectChoice(*each, optgroup=str(_("Employees"))) for each in people),
        ]
        self.flows.choices = [SelectChoice(each, "") for each in flows]
