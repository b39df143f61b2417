"""Measures of waits and talks."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.figures.at_once import AtOnce
from app.figures.measures.by_targets import named
from app.figures.measures.defined import defined
from app.figures.measures.rows import answered_waits, asked, column, in_time, talks, waits
from app.figures.reckoning import Count, Highest, Ratio, Total

MEASURES = (
    defined(
        "service_level",
        _("Service level"),
        named(
            lambda targets: gettext(
                "How many of those who wanted somebody were answered within %(seconds)s s. Callers who hung up in the "
                "menu don't count.",
                seconds=targets.in_time_s,
            )
        ),
        named(
            lambda targets: gettext(
                "answered within %(seconds)s s / (answered + missed + voicemail + call-back promised + abandoned)",
                seconds=targets.in_time_s,
            )
        ),
        Ratio(Count(in_time), Count(asked)),
        "share",
        "more",
    ),
    defined(
        "minutes",
        _("Minutes"),
        _("How long people talked, in all. Ringing and waiting don't count."),
        _("sum of all talks in minutes"),
        Total(talks, column("talked_ms"), 60_000.0),
        "minutes",
    ),
    defined(
        "average_wait",
        _("Average wait"),
        _(
            "How long callers waited on average, from when somebody was first asked for until an answer, or until they "
            "gave up."
        ),
        _("sum of all waits / number of waits"),
        Ratio(Total(waits, column("waited_ms")), Count(waits), "seconds"),
        "seconds",
        "less",
    ),
    defined(
        "asa",
        _("Average speed of answer"),
        _("How long those who were answered had waited on average."),
        _("sum of the waits of answered calls / number of answered calls that waited"),
        Ratio(Total(answered_waits, column("waited_ms")), Count(answered_waits), "seconds"),
        "seconds",
        "less",
    ),
    defined(
        "longest_wait",
        _("Longest wait"),
        _("The longest that anybody waited, whether they were answered or not."),
        _("greatest length of a wait"),
        Highest(waits, column("waited_ms")),
        "seconds",
        "less",
    ),
    defined(
        "average_talk",
        _("Average talk"),
        _("How long a talk took on average."),
        _("sum of all talks / number of talks"),
        Ratio(Total(talks, column("talked_ms")), Count(talks), "seconds"),
        "seconds",
    ),
    defined(
        "longest_talk",
        _("Longest talk"),
        _("The longest of all talks."),
        _("greatest length of a talk"),
        Highest(talks, column("talked_ms")),
        "seconds",
    ),
    defined(
        "peak",
        _("Most calls at once"),
        _("The greatest number of calls that there were at the same time."),
        _("most calls in progress at any moment"),
        AtOnce(100),
    ),
    defined(
        "peak_p95",
        _("Usual peak"),
        _("How many calls there were at the same time in 95 of 100 cases, or fewer, whenever a call began."),
        _("number of calls in progress that 95 of 100 calls do not exceed as they begin"),
        AtOnce(95),
    ),
)
