"""Makes the section "people": what each person is doing."""

from flask_babel import gettext as _

from app.call_story import known_as
from app.phone_numbers import readable
from app.ports.call_records import CallRecord
from app.ports.people_states import PersonState
from app.status.picture import Picture, Row, Rows, ms


def people(picture: Picture) -> Rows:
    """Return a row for each person, by name."""
    calls = {call.id: call for call in picture.calls}
    shown = {group.name for group in picture.groups}
    found = sorted(picture.people, key=lambda each: (each.name.casefold(), each.extension))
    return {each.extension: _person(picture, each, calls.get(each.call), shown) for each in found}


def _person(picture: Picture, person: PersonState, call: CallRecord | None, shown: set[str]) -> Row:
    other = others(picture, person, call)
    return {
        "extension": person.extension,
        "name": person.name,
        "groups": [each for each in person.groups if each in shown],
        "state": person.state,
        "reason": person.reason,
        "with": other,
        "direction": direction(person, call),
        "call": person.call,
        "since": ms(person.since),
        "until": ms(person.until),
        "words": words(person, other, call),
        "photo": picture.photos.get(person.extension, ""),
    }


def others(picture: Picture, person: PersonState, call: CallRecord | None) -> str:
    """Return the names or numbers of those with whom the person talks, or who ring them."""
    return ", ".join(_called(picture, each, call) for each in person.others)


def _called(picture: Picture, other: str, call: CallRecord | None) -> str:
    if other in picture.names:
        return picture.names[other]
    if call and other == call.caller and call.caller_name:
        return call.caller_name
    return readable(known_as(other))


def direction(person: PersonState, call: CallRecord | None) -> str:
    """Return "in", "out" or "internal", as the person sees the call; "" for nobody in one."""
    if not person.call:
        return ""
    if person.state == "internal" or call is None:
        return "internal"
    return "out" if call.extension == person.extension else "in"


def words(person: PersonState, other: str, call: CallRecord | None) -> str:
    """Return the state as people read it, with the other side of a call."""
    if not other:
        return person.words
    match person.state:
        case "ringing":
            return str(_("Ringing: %(who)s", who=other))
        case "internal":
            return str(_("With %(who)s (internal)", who=other))
        case _ if direction(person, call) == "out":
            return str(_("Talking to %(who)s, outgoing", who=other))
    return str(_("Talking to %(who)s", who=other))
