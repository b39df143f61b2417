"""Tells from words such as "average", "who" and "most" which figure is asked for, and by what to split."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.questions.findings import Finding, FoundCue, FoundFilter, FoundLength, FoundMeasure, FoundSplit

RATES = {"answered": "answered_share", "missed": "missed_share", "abandoned": "abandoned_share"}
OF_PEOPLE = ("present", "paused", "away", "do_not_disturb", "wrap_up", "occupancy", "first_call", "last_call")
"""The figures of employees."""

CLOCKS = {"first_call", "last_call"}
"""The figures that say when something was."""

TIMES = ("average_wait", "longest_wait", "average_talk", "longest_talk", "minutes")
"""The figures of which "how long" asks."""

SAID_ENOUGH = frozenset(
    [
        "where",
        "callers",
        "who",
        "whom",
        "which",
        "when",
        "wait",
        "talk",
        "talks",
        "length",
        "most",
        "least",
        "rather",
        "howbusy",
    ]
)
"""The cues that need no others: what they say alone is understood."""

MEANS = ("first_call", "last_call", "rating", "quality", "asa", "aht", "occupancy", "service_level", "answered_share")
"""The figures that are averages anyway."""

NAMED = ("group", "employee", "number", "flow", "tag", "caller", "country")
"""The filters whose values are names."""

WORK = {"answered_share", "missed_share", "service_level", "occupancy", "aht", "asa", "average_talk", "rating"}
"""The figures of which "who" asks for employees: they say how well somebody works."""

BY_PEOPLE = ("answered", "missed")
"""The outcomes of which "who" asks for employees: who missed calls. Callers wait, and give up."""


@dataclass
class Wish:
    """Gathers what cues say. *used* are those that mean something, *without* a filter that became a measure."""

    measure: str = ""
    split: str = ""
    used: set[str] = field(default_factory=set)
    without: str = ""
    is_unanswered: bool = False
    """Whether "nobody" means that calls were not answered."""


@dataclass(frozen=True)
class Cues:
    """Holds the cues of a question, and what else it has."""

    names: tuple[str, ...]
    outcomes: tuple[str, ...]
    has_length: bool
    has_split: bool
    has_person_measure: bool
    beside: str = ""
    """The filter of which several values are named, as in "Sales or Support"."""

    measures: frozenset[str] = frozenset()
    """The figures that are named."""

    is_rated: bool = False
    """Whether calls with a rating are meant: "rate 4 stars" is no answer rate."""

    employees: int = 0
    """How many employees are named. "who" is somebody else, then."""

    is_of_people: bool = False
    """Whether the question is about employees: one is named, or it is split by them."""

    def has(self, *names: str) -> bool:
        """Return whether all these cues are there."""
        return all(name in self.names for name in names)


def wish(findings: Sequence[Finding], has_split: bool) -> Wish:
    """Return what the cues among *findings* say."""
    names = tuple(each.name for each in findings if isinstance(each, FoundCue))
    outcomes = tuple(value for each in findings if _is_outcome(each) for value in each.values)  # type: ignore[union-attr]
    of_people = any(isinstance(each, FoundMeasure) and each.name in OF_PEOPLE for each in findings)
    has_length = any(isinstance(each, FoundLength) for each in findings)
    cues = Cues(
        names,
        outcomes,
        has_length,
        has_split,
        of_people,
        beside=_beside(findings),
        measures=_measures(findings),
        is_rated=any(isinstance(each, FoundFilter) and each.name == "rating" for each in findings),
        employees=_employees(findings),
        is_of_people=_is_of_people(findings),
    )
    found = Wish()
    for combination, measure in MEASURES:
        if not found.measure and cues.has(*combination):
            found.measure = measure
            found.used |= set(combination)
    if found.measure in TIMES:
        found.used.add("howlong")
    for rule in READINGS:
        rule(cues, found)
    found.used |= SAID_ENOUGH
    if has_split or found.split or any(isinstance(each, FoundMeasure) and each.name in MEANS for each in findings):
        found.used.add("average")
    return found


MEASURES = (
    (("average", "wait"), "average_wait"),
    (("longest", "wait"), "longest_wait"),
    (("most", "wait"), "longest_wait"),
    (("howlong", "wait"), "average_wait"),
    (("average", "talk"), "average_talk"),
    (("average", "length"), "average_talk"),
    (("howlong", "length"), "average_talk"),
    (("howlong", "talk"), "minutes"),
    (("who", "most", "talk"), "minutes"),
    (("when", "begin"), "first_call"),
    (("when", "finish"), "last_call"),
    (("longest", "talk"), "longest_talk"),
    (("minutes",), "minutes"),
    (("longest",), "longest_talk"),
    (("howlong",), "average_talk"),
    (("talks",), "answered"),
)
"""Pairs cues that stand together with the measure that they ask for. The first that fits counts."""


def _beside(findings: Sequence[Finding]) -> str:
    names = [each.name for each in findings if isinstance(each, FoundFilter)]
    return next((name for name in NAMED if names.count(name) > 1), "")


def _measures(findings: Sequence[Finding]) -> frozenset[str]:
    return frozenset(each.name for each in findings if isinstance(each, FoundMeasure))


def _employees(findings: Sequence[Finding]) -> int:
    named = (each.values for each in findings if isinstance(each, FoundFilter) and each.name == "employee")
    return sum(map(len, named))


def _is_of_people(findings: Sequence[Finding]) -> bool:
    return any(isinstance(each, FoundFilter | FoundSplit) and each.name == "employee" for each in findings)


def _is_outcome(finding: Finding) -> bool:
    return isinstance(finding, FoundFilter) and finding.name == "outcome"


def _rate(cues: Cues, found: Wish) -> None:
    """Read "answer rate": the share of answered calls is no figure of answered calls."""
    outcome = cues.outcomes[0] if cues.outcomes else "answered"
    if cues.has("rate") and not found.measure and not (cues.is_rated and not cues.outcomes) and outcome in RATES:
        found.measure, found.without = RATES[outcome], "outcome" if cues.outcomes else ""
        found.used.add("rate")


def _how_busy(cues: Cues, found: Wish) -> None:
    """Read "how busy is each of my people"; "how busy are we" asks for calls."""
    if cues.has("howbusy") and (cues.is_of_people or cues.has("rate")) and not found.measure:
        found.measure = "occupancy"
        found.used.add("rate")


def _rather(cues: Cues, found: Wish) -> None:
    """Read "Sales or Support, who has more", and "Sales better than Support"."""
    is_asked = cues.has("rather") and (cues.has("who") or cues.has("which"))
    if cues.beside and (is_asked or cues.has("than")):
        found.used.add("than")
        found.split = "" if cues.has_split else cues.beside


def _until_given_up(cues: Cues, found: Wish) -> None:
    """Read "how long before people hang up"."""
    if cues.has("howlong") and "abandoned" in cues.outcomes and "wait" not in cues.names:
        found.measure = "average_wait"


def _nobody(cues: Cues, found: Wish) -> None:
    """Read "nobody picks up at noon", whatever stands between the words."""
    if cues.has("nobody") and "answered" in cues.outcomes:
        found.is_unanswered = True
        found.used.add("nobody")


def _lonely_wait(cues: Cues, found: Wish) -> None:
    """Read "wait times of support", but not "hung up while waiting"."""
    if cues.has("wait") and not (found.measure or cues.has_length or cues.outcomes):
        found.measure = "average_wait"


def _lonely_length(cues: Cues, found: Wish) -> None:
    if cues.has("length") and not (found.measure or cues.has_length):
        found.measure = "average_talk"


def _who(cues: Cues, found: Wish) -> None:
    if not cues.has("who") or cues.has_split or found.split:
        return
    if cues.employees == 1:
        found.split = "caller"
        return
    if (
        any(outcome in BY_PEOPLE for outcome in cues.outcomes)
        or cues.measures & WORK
        or cues.has("talk")
        or cues.has("talks")
        or cues.has_person_measure
    ):
        found.split = "employee"
    elif cues.has("most") or cues.has("longest"):
        found.split = "caller"


def _whom(cues: Cues, found: Wish) -> None:
    if cues.has("whom") and not cues.has_split:
        found.split = "caller"


def _callers(cues: Cues, found: Wish) -> None:
    """Read "customers that hung up most"."""
    if cues.has("callers", "most") and not cues.has_split and not found.split:
        found.split = "caller"


def _where(cues: Cues, found: Wish) -> None:
    """Read "where do the calls come from"."""
    if cues.has("where", "comefrom") and not cues.has_split:
        found.split = "country"
        found.used.add("comefrom")


def _lately(cues: Cues, found: Wish) -> None:
    """Read "when did Northgate last call": days say it, and no hour of the day does."""
    if cues.has("when", "lately") and not cues.has_split and not found.measure:
        found.split = "day"
        found.used.add("lately")


def _when(cues: Cues, found: Wish) -> None:
    if (
        cues.has("when")
        and not cues.measures & CLOCKS
        and not cues.has_split
        and not found.split
        and found.measure not in OF_PEOPLE
    ):
        found.split = "hour"


READINGS: tuple[Callable[[Cues, Wish], None], ...] = (
    _until_given_up,
    _how_busy,
    _rate,
    _nobody,
    _lonely_wait,
    _lonely_length,
    _rather,
    _who,
    _whom,
    _callers,
    _where,
    _lately,
    _when,
)
"""What cues can say together, in the order in which it is tried."""
