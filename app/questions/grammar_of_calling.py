"""Holds the rules of who calls whom: "did Ben ring Northgate" asks for outgoing calls, "did Northgate ring" for
incoming ones."""

from collections.abc import Callable, Iterable
from typing import Any

from app.questions.days import Days
from app.questions.findings import Finding, FoundCue, FoundDays, FoundFilter, FoundMeasure, FoundSplit
from app.questions.parameters import HOURS_FILTER, WEEKDAY_FILTER
from app.questions.parsing import Parse, Rule
from app.questions.vocabulary import CALLER, Thing

EMPLOYEE = "employee"
OUT, IN = FoundFilter("direction", ("out",)), FoundFilter("direction", ("in",))
NOT_REACHED = FoundFilter("outcome", ("not_reached",))
LATELY = FoundCue("lately")

Make = Callable[..., list[Finding] | None]


def _those(things: list[Thing], kind: str) -> FoundFilter:
    return FoundFilter(kind, tuple(thing.value for thing in things if thing.filter == kind))


def _others(captured: Iterable[list[Finding]]) -> list[Finding]:
    return [each for several in captured for each in several]


def _calls(kind: str, *more: Finding) -> Make:
    """Return what is meant where somebody of this *kind* calls."""

    def make(_parse: Parse, things: list[Thing], *others: list[Finding]) -> list[Finding]:
        return [_those(things, kind), OUT if kind == EMPLOYEE else IN, *more, *_others(others)]

    return make


def _asked(kind: str, *, is_subject: bool) -> Make:
    """Return what is meant where "whom" is called by somebody of this *kind*, or "who" calls them."""

    def make(_parse: Parse, cue: str, things: list[Thing], *others: list[Finding]) -> list[Finding] | None:
        if cue not in ("who", "whom"):
            return None
        calls = is_subject or cue == "whom"
        found: list[Finding] = [_those(things, kind), OUT if calls == (kind == EMPLOYEE) else IN, *_others(others)]
        return [*found, FoundSplit(_asked_for(kind))]

    return make


def _are_called(kind: str) -> Make:
    """Return what is meant where several people call somebody of this *kind*."""

    def make(_parse: Parse, things: list[Thing], *others: list[Finding]) -> list[Finding]:
        return [_those(things, kind), IN if kind == EMPLOYEE else OUT, *_others(others)]

    return make


def _asked_in_german(kind: str) -> Make:
    """Return what "wer" or "wen" asks of somebody of this *kind*, whose name may stand behind a time."""
    asked = _asked(kind, is_subject=False)

    def make(parse: Parse, cue: str, *captured: Any) -> list[Finding] | None:
        things = next(each for each in captured if each and isinstance(each[0], Thing))
        return asked(parse, cue, things, *(each for each in captured if each is not things))

    return make


def _asked_for(kind: str) -> str:
    """Return by what to split calls between this *kind* and others."""
    return CALLER if kind == EMPLOYEE else EMPLOYEE


def _both(_parse: Parse, callers: list[Thing], employees: list[Thing]) -> list[Finding]:
    return [_those(callers, CALLER), _those(employees, EMPLOYEE), IN]


def _we_call(_parse: Parse, *others: list[Finding]) -> list[Finding]:
    return [OUT, *_others(others)]


def _we_do_not_reach(_parse: Parse, *others: list[Finding]) -> list[Finding]:
    return [OUT, NOT_REACHED, *_others(others)]


def _not_called_back(_parse: Parse, *callers: list[Thing]) -> list[Finding]:
    return [FoundMeasure("never_called_back"), *(_those(each, CALLER) for each in callers)]


def _nobody_calls_back(parse: Parse, cue: str, *callers: list[Thing]) -> list[Finding] | None:
    return _not_called_back(parse, *callers) if cue == "nobody" else None


def _group_does_not_reach(parse: Parse, groups: list[Thing], *others: list[Finding]) -> list[Finding]:
    return [_those(groups, "group"), *_we_do_not_reach(parse, *others)]


def _last_call(kind: str) -> Make:
    def make(_parse: Parse, things: list[Thing], measure: str) -> list[Finding] | None:
        found: list[Finding] = [_those(things, kind), OUT if kind == EMPLOYEE else IN, LATELY]
        return found if measure == "last_call" else None

    return make


