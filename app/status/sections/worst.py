"""Makes the section "worst": says in words why a queue is red.

Each cause is a predicate of one person; the first that holds is theirs, so the causes together account for everybody in
the group exactly once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_date, get_locale, ngettext
from flask_babel import gettext as _

from app.ports.people_states import PersonState
from app.status.picture import Line, Parts, Picture, Row, Rows, ms
from app.status.sections.queues import TAKING, Waiting, level_of, longest, waiting_in
from app.web.i18n import with_year

RANK = {"act": 0, "watch": 1}
MOST_NAMED = 2
"""So many people of one cause are called by name; of more, only the number is said."""


@dataclass(frozen=True)
class Cause:
    """Describes why a person takes no caller of *group*. *is_so* tells it of a person, and *say* puts it into words,
    given those of whom it is true, how many the group has, and the picture."""

    code: str
    is_so: Callable[[PersonState, str], bool]
    say: Callable[[Sequence[PersonState], int, Picture], Parts]


def _text(text: str) -> Parts:
    return [{"text": text}]


def _talking(found: Sequence[PersonState], total: int, _picture: Picture) -> Parts:
    said = ngettext("%(num)s of %(total)s is talking", "%(num)s of %(total)s are talking", len(found), total=total)
    return _text(said)


def _elsewhere(found: Sequence[PersonState], _total: int, _picture: Picture) -> Parts:
    said = ngettext("%(num)s is talking for another group", "%(num)s are talking for another group", len(found))
    return (
        _text(said)
        if len(found) > MOST_NAMED
        else _each(found, lambda who: _("%(who)s is talking for another group", who=who))
    )


def _ringing(found: Sequence[PersonState], _total: int, _picture: Picture) -> Parts:
    return _text(ngettext("%(num)s phone is ringing", "%(num)s phones are ringing", len(found)))


def _internal(found: Sequence[PersonState], _total: int, _picture: Picture) -> Parts:
    if len(found) > MOST_NAMED:
        return _text(ngettext("%(num)s is on an internal call", "%(num)s are on internal calls", len(found)))
    return _each(found, lambda who: _("%(who)s is on an internal call", who=who))


def _wrap_up(found: Sequence[PersonState], _total: int, _picture: Picture) -> Parts:
    if len(found) > MOST_NAMED or any(each.until is None for each in found):
        return _text(ngettext("%(num)s is in wrap-up", "%(num)s are in wrap-up", len(found)))
    parts: Parts = []
    for each in found:
        text = _("%(who)s is in wrap-up for another", who=first_name(each))
        parts += [{"text": ("" if not parts else ", ") + text + " "}, {"left": ms(each.until)}]
    return parts


def _absent(
    of_one: Callable[[str], str], since: Callable[[str, str], str], of_many: Callable[[int], str]
) -> Callable[[Sequence[PersonState], int, Picture], Parts]:
    def say(found: Sequence[PersonState], _total: int, picture: Picture) -> Parts:
        if len(found) > MOST_NAMED:
            return _text(of_many(len(found)))
        said = [
            since(first_name(each), clock(picture, each.since)) if each.since else of_one(first_name(each))
            for each in found
        ]
        return _text(", ".join(said))

    return say


def _each(found: Sequence[PersonState], say: Callable[[str], str]) -> Parts:
    return _text(", ".join(say(first_name(each)) for each in found))


def first_name(person: PersonState) -> str:
    """Return what colleagues call the person."""
    return person.name.split()[0] if person.name.split() else person.extension


def clock(picture: Picture, at: datetime) -> str:
    """Return the time of day by the company's clock, with the date if it was on another day, and the year of another
    one."""
    local = at.astimezone(picture.zone)
    if local.date() == picture.today.date():
        return f"{local:%H:%M}"
    pattern = "d MMM" if str(get_locale() or "en") == "en" else "d. MMM"
    day = format_date(local.date(), with_year(pattern, local.date(), picture.today.date()))
    return f"{day}, {local:%H:%M}"


CAUSES = (
    Cause("elsewhere", lambda each, group: each.state == "talking" and each.group not in ("", group), _elsewhere),
    Cause("talking", lambda each, _group: each.state == "talking", _talking),
    Cause("ringing", lambda each, _group: each.state == "ringing", _ringing),
    Cause("internal", lambda each, _group: each.state == "internal", _internal),
    Cause(
        "paused",
        lambda each, _group: each.state == "paused",
        _absent(
            lambda who: _("%(who)s is paused", who=who),
            lambda who, at: _("%(who)s has been paused since %(at)s", who=who, at=at),
            lambda num: ngettext("%(num)s is paused", "%(num)s are paused", num),
        ),
    ),
    Cause(
        "do_not_disturb",
        lambda each, _group: each.state == "do_not_disturb",
        _absent(
            lambda who: _("%(who)s does not want to be disturbed", who=who),
            lambda who, at: _("%(who)s has not wanted to be disturbed since %(at)s", who=who, at=at),
            lambda num: ngettext("%(num)s does not want to be disturbed", "%(num)s do not want to be disturbed", num),
        ),
    ),
    Cause(
        "away",
        lambda each, _group: each.state == "away",
        _absent(
            lambda who: _("%(who)s is away", who=who),
            lambda who, at: _("%(who)s has been away since %(at)s", who=who, at=at),
            lambda num: ngettext("%(num)s is away", "%(num)s are away", num),
        ),
    ),
    Cause(
        "not_connected",
        lambda each, _group: each.state == "not_connected",
        _absent(
            lambda who: _("%(who)s's phone is not connected", who=who),
            lambda who, at: _("%(who)s's phone has not been connected since %(at)s", who=who, at=at),
            lambda num: ngettext("%(num)s phone is not connected", "%(num)s phones are not connected", num),
        ),
    ),
    Cause(
        "outside_hours",
        lambda each, _group: each.state == "outside_hours",
        _absent(
            lambda who: _("%(who)s does not work at this time", who=who),
            lambda who, _at: _("%(who)s does not work at this time", who=who),
            lambda num: ngettext("%(num)s does not work at this time", "%(num)s do not work at this time", num),
        ),
    ),
    Cause("wrap_up", lambda each, _group: each.state == "wrap_up", _wrap_up),
    Cause(
        "free",
        lambda each, _group: each.state == "free",
        lambda found, _total, _picture: _text(ngettext("%(num)s is free", "%(num)s are free", len(found))),
    ),
)
"""In the order in which a sentence names them."""


def causes_of(people: Sequence[PersonState], group: str) -> dict[str, list[PersonState]]:
    """Return those in *group* by the code of their cause, in the order of CAUSES."""
    found: dict[str, list[PersonState]] = {cause.code: [] for cause in CAUSES}
    for each in people:
        if group in each.groups:
            found[next(cause.code for cause in CAUSES if cause.is_so(each, group))].append(each)
    return {code: some for code, some in found.items() if some}


def worst(picture: Picture) -> Rows:
    """Return a row for each queue that is not well, the worst first."""
    waits = waiting_in(picture)
    levels = {group.name: level_of(picture, group.name, waits[group.name]) for group in picture.groups}
    bad = [group for group in picture.groups if levels[group.name] in RANK]
    bad.sort(key=lambda group: (RANK[levels[group.name]], longest(waits[group.name]), group.label))
    return {each.name: _row(picture, each, levels[each.name], waits[each.name]) for each in bad}


def _row(picture: Picture, group: Line, level: str, waits: Waiting) -> Row:
    causes = causes_of(picture.people, group.name)
    return {
        "group": group.name,
        "label": group.label,
        "level": level,
        "since": ms(longest(waits)),
        "parts": sentence(picture, group, level, len(waits), causes),
        "causes": [{"code": code, "people": [each.extension for each in found]} for code, found in causes.items()],
        "actions": [] if picture.is_past else _actions(picture, group, waits, causes),
    }


def sentence(picture: Picture, group: Line, level: str, count: int, causes: dict[str, list[PersonState]]) -> Parts:
    """Return why the queue is as it is, as the parts of two sentences."""
    red = _("%(line)s is red:", line=group.label) if level == "act" else _("Watch %(line)s:", line=group.label)
    total = sum(map(len, causes.values()))
    parts: Parts = [{"text": red, "strong": True}, {"text": f" {_first(count, causes)} "}]
    said = [cause.say(causes[cause.code], total, picture) for cause in CAUSES if cause.code in causes]
    if not said:
        return [*parts, {"text": str(_("Nobody is in this group."))}]
    said[0][0] = {**said[0][0], "text": capitalized(said[0][0]["text"])}
    for place, more in enumerate(said):
        parts += ([{"text": ", "}] if place else []) + more
    return joined([*parts, {"text": "."}])


def capitalized(text: str) -> str:
    """Return *text* as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def _first(count: int, causes: dict[str, list[PersonState]]) -> str:
    is_free, is_there = "free" in causes, any(each.state in TAKING for some in causes.values() for each in some)
    if is_free:
        return str(ngettext("%(num)s caller is waiting.", "%(num)s callers are waiting.", count))
    if is_there:
        return str(ngettext("%(num)s caller, and nobody is free.", "%(num)s callers, and nobody is free.", count))
    return str(ngettext("%(num)s caller, and nobody is there.", "%(num)s callers, and nobody is there.", count))


