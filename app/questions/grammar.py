"""Holds the rules of questions: which kinds of items, in which order, mean what. German and English share them.

The kinds are those of the tables in ``app.questions.english`` and ``app.questions.german``.
"""

from collections.abc import Callable

from app.questions import days
from app.questions.days import Days
from app.questions.findings import (
    Finding,
    FoundCompare,
    FoundCue,
    FoundDays,
    FoundFilter,
    FoundLength,
    FoundMeasure,
    FoundNothing,
    FoundSplit,
)
from app.questions.grammar_of_calling import BETWEEN, CALLING
from app.questions.grammar_of_days import COMPARABLE, DAYS, MONTHS, ORDINALS, YEARS
from app.questions.grammar_of_judging import JUDGED
from app.questions.grammar_of_ranges import RANGES
from app.questions.grammar_of_times import (
    AFTERNOON,
    BARE,
    CLOCKS,
    HOURS,
    INTS,
    LENGTHS,
    PARTS_OF_HOUR,
    RANGES_OF_LENGTHS,
)
from app.questions.parameters import FILTERS, HOURS_FILTER, TALKED_FILTER, WAITED_FILTER, WEEKDAY_FILTER
from app.questions.parsing import Parse, Rule, Rules
from app.questions.telephone import telephone
from app.questions.vocabulary import Thing


def _days(_parse: Parse, found: Days) -> FoundDays:
    return FoundDays(found)


def _in_part(parse: Parse, moment: str) -> list[FoundDays | FoundFilter]:
    ago, hours = moment.split(",")
    day = days.spans_ago("day", -int(ago), parse.today)
    return [FoundDays(day), FoundFilter(HOURS_FILTER, (hours,))]


def _today_part(parse: Parse, hours: str) -> list[FoundDays | FoundFilter]:
    return [FoundDays(days.preset("today", parse.today)), FoundFilter(HOURS_FILTER, (hours,))]


def _since_clock(parse: Parse, clock: int) -> list[FoundDays | FoundFilter]:
    hours = FoundFilter(HOURS_FILTER, (f"{clock // 60:02}-24",))
    return [FoundDays(days.preset("today", parse.today)), hours]


def _hours(_parse: Parse, hours: str) -> FoundFilter:
    return FoundFilter(HOURS_FILTER, (hours,))


def _other_hours(_parse: Parse, hours: str) -> FoundFilter:
    """Return "outside 8-18", which goes on until the next morning."""
    begin, end = hours.split("-")
    return FoundFilter(HOURS_FILTER, (f"{'00' if end == '24' else end}-{'24' if begin == '00' else begin}",))


def _first_call(parse: Parse, nth: str, things: list[Thing]) -> list[Finding] | None:
    """Return "the first Italian call"."""
    named = _named(parse, things)
    return [named, FoundMeasure("first_call")] if named and nth == "1" else None


def _last_call(parse: Parse, things: list[Thing]) -> list[Finding] | None:
    named = _named(parse, things)
    return [named, FoundMeasure("last_call")] if named else None


def _who_in(parse: Parse, cue: str, things: list[Thing]) -> list[Finding] | None:
    """Return "who in Sales", which asks for employees."""
    named = _named(parse, things)
    return [FoundSplit("employee"), named] if cue == "who" and named else None


def _weekdays(_parse: Parse, names: str) -> FoundFilter:
    return FoundFilter(WEEKDAY_FILTER, tuple(names.split(",")))


def _workdays(parse: Parse, first: str, last: str) -> FoundFilter | None:
    """Return "Monday to Friday", which means each week. Other weekdays so are days of one week."""
    return _weekdays(parse, "mon,tue,wed,thu,fri") if (first, last) == ("mon", "fri") else None


def _weekend(parse: Parse, span: str) -> FoundFilter | None:
    return _weekdays(parse, "sat,sun") if span == "weekend" else None


def _length(_parse: Parse, found: tuple[int | None, int | None] | tuple[int | None, int | None, bool]) -> FoundLength:
    return FoundLength(*found)


def _filter_named(name: str) -> Callable[[Parse, str], FoundFilter]:
    def make(_parse: Parse, values: str) -> FoundFilter:
        return FoundFilter(name, tuple(values.split(",")))

    return make


def _named(parse: Parse, things: list[Thing], kind: str = "") -> FoundFilter | None:
    """Return the filter that things of one name are for: of several, the first in the order of FILTERS, others last."""
    ranks = {name: rank for rank, name in enumerate(FILTERS)}
    kinds = sorted({thing.filter for thing in things}, key=lambda name: (ranks.get(name, len(ranks)), name))
    if kind and kind not in kinds:
        return None
    name = kind or kinds[0]
    return FoundFilter(name, tuple(thing.value for thing in things if thing.filter == name))


def _both_named(parse: Parse, one: list[Thing], other: list[Thing]) -> list[FoundFilter | None]:
    return [_named(parse, one), _named(parse, other)]


