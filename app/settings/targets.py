"""Changes how soon the company's callers are to be answered, and says what a change means."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField
from wtforms.validators import StopValidation, ValidationError

from app.company.service import own_company
from app.company.targets import MOST_S, Targets
from app.settings.forms import SettingsForm


def _seconds(_form: object, item: IntegerField) -> None:
    """Read whole seconds from 1 on. Whatever else was typed gets the same message."""
    text = item.raw_data[0].strip() if item.raw_data else ""
    item.errors = []
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_S)) and 1 <= int(text) <= MOST_S):
        raise StopValidation(_("Write a number of seconds, from 1 to %(most)s.", most=MOST_S))


class TargetsForm(SettingsForm):
    """Asks for the targets of the company."""

    in_time_s = IntegerField(_l("Answer within (seconds)"), [_seconds])
    abandoned_after_s = IntegerField(_l("Count as abandoned after (seconds)"), [_seconds])
    watch_s = IntegerField(_l("Queue turns amber after (seconds)"), [_seconds])
    act_s = IntegerField(_l("Queue turns red after (seconds)"), [_seconds])

    def validate_act_s(self, item: Field) -> None:
        """Refuse a queue that is red before it is to be watched."""
        if not self.watch_s.errors and item.data <= self.watch_s.data:
            raise ValidationError(
                _("A queue turns red later than amber. Choose more than %(watch)s.", watch=self.watch_s.data)
            )

    def targets(self) -> Targets:
        """Return what was chosen, once it is valid."""
        return Targets(self.in_time_s.data, self.abandoned_after_s.data, self.watch_s.data, self.act_s.data)


def change_targets(targets: Targets) -> str:
    """Change the targets of the company, and return what that changes in sentences."""
    company = own_company()
    said = [*_changes(company.targets, targets)]
    company.in_time_s, company.abandoned_after_s = targets.in_time_s, targets.abandoned_after_s
    company.wait_watch_s, company.wait_act_s = targets.watch_s, targets.act_s
    return " ".join([_("Saved."), *said, _("This applies to past days, too.")] if said else [_("Saved.")])


def _changes(before: Targets, now: Targets) -> Iterator[str]:
    if now.in_time_s != before.in_time_s:
        yield _(
            "The service level counts answers within %(now)s s instead of %(before)s s.",
            now=now.in_time_s,
            before=before.in_time_s,
        )
    if now.abandoned_after_s != before.abandoned_after_s:
        yield _(
            "Callers who hang up in a queue are abandoned after %(now)s s instead of %(before)s s.",
            now=now.abandoned_after_s,
            before=before.abandoned_after_s,
        )
    if now.watch_s != before.watch_s:
        yield _("Queues turn amber after %(now)s s instead of %(before)s s.", now=now.watch_s, before=before.watch_s)
    if now.act_s != before.act_s:
        yield _("Queues turn red after %(now)s s instead of %(before)s s.", now=now.act_s, before=before.act_s)
