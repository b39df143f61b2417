"""Lets features show a figure of their own on the wall, such as the balance."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from flask_babel import LazyString

from app.port import Registry
from app.ports.currencies import check_currency
from app.ports.waking import wake

Unit = Literal["calls", "seconds", "minutes", "share", "people", "channels", "money", "score", "clock"]


@dataclass(frozen=True, slots=True)
class Shown:
    """Describes what a figure shows now. *value* is None where there is nothing to divide by.

    *of* is the number of which the value is part. *since* is when what it measures began. *parts* are other numbers of
    it by name, *text* is the line of words below, and *href* the page with what is behind it. *filled* has the
    numbers of its formula, such as "412 of 480", to which the page adds the value; "" if there is nothing to add to.
    """

    value: float | None
    text: str = ""
    of: float | None = None
    parts: Mapping[str, float | None] = field(default_factory=dict)
    since: datetime | None = None
    usual: float | None = None
    href: str = ""
    filled: str = ""


@dataclass(frozen=True, slots=True)
class WallFigure:
    """Describes a figure of the wall. *words* is its definition in a sentence, *formula* how it is reckoned.

    *watch* and *act* are the usual thresholds, None for none. *judged* says what is compared with them: the value, or
    the seconds since ``Shown.since``. *is_default* puts it among the large figures unless the user has chosen others.
    One that *is_measure* shows the measure of this name, which says what it means. *currency* is that of money, as with
    a measure.
    """

    name: str
    label: LazyString
    words: LazyString
    formula: LazyString
    unit: Unit
    better: Literal["more", "less", ""]
    watch: float | None = None
    act: float | None = None
    judged: Literal["value", "since"] = "value"
    is_default: bool = False
    is_measure: bool = False
    currency: str = ""

    def __post_init__(self) -> None:
        """Raise BadCurrency for money without a currency, and for a currency of something else."""
        check_currency(self.name, self.unit, self.currency)

    @property
    def has_target(self) -> bool:
        """Return whether there is a usual threshold."""
        return self.watch is not None or self.act is not None


@dataclass(frozen=True, slots=True)
class MoreFigure:
    """Adds a figure of a feature. *show* is called in the scope of the company and the groups, and may look at the
    database; None hides the figure there."""

    figure: WallFigure
    show: Callable[[], Shown | None]


more_figures: Registry[MoreFigure] = Registry("figures of features", key=lambda each: each.figure.name)


def look_again(company_ids: Iterable[int]) -> None:
    """Let the walls of these companies show what has changed, in all processes, once the transaction is committed."""
    wake(str(each) for each in company_ids)


def company_of(word: str) -> int | None:
    """Return the company whose walls are to look again by a wake-up; None for one of something else."""
    return int(word) if word.isdigit() else None