def _noun_named(parse: Parse, noun: str, things: list[Thing]) -> FoundFilter | None:
    return _named(parse, things, noun)


def _to_country(parse: Parse, things: list[Thing]) -> list[FoundFilter | None]:
    return [FoundFilter("direction", ("out",)), _named(parse, things, "country")]


def _from_country(parse: Parse, things: list[Thing]) -> list[FoundFilter | None]:
    return [FoundFilter("direction", ("in",)), _named(parse, things, "country")]


def _extension(parse: Parse, digits: str) -> FoundFilter | None:
    """Return the filter for an employee's extension or another number that the company has."""
    if len(digits) < 2:
        return None
    found = [each for each in parse.vocabulary.things if each.value == digits and each.filter in ("employee", "number")]
    return FoundFilter(found[0].filter, (digits,)) if found else None


def _noun_extension(parse: Parse, _noun: str, digits: str) -> FoundFilter | None:
    return _extension(parse, digits)


def _telephone(parse: Parse, written: str) -> FoundFilter:
    return FoundFilter(*telephone(written, parse.vocabulary))


def _not(_parse: Parse, found: FoundFilter) -> FoundFilter | FoundMeasure | None:
    if (found.name, found.values) == CALLBACK:
        return FoundMeasure("never_called_back")
    return FoundFilter(found.name, found.values, is_not=True) if found.name in CLOSED else None


def _not_by_us(parse: Parse, cue: str, found: FoundFilter) -> list[Finding] | None:
    """Return "who didn't we answer", which asks for callers."""
    opposite = _not(parse, found)
    return [FoundCue("whom"), opposite] if cue in ("who", "whom") and opposite else None


def _not_by(parse: Parse, things: list[Thing], found: FoundFilter) -> list[Finding] | None:
    """Return "didn't Ben answer"."""
    employee, opposite = _named(parse, things), _not(parse, found)
    return [employee, opposite] if employee and opposite else None


def _compared_days(parse: Parse, found: Days) -> FoundDays:
    return FoundDays(found, is_compared=True)


def _previous(_parse: Parse, *_captured: object) -> FoundCompare:
    return FoundCompare("previous")


def _one_and_other(_parse: Parse, one: Days, other: Days) -> list[FoundDays]:
    return [FoundDays(one), FoundDays(other, is_compared=True)]


def _beside(_parse: Parse) -> FoundCompare:
    return FoundCompare("")


def _split(_parse: Parse, *names: str) -> FoundSplit:
    return FoundSplit(names[-1])


def _split_by_kind(_parse: Parse, name: str) -> FoundSplit | None:
    """Return "by wait", which has no noun of its own."""
    return FoundSplit(BY_KIND[name]) if name in BY_KIND else None


def _compared_nouns(parse: Parse, noun: str) -> FoundSplit | None:
    """Return "groups compared". "new callers against returning ones" compares no callers."""
    return None if noun == "caller" else _split(parse, noun)


def _beside_others(_parse: Parse, things: list[Thing], noun: str) -> FoundSplit | None:
    """Return "compare Mira to the team": all of her kind beside each other."""
    kinds = {thing.filter for thing in things} & {"employee", "group"}
    return FoundSplit(sorted(kinds)[0]) if kinds and noun in ("employee", "group") else None


def _two_splits(_parse: Parse, first: str, second: str) -> list[FoundSplit]:
    return [FoundSplit(name) for name in (first, second)]


def _most_noun(parse: Parse, cue: str, noun: str) -> FoundSplit | None:
    return FoundSplit(noun, is_vague=True) if cue in ("most", "least") else None


def _which_noun(parse: Parse, cue: str, noun: str) -> FoundSplit | None:
    return _split(parse, noun) if cue == "which" else None


def _nothing(_parse: Parse, *_captured: object) -> FoundNothing:
    return FoundNothing()


def _nothing_alone(_parse: Parse, noun: str) -> FoundNothing | None:
    """Let "the sales team" be Sales: its noun says nothing more. "the hour" says something that isn't understood."""
    return FoundNothing() if noun in SILENT_NOUNS else None


CALLBACK = ("outcome", ("callback",))
"""What somebody asked for who has not got it, in "no call back yet"."""

BY_KIND = {
    "wait": WAITED_FILTER,
    "talk": TALKED_FILTER,
    "length": TALKED_FILTER,
    "rating": "rating",
    "quality": "quality",
}
"""Gives the splits by what is else the beginning of a figure."""

SILENT_NOUNS = ("group", "employee", "caller", "number", "tag")

CLOSED = ("outcome", "direction", WEEKDAY_FILTER, "recorded", "known")
"""The filters of which all values are known, so that "not" means all others."""

FILTER_RULES = tuple(
    Rule(name, _filter_named(name))
    for name in ("outcome", "direction", "known", "recorded", "quality", "rating", "caller")
)