def joined(parts: Parts) -> Parts:
    """Return the same sentence with plain texts that follow each other put together."""
    found: Parts = []
    for part in parts:
        is_plain = found and set(part) == {"text"} and set(found[-1]) == {"text"}
        if is_plain:
            found[-1] = {"text": found[-1]["text"] + part["text"]}
        else:
            found.append(part)
    return found


def _actions(picture: Picture, group: Line, waits: Waiting, causes: dict[str, list[PersonState]]) -> list[Row]:
    found: list[Row] = [{"do": "take", "call": waits[0][0].id}]
    if helper := _helper(picture, group.name):
        found.append({"do": "help", "group": helper.name, "label": helper.label})
    absent = [each for code in ("away", "paused") for each in causes.get(code, ())]
    if absent:
        found.append({"do": "message", "extension": absent[0].extension, "name": absent[0].name})
    return found


def _helper(picture: Picture, name: str) -> Line | None:
    """Return the group that has most people free, and no caller of its own; None if there is none."""
    waits = waiting_in(picture)
    free = {
        group.name: sum(each.state == "free" for each in picture.people if group.name in each.groups)
        for group in picture.groups
        if group.name != name and not waits[group.name] and group.name not in picture.helped_by.get(name, ())
    }
    best = max(free, key=lambda each: free[each], default="")
    return next((group for group in picture.groups if group.name == best and free[best]), None)