CALLING = (
    Rule("aux @employee ring", _calls(EMPLOYEE)),
    Rule("aux @caller ring", _calls(CALLER)),
    Rule("@employee rang", _calls(EMPLOYEE)),
    Rule("@caller rang", _calls(CALLER)),
    Rule("@caller rang @employee", _both),
    Rule("cue aux @employee ring", _asked(EMPLOYEE, is_subject=True)),
    Rule("cue rang @employee", _asked(EMPLOYEE, is_subject=False)),
    Rule("cue rang @caller", _asked(CALLER, is_subject=False)),
    Rule("aux @employee last ring", _calls(EMPLOYEE, LATELY)),
    Rule("aux @caller last ring", _calls(CALLER, LATELY)),
    Rule("aux @employee measure", _last_call(EMPLOYEE)),
    Rule("aux @caller measure", _last_call(CALLER)),
    Rule("hat @employee BETWEEN? BETWEEN? angerufen", _calls(EMPLOYEE)),
    Rule("hat @caller BETWEEN? BETWEEN? angerufen", _calls(CALLER)),
    Rule("haben @employee BETWEEN? BETWEEN? angerufen", _are_called(EMPLOYEE)),
    Rule("haben @caller BETWEEN? BETWEEN? angerufen", _are_called(CALLER)),
    Rule("haben us BETWEEN? BETWEEN? angerufen", _we_call),
    Rule("haben? us BETWEEN? BETWEEN? unreached", _we_do_not_reach),
    Rule("us BETWEEN? BETWEEN? angerufen", _we_call),
    Rule("aux? us unreached", _we_do_not_reach),
    Rule("not us heard", _we_do_not_reach),
    Rule("unreachedthem", _we_do_not_reach),
    Rule("@group BETWEEN? unreached hatsg", _group_does_not_reach),
    Rule("hat @employee BETWEEN? BETWEEN? unreached", _calls(EMPLOYEE, NOT_REACHED)),
    Rule("aux? @employee unreached", _calls(EMPLOYEE, NOT_REACHED)),
    Rule("aux us ring", _we_call),
    Rule("aux @employee tried", _calls(EMPLOYEE)),
    Rule("aux us tried", _we_call),
    Rule("cue aux? ring @caller? back", _nobody_calls_back),
    Rule("not pronoun? ring @caller? back", _not_called_back),
    Rule("not heard? @caller back", _not_called_back),
    Rule("cue @caller returned", _nobody_calls_back),
    Rule("rufen @employee", _calls(EMPLOYEE)),
    Rule("rufen @caller", _calls(CALLER)),
    Rule("cue rufen @employee", _asked_in_german(EMPLOYEE)),
    Rule("cue rufen @caller", _asked_in_german(CALLER)),
    Rule("rufen us", _we_call),
    Rule("cue hat BETWEEN? @employee BETWEEN? BETWEEN? angerufen", _asked_in_german(EMPLOYEE)),
    Rule("cue hat BETWEEN? @caller BETWEEN? BETWEEN? angerufen", _asked_in_german(CALLER)),
)
"""English has who calls before the verb; in German that is who is named first, unless the question asks "wer"."""


def _named_between(_parse: Parse, things: list[Thing]) -> list[Finding] | None:
    kinds = {thing.filter for thing in things} & {EMPLOYEE, CALLER}
    return [_those(things, sorted(kinds)[0])] if kinds else None


def _days_between(_parse: Parse, found: Days) -> list[Finding]:
    return [FoundDays(found)]


def _hours_between(_parse: Parse, hours: str) -> list[Finding]:
    return [FoundFilter(HOURS_FILTER, (hours,))]


BETWEEN = (
    Rule("@", _named_between),
    Rule("RANGE", _days_between),
    Rule("HOURS", _hours_between),
    Rule("FILTER", lambda _parse, found: [found]),
    Rule("weekdays", lambda _parse, names: [FoundFilter(WEEKDAY_FILTER, tuple(names.split(",")))]),
    Rule("lately", lambda _parse: [LATELY]),
    Rule("filler", lambda _parse: []),
)
"""The rules of what may stand between the two parts of a German verb."""
