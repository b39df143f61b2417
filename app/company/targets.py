"""Says what a company wants to reach: how soon its callers are to be answered, and when a wait is too long.

A figure is reckoned by the targets of today, for past days too: otherwise two weeks could not be compared once somebody
has changed a target between them.
"""

from dataclasses import dataclass

MOST_S = 3600


@dataclass(frozen=True, slots=True)
class Targets:
    """Holds the targets of a company, in seconds.

    Who is answered within *in_time_s* is answered in time. Who hangs up in a queue before *abandoned_after_s* has not
    really waited. A queue is to be watched once somebody has waited for *watch_s*, and is red from *act_s* on.
    """

    in_time_s: int = 20
    abandoned_after_s: int = 5
    watch_s: int = 30
    act_s: int = 60


USUAL = Targets()
"""The targets of a company that has not set any."""
