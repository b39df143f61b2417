"""Lets every feature ask for the same figures: the wall, Statistics, the list of calls and exports.

``app.figures`` provides them from one definition, ``tally(call)``. A ``Selection`` says which calls are meant; it is
what the chips of a page show and what its URL holds. A ``Question`` asks for measures of it, split or not.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol, TypeVar

from flask_babel import LazyString

from app.port import Port
from app.ports.call_records import CallRecord
from app.ports.currencies import check_currency

Result = TypeVar("Result")

Unit = Literal["calls", "seconds", "minutes", "share", "people", "score", "clock", "money"]
"""What a figure counts. A share is from 0 to 1; "clock" is a time of day in minutes after midnight. "money" has a
currency beside it."""

Better = Literal["more", "less", ""]


@dataclass(frozen=True, slots=True)
class Selection:
    """Says which calls are meant: those that began on the local days *first* to *last*, both included.

    *filters* has for each name of a filter the values of which any will do; filters narrow each other. *period* is the
    preset that was chosen ("today", "yesterday", "7d", "30d", "month", "last_month", "year", "last_year"), "" for
    dates. *compare* is "previous", "year" or "".
    """

    first: date
    last: date
    period: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    compare: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Asks for *measures* of the selected calls, by each value of *splits* (at most two names).

    Of a split without an order of its own, such as callers, there are the *most* values with the greatest first
    measure; None for all of them.
    """

    selection: Selection
    measures: tuple[str, ...]
    splits: tuple[str, ...] = ()
    most: int | None = 2_000


@dataclass(frozen=True, slots=True)
class Quotient:
    """Says that a value is *above*, counted in *unit*, divided by *below*, counted in *per*. *currency* is that of
    *above*, if it is money."""

    above: float
    below: float
    unit: Unit
    per: Unit
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Gives the *values* of the measures for one combination of *keys*; None where there is nothing to divide by.

    *quotients* says how each value came about that is one, None for others.
    """

    keys: tuple[str, ...]
    values: tuple[float | None, ...]
    quotients: tuple[Quotient | None, ...] = field(default=(), compare=False)

    def quotient(self, place: int) -> Quotient | None:
        """Return how the value at *place* came about, None if it is no quotient."""
        return self.quotients[place] if place < len(self.quotients) else None


@dataclass(frozen=True, slots=True)
class Answer:
    """Gives the rows of a question in the natural order of its splits, and *total* for all calls together.

    A total is no sum of rows where one call is in two of them. *compared* is the same for the other period, None if
    none was asked for. *beyond* has the first measure of each row of a single split that is left out because there
    are too many.
    """

    question: Question
    rows: Sequence[Row]
    total: Row
    compared: "Answer | None" = None
    beyond: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class OnWall:
    """Puts a measure of a feature on the wall, as a figure of the day so far called *label*, such as "Cost today".

    *watch* and *act* are the usual thresholds, None for none. *is_default* puts it among the large figures.
    """

    label: LazyString
    watch: float | None = None
    act: float | None = None
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """Defines a figure once. *words* is its definition in a sentence, *formula* how it is reckoned.

    *better* says whether more of it is good ("more"), bad ("less"), or neither (""). *wall* puts a measure of a
    feature on the wall, which knows those of calls itself. *has_calls* says whether calls are behind it, and not only
    the time of people. *currency* is the code (ISO 4217) of money, such as "EUR", and "" for all else.
    """

    name: str
    label: LazyString
    words: LazyString
    formula: LazyString
    unit: Unit
    better: Better
    wall: OnWall | None = None
    has_calls: bool = True
    currency: str = ""

    def __post_init__(self) -> None:
        """Raise BadCurrency for money without a currency, and for a currency of something else."""
        check_currency(self.name, self.unit, self.currency)


@dataclass(frozen=True, slots=True)
class Split:
    """Describes by what figures can be split: "day", "hour", "weekday", "outcome", "group", "employee", ..."""

    name: str
    label: LazyString


@dataclass(frozen=True, slots=True)
class Filter:
    """Describes a filter. *kind* is "choice", "number" (a telephone number), "range" ("10-60" seconds, either end may
    be missing) or "block" ("flow id:block" or "flow id:block:outlet")."""

    name: str
    label: LazyString
    kind: Literal["choice", "number", "range", "block"]


@dataclass(frozen=True, slots=True)
class Chip:
    """Describes one value of a filter as people read it. *is_known* is False if nothing has that name any more."""

    name: str
    value: str
    text: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class CallPage:
    """Gives one page of the IDs of calls, and how many there are in all."""

    calls: Sequence[str]
    total: int


@dataclass(frozen=True, slots=True)
class CallFacts:
    """Gives what figures count of one call, so that a list says of each call what its figure says.

    *outcome* is a value of the split "outcome", *group* and *employee* those to which the call belongs in the end, ""
    for none. *talked_s* is 0 for a call without a talk; both lengths go up to now while the call goes on.
    """

    call: str
    outcome: str
    group: str
    employee: str
    waited_s: float
    talked_s: float


@dataclass(frozen=True, slots=True)
class OutletWays:
    """Says that so many calls left a block by an *outlet*, "" if nobody can tell by which."""

    outlet: str
    calls: int


@dataclass(frozen=True, slots=True)
class BlockWays:
    """Says what calls did at a *block*. Each counts once there, however often it came.

    *stayed_s* is how long a stay was on average, None while none is over; in *hung_up* calls the caller hung up there
    without having talked to anybody.
    """

    block: str
    calls: int
    stayed_s: float | None
    hung_up: int
    outlets: tuple[OutletWays, ...]


@dataclass(frozen=True, slots=True)
class FlowWays:
    """Says what calls did in a flow: what *hung_up* and the blocks say, and by which *programs* they went."""

    calls: int
    hung_up: int
    in_progress: int
    programs: tuple[str, ...]
    blocks: tuple[BlockWays, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Describes a place in a flow: a block, or an outlet of it; with *hung_up* only calls in which the caller hung up
    there. With no block it is anywhere."""

    block: str = ""
    outlet: str = ""
    hung_up: bool = False


