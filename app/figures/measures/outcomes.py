"""Measures of what became of calls."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.figures.called_back import never_called_back
from app.figures.measures.by_targets import named
from app.figures.measures.defined import defined
from app.figures.measures.rows import answered, calls, left_out, missed, recorded, wanted, with_outcome
from app.figures.reckoning import Count, Ratio

MEASURES = (
    defined(
        "calls",
        _("Calls"),
        _("All calls, each one once, however many phones it rang. Blocked calls and test calls are left out."),
        _("number of calls"),
        Count(calls),
    ),
    defined(
        "answered",
        _("Answered"),
        _("Calls in which somebody talked with the caller. Of groups and employees, those that they answered."),
        _("number of calls with a talk"),
        Count(answered),
        better="more",
    ),
    defined(
        "answered_share",
        _("Share answered"),
        _("How many of the callers who were to be talked with got somebody."),
        _("answered / (answered + missed + voicemail + call-back promised + abandoned)"),
        Ratio(Count(answered), Count(wanted)),
        "share",
        "more",
    ),
    defined(
        "missed",
        _("Missed"),
        _("Calls that rang somebody or waited, and that nobody answered. Of employees, those that rang them in vain."),
        _("number of calls that nobody answered"),
        Count(missed),
        better="less",
    ),
    defined(
        "abandoned",
        _("Abandoned"),
        named(
            lambda targets: gettext(
                "Calls whose callers hung up after they had waited in a queue for at least %(seconds)s s.",
                seconds=targets.abandoned_after_s,
            )
        ),
        named(
            lambda targets: gettext(
                "number of calls given up in a queue after %(seconds)s s or more", seconds=targets.abandoned_after_s
            )
        ),
        Count(with_outcome("abandoned")),
        better="less",
    ),
    defined(
        "never_called_back",
        _("Missed, never called back"),
        _(
            "Missed and abandoned calls from outside, and those with a promised call-back, if nobody has talked with "
            "the caller since. Withheld numbers are left out."
        ),
        _("number of calls that nobody answered, without those whose caller somebody has talked with since"),
        Count(never_called_back),
        better="less",
    ),
    defined(
        "voicemail",
        _("Voicemail"),
        _("Calls that nobody answered and in which the caller left a message."),
        _("number of calls with a message"),
        Count(with_outcome("voicemail")),
    ),
    defined(
        "callback",
        _("Call-backs promised"),
        _("Calls whose callers hung up because they are to be called back."),
        _("number of calls with a promised call-back"),
        Count(with_outcome("callback")),
    ),
    defined(
        "menu",
        _("Ended in the menu"),
        named(
            lambda targets: gettext(
                "Calls that ended before anybody was asked for, or before %(seconds)s s of waiting in a queue.",
                seconds=targets.abandoned_after_s,
            )
        ),
        _("number of calls that asked for nobody"),
        Count(with_outcome("menu")),
    ),
    defined(
        "not_reached",
        _("Nobody reached"),
        _("Calls to outside, and call-backs, that nobody answered there."),
        _("number of calls to outside without a talk"),
        Count(with_outcome("not_reached")),
        better="less",
    ),
    defined(
        "refused",
        _("Refused"),
        _("Calls that the exchange did not take: the number leads nowhere, or there was no room."),
        _("number of refused calls"),
        Count(with_outcome("refused")),
        better="less",
    ),
    defined(
        "blocked",
        _("Blocked"),
        _("Calls of blocked callers. Other figures leave them out."),
        _("number of blocked calls"),
        Count(left_out("blocked")),
    ),
    defined(
        "test",
        _("Test calls"),
        _("Calls by which somebody tried a drawing. Other figures leave them out."),
        _("number of test calls"),
        Count(left_out("test")),
    ),
    defined(
        "recorded",
        _("Recorded"),
        _("Calls in which a talk was recorded."),
        _("number of recorded calls"),
        Count(recorded),
    ),
)