TOP = (
    *CALLING,
    Rule("moment", _in_part),
    Rule("weekday to weekday", _workdays),
    Rule("weekday and? so", lambda parse, name: _weekdays(parse, f"{name},sun")),
    Rule("RANGE", _days),
    Rule("HOURS", _hours),
    Rule("outside|not HOURS", _other_hours),
    Rule("since at? CLOCK", _since_clock),
    Rule("weekdays", _weekdays),
    Rule("span", _weekend),
    Rule("last INT unit", lambda _parse, *_captured: FoundCue("recent")),
    Rule("LENGTHS", _length),
    Rule("noun @", _noun_named),
    Rule("into @country", _to_country),
    Rule("outof @country", _from_country),
    Rule("@", _named),
    Rule("between @ and|to @", _both_named),
    Rule("noun int", _noun_extension),
    Rule("int", _extension),
    Rule("phone", _telephone),
    Rule("FILTER", lambda _parse, found: found),
    Rule("not FILTER", _not),
    Rule("not pronoun FILTER", _not),
    Rule("cue not pronoun FILTER", _not_by_us),
    Rule("not @employee FILTER", _not_by),
    Rule("@block heard", _named),
    Rule("not @", lambda parse, things: None),
    Rule("versus|than compare", lambda _parse, name: FoundCompare(name)),
    Rule("comparing", lambda _parse, name: FoundCompare(name)),
    Rule("versus|than RANGE", _compared_days),
    Rule("more|less COMPARABLE", _compared_days),
    Rule("weekday prior", lambda _parse, _weekday: FoundCue("weekday prior")),
    Rule("versus|than month prior", lambda _parse, _month: FoundCompare("year")),
    Rule("versus|than INT? span prior", _previous),
    Rule("versus|than prior INT? span", _previous),
    Rule("versus|than prior", _previous),
    Rule("versus|than last int?", _previous),
    Rule("compare", lambda _parse, name: FoundCompare(name)),
    Rule("versus", _beside),
    Rule("beside", _beside),
    Rule("beside DAYS to|and|versus|glue RANGE", _one_and_other),
    Rule("than", lambda _parse: FoundCue("than")),
    Rule("split", _split),
    Rule("by|sortedby noun", _split),
    Rule("by cue|measure", _split_by_kind),
    Rule("by recorded", lambda _parse, _which: FoundSplit("recorded")),
    Rule("beside noun", _split),
    Rule("beside @ to|versus|into|and noun", _beside_others),
    Rule("@ versus noun", _beside_others),
    Rule("noun beside|versus", _compared_nouns),
    Rule("by noun and|by noun", _two_splits),
    Rule("cue INT noun", lambda parse, cue, _count, noun: _most_noun(parse, cue, noun)),
    Rule("after cue", lambda _parse, name: FoundCue(name)),
    Rule("cue noun", _most_noun),
    Rule("INT cue noun", lambda parse, _count, cue, noun: _most_noun(parse, cue, noun)),
    Rule("this part", _today_part),
    Rule("cue noun", _which_noun),
    Rule("cue cue noun", lambda parse, _one, cue, noun: _most_noun(parse, cue, noun)),
    Rule("measure", lambda _parse, name: FoundMeasure(name)),
    Rule("nth @ callnoun", _first_call),
    Rule("last @ callnoun", _last_call),
    Rule("last cue", lambda _parse, cue: [FoundCue("talk"), FoundCue(cue)] if cue == "average" else None),
    Rule("recorded or not", lambda _parse, _which: FoundSplit("recorded")),
    Rule("after @flow|@block", _named),
    Rule("star", lambda _parse: FoundMeasure("rating")),
    Rule("cue @group", _who_in),
    Rule("plural", lambda _parse, noun: FoundSplit(noun, is_vague=True)),
    Rule("cue", lambda _parse, name: FoundCue(name)),
    *JUDGED,
    Rule("filler", _nothing),
    Rule("glue", _nothing),
    Rule("and", _nothing),
    Rule("into", _nothing),
    Rule("outof", _nothing),
    Rule("noun", _nothing_alone),
)
"""The rules of a whole question. Of those that fit the most words, the first counts."""

RULES: Rules = {
    "TOP": TOP,
    "FILTER": (*FILTER_RULES, Rule("weekdays", _weekdays), Rule("weekday", _weekdays), Rule("span", _weekend)),
    "RANGE": RANGES,
    "BETWEEN": BETWEEN,
    "DAYS": DAYS,
    "HOURS": HOURS,
    "CLOCK": CLOCKS,
    "PART_OF_HOUR": PARTS_OF_HOUR,
    "LENGTHS": RANGES_OF_LENGTHS,
    "LENGTH": LENGTHS,
    "BARE": BARE,
    "AFTERNOON": AFTERNOON,
    "INT": INTS,
    "ORDINAL": ORDINALS,
    "COMPARABLE": COMPARABLE,
    "MONTH": MONTHS,
    "YEAR": YEARS,
}