class BadSelection(ValueError):
    """Raised for a URL that says no selection. Its text is a sentence for the user, in their language."""


class Then(Protocol):
    """Declares the figures of a local day as they were at a moment of it. They compare with nothing."""

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question about the day."""

    def calls(self, selection: Selection, measure: str, sort: str, offset: int, limit: int) -> CallPage:
        """Return one page of the calls that *measure* counted then, as ``Figures.calls``."""


class Figures(Protocol):
    """Declares the figures of the company in force, and of the groups to which the user is limited."""

    def measures(self) -> Mapping[str, Measure]:
        """Return the measures by name, in the order in which pages offer them."""

    def splits(self) -> Mapping[str, Split]:
        """Return the splits by name."""

    def filters(self) -> Mapping[str, Filter]:
        """Return the filters by name."""

    def selection(self, args: Mapping[str, Sequence[str]], default: str = "7d") -> Selection:
        """Return what a URL asks for: "period" or "from" and "to", "compare", and a parameter for each filter, which
        may come more than once. Raise BadSelection."""

    def args(self, selection: Selection) -> list[tuple[str, str]]:
        """Return the parameters of the URL that says *selection*."""

    def chips(self, selection: Selection) -> list[Chip]:
        """Return the filters as people read them."""

    def label(self, name: str, value: str) -> str:
        """Return what people call a value of the split or filter *name*: "Sales" for the group "sales"."""

    def has(self, name: str, value: str) -> bool:
        """Return whether a filter of the kind "choice" offers this value, or offered it once and any call has it."""

    def choices(self, name: str) -> list[tuple[str, str]]:
        """Return (value, label) of all that a filter of the kind "choice" or "block" offers, in the order to show."""

    def ask(self, question: Question) -> Answer:
        """Return the answer. A period with today in it includes the calls in progress."""

    def consider(self, days: Selection, do: Callable[[Callable[[Question], Answer]], Result]) -> Result:
        """Return what *do* makes of answers to several questions about the same *days*, whose facts are read once. It
        may be called again, and must change nothing."""

    def recount(self, calls: Iterable[CallRecord]) -> Callable[[Question], Answer]:
        """Return what answers questions by *calls* alone, as they are: those of a moment of the past, say. It compares
        with nothing."""

    def at_moment(self, at: datetime, in_progress: Iterable[CallRecord], do: Callable[[Then], Result]) -> Result:
        """Return what *do* makes of the figures of a local day as they were *at* a moment of it. *in_progress* are the
        calls that were then, as they were. *do* may be called again, and must change nothing."""

    def ways(self, selection: Selection, flow_id: int) -> FlowWays:
        """Return what the selected calls did in a flow."""

    def calls_at(self, selection: Selection, flow_id: int, place: Place, most: int) -> CallPage:
        """Return the newest *most* of the selected calls that were at a *place* of a flow, and their total."""

    def calls(self, selection: Selection, measure: str, sort: str, offset: int, limit: int) -> CallPage:
        """Return the calls that *measure* counts in *selection* ("calls" counts each).

        *sort* is "started_at", "waited_s", "talked_s", "caller", "number", "outcome" or "employee", with "-" before it
        for the other order.
        """

    def facts_of(self, calls: Iterable[CallRecord]) -> Mapping[str, CallFacts]:
        """Return the same as ``facts`` of calls that the caller has read already."""

    def count_anew(self, calls: Collection[str]) -> None:
        """Count these calls anew, since a feature says something else of them now (``app.ports.figure_features``)."""

    def facts(self, calls: Collection[str]) -> Mapping[str, CallFacts]:
        """Return what is counted of each of *calls* that there is, by ID."""


figures: Port[Figures] = Port("figures")
