"""Measures of what employees do."""

from flask_babel import lazy_gettext as _

from app.figures.at_work import TimeIn
from app.figures.duty import AT_WORK
from app.figures.measures.defined import defined
from app.figures.measures.rows import (
    answered_by_people,
    begun_minute,
    column,
    not_taken,
    offers,
    talks,
    talks_of_people,
)
from app.figures.reckoning import Count, Highest, Ratio, Sum, Total

MEASURES = (
    defined(
        "offers",
        _("Offers"),
        _("How often a phone of an employee rang. One call may ring many."),
        _("number of times an employee’s phone rang"),
        Count(offers),
    ),
    defined(
        "not_taken",
        _("Not taken"),
        _(
            "How often an employee’s phone rang and they didn’t take the call. Somebody who was slower than a "
            "colleague has missed nothing."
        ),
        _("number of times an employee’s phone rang in vain"),
        Count(not_taken),
        better="less",
    ),
    defined(
        "aht",
        _("Average handling time"),
        _("How long employees were busy with an answered call on average: talk and wrap-up."),
        _("(sum of all talks + sum of all wrap-ups) / number of answered calls"),
        Ratio(
            Sum(Total(talks_of_people, column("talked_ms")), TimeIn(("wrap_up",))), Count(answered_by_people), "seconds"
        ),
        "seconds",
    ),
    defined(
        "at_work",
        _("At work"),
        _("How long employees were signed in: a phone of theirs was connected, and they were not away."),
        _("sum of the time with a connected phone, without the time away"),
        TimeIn(AT_WORK),
        "seconds",
    ),
    defined(
        "paused",
        _("Paused"),
        _("How long employees had paused. Whoever paused in a wrap-up has ended the wrap-up."),
        _("sum of all pauses"),
        TimeIn(("paused",)),
        "seconds",
    ),
    defined(
        "away",
        _("Away"),
        _("How long employees said that they were away, with a phone connected."),
        _("sum of the time away"),
        TimeIn(("away",)),
        "seconds",
    ),
    defined(
        "do_not_disturb",
        _("Do not disturb"),
        _("How long employees wanted not to be disturbed."),
        _("sum of the time with do not disturb"),
        TimeIn(("do_not_disturb",)),
        "seconds",
    ),
    defined(
        "not_connected",
        _("Not connected"),
        _("How long no phone of an employee was connected."),
        _("sum of the time without a connected phone"),
        TimeIn(("not_connected",)),
        "seconds",
    ),
    defined(
        "wrap_up",
        _("Wrap-up"),
        _("How long queues left employees alone after a talk, to write notes."),
        _("sum of all wrap-ups"),
        TimeIn(("wrap_up",)),
        "seconds",
    ),
    defined(
        "occupancy",
        _("Occupancy"),
        _("How much of the time at work employees talked or had a wrap-up."),
        _("(talk + wrap-up) / signed-in time"),
        Ratio(
            Sum(Total(talks_of_people, column("talked_ms")), TimeIn(("wrap_up",))),
            TimeIn(AT_WORK),
            "seconds",
            "seconds",
        ),
        "share",
    ),
    defined(
        "first_call",
        _("First call"),
        _("When the first call with a talk began, by the clock of the company."),
        _("earliest time of day of a call with a talk"),
        Highest(talks, begun_minute, per=1.0, is_least=True),
        "clock",
    ),
    defined(
        "last_call",
        _("Last call"),
        _("When the last call with a talk began, by the clock of the company."),
        _("latest time of day of a call with a talk"),
        Highest(talks, begun_minute, per=1.0),
        "clock",
    ),
)
