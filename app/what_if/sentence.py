"""Says in sentences what would have been, and what had to be assumed."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from flask_babel import gettext as _
from flask_babel import ngettext

from app.ports.what_if import QueueOutcome
from app.what_if.recorded import Recorded
from app.what_if.replay import usual_answer_ms, usual_talk_ms
from app.what_if.waits import TALKED, Wait


def sentence(group: str, people: int, was: QueueOutcome, would: QueueOutcome) -> str:
    """Return the answer, such as "With 1 more person in Sales, the longest wait would have been 0:40 instead of
    3:10"."""
    if was.longest_s is None and would.longest_s is None:
        return str(_("Nobody waited for %(group)s.", group=group))
    before, after = length(was.longest_s or 0), length(would.longest_s or 0)
    if not people:
        return str(_("The longest wait for %(group)s was %(wait)s.", group=group, wait=before))
    if (before, was.gave_up, was.refused) == (after, would.gave_up, would.refused):
        return str(
            ngettext(
                "%(num)s more person in %(group)s would have changed nothing: the longest wait stays %(wait)s.",
                "%(num)s more people in %(group)s would have changed nothing: the longest wait stays %(wait)s.",
                people,
                group=group,
                wait=before,
            )
        )
    said = ngettext(
        "With %(num)s more person in %(group)s, the longest wait would have been %(after)s instead of %(before)s.",
        "With %(num)s more people in %(group)s, the longest wait would have been %(after)s instead of %(before)s.",
        people,
        group=group,
        before=before,
        after=after,
    )
    return f"{said} {lost}" if (lost := _lost(was, would)) else str(said)


def _lost(was: QueueOutcome, would: QueueOutcome) -> str:
    before, after = was.gave_up + was.refused, would.gave_up + would.refused
    if before == after:
        return ""
    if after:
        return str(_("%(after)s instead of %(before)s callers would have been lost.", after=after, before=before))
    return str(
        ngettext(
            "The caller who was lost would have got through.",
            "All %(num)s callers who were lost would have got through.",
            before,
        )
    )


def only_part(starts: Sequence[datetime], begins: datetime, ends: datetime, zone: tzinfo) -> str:
    """Return that the answer is about a part of the period, because the exchange was started again at *starts*."""
    times = ", ".join(f"{start.astimezone(zone):%H:%M}" for start in starts)
    return str(
        _(
            "The exchange was started again at %(times)s, so this is about %(begins)s to %(ends)s only.",
            times=times,
            begins=f"{begins.astimezone(zone):%H:%M}",
            ends=f"{ends.astimezone(zone):%H:%M}",
        )
    )


def assumptions(recorded: Recorded, group: str, was: Sequence[Wait], would: Sequence[Wait]) -> list[str]:
    """Return what nobody can know, and what was taken instead."""
    talked = {each.call for each in was if each.outcome == TALKED}
    new = sum(1 for each in would if each.outcome == TALKED and each.call not in talked)
    if not new:
        return []
    said = ngettext(
        "%(num)s caller gave up and would have got through. Such a talk is taken to last %(talk)s, as is usual.",
        "%(num)s callers gave up and would have got through. Such a talk is taken to last %(talk)s, as is usual.",
        new,
        talk=length(usual_talk_ms(recorded, group) / 1000),
    )
    rung = _("Phones are taken to ring for %(answer)s.", answer=length(usual_answer_ms(recorded) / 1000))
    return [str(said), str(rung)]


def length(seconds: float) -> str:
    """Return a length such as "3:10" or "1:02:03"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
