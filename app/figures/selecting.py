"""Reads what a URL asks for, and writes it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from flask_babel import gettext as _

from app.company.service import own_company
from app.db import now
from app.figures.dimensions import dimensions
from app.figures.dimensions.dimension import Dimension
from app.figures.periods import COMPARED, PERIODS, days_of
from app.figures.registered import hidden_splits
from app.figures.view import TEST
from app.ports.figures import BadSelection, Chip, Selection

MOST_VALUES = 200
"""So many values of one filter, since each is a chip with a link that has all others."""

EARLIEST, LATEST = date(1970, 1, 2), date(2900, 1, 1)


def filters() -> dict[str, Dimension]:
    """Return the dimensions by which calls can be filtered in the company in force, by name."""
    hidden = hidden_splits()
    return {name: each for name, each in dimensions().items() if each.filter and name not in hidden}


def splits() -> dict[str, Dimension]:
    """Return the dimensions by which figures can be split in the company in force, by name."""
    hidden = hidden_splits()
    return {name: each for name, each in dimensions().items() if each.is_split and name not in hidden}


def today() -> date:
    """Return the day on which it is now, by the company's clock."""
    return now().astimezone(own_company().clock).date()


def selection(args: Mapping[str, Sequence[str]], default: str = "7d") -> Selection:
    """Return what a URL asks for. Raise BadSelection."""
    first, last, period = _days(args, default)
    compare = _last(args, "compare")
    if compare not in ("", *COMPARED):
        raise BadSelection(_("There is no comparison called “%(name)s”.", name=compare))
    return Selection(first, last, period, _filters(args), compare)


def _days(args: Mapping[str, Sequence[str]], default: str) -> tuple[date, date, str]:
    begins, ends, period = _last(args, "from"), _last(args, "to"), _last(args, "period")
    if not begins and not ends:
        name = period or default
        if name not in PERIODS:
            raise BadSelection(_("There is no period called “%(name)s”.", name=name))
        return *days_of(name, today()), name
    first = _date(begins or ends)
    last = _date(ends) if ends else max(first, today())
    if last < first:
        raise BadSelection(_("The period ends before it begins. Choose a later last day."))
    return first, last, ""


def _date(text: str) -> date:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        raise BadSelection(_("“%(value)s” is no day. Write it like 2026-10-31.", value=text)) from None
    if not EARLIEST <= found <= LATEST:
        raise BadSelection(_("There can be no calls on %(day)s.", day=found.isoformat()))
    return found


def _last(args: Mapping[str, Sequence[str]], name: str) -> str:
    values = args.get(name) or ("",)
    return values[-1].strip()


def _filters(args: Mapping[str, Sequence[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found, known = [], filters()
    for name in sorted(args.keys() & {*known, TEST}):
        read = known[name].read if name in known else str
        values = tuple(dict.fromkeys(map(read, args[name])))
        if name == TEST and values != ("1",):
            continue
        if len(values) > MOST_VALUES:
            label = known[name].label
            raise BadSelection(_("Choose at most %(most)s values of “%(filter)s”.", most=MOST_VALUES, filter=label))
        if values:
            found.append((name, values))
    return tuple(found)


def args_of(chosen: Selection) -> list[tuple[str, str]]:
    """Return the parameters of the URL that says *chosen*."""
    days = [("period", chosen.period)] if chosen.period else []
    if not chosen.period:
        days = [("from", chosen.first.isoformat()), ("to", chosen.last.isoformat())]
    compare = [("compare", chosen.compare)] if chosen.compare else []
    return [*days, *compare, *((name, value) for name, values in chosen.filters for value in values)]


def chips(chosen: Selection) -> list[Chip]:
    """Return the filters as people read them."""
    return [_chip(name, value) for name, values in chosen.filters for value in values]


def _chip(name: str, value: str) -> Chip:
    text = text_of(name, value)
    return Chip(name, value, value if text is None else text, text is not None)


def text_of(name: str, value: str) -> str | None:
    """Return what people call a value of a filter or split, None if nothing has that name any more."""
    if name == TEST:
        return str(_("with blocked and test calls"))
    return dimensions()[name].text(value) if name in dimensions() else None


def days_in(chosen: Selection) -> tuple[int, int]:
    """Return the ordinals of the first and the last day, which has not come later than tomorrow."""
    return chosen.first.toordinal(), min(chosen.last, today() + timedelta(days=1)).toordinal()
