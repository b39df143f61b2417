"""The proof: what the simulator says of a random drawing and caller is what Kamailio and rtpengine do with a real call.

Each drawing is tried in a company of its own, whose phones answer, ring on, are busy or not connected, in which some
talk and some wait already, and in which some do not want to be disturbed, do not work, or forward their calls. `make
proof` places thousands.

What stays outside:

- Sub-flows, spoken texts, variables from the web and calls between employees: other tests of calls have them.
- Voicemails to which calls are forwarded, as their messages take two minutes.
- What nobody promised: drawings in which two things happen within a tenth of a second, so that their order is chance
  (``lateness.py`` finds them).
- What an asked-for callback leads to, and who of several callers is served next: the simulator has one caller, and
  ends with that call (tests/designer/test_queue.py has several).
- How long somebody has been idle, and how long one waits by earlier talks: a script says only who talks already.

A busy machine may be later than any lateness that a drawing stands. Such a call is placed again, by itself and in a new
company; a call that differs though the machine was on time is wrong at once.
"""

import itertools
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.ports.directory import directory
from designer.runtime.effects import EFFECTS
from designer.runtime.events import EVENTS
from designer.runtime.journal_line import with_texts
from designer.trying.script import Script, presses
from designer.trying.simulate import Trace, simulate
from testphone.agent import UserAgent
from tests.calls.companies import ALONE, Company, directory_of, publish_all
from tests.calls.followed_journal import FollowedJournal
from tests.calls.going_on import going_on, waiting_room
from tests.calls.lateness import LATE_MS, TALKS_END, actions, is_determined, lateness_ms
from tests.calls.random_calls import OUTSIDE, RandomCall, calls
from tests.exchange import Exchange
from tests.waiting import until

AT_ONCE = 10
FIRST = 2001
FEW = 30
"""So many are the same ones each time."""

THE_SAME = 1044
"""From here on, calls talk, miss somebody, leave, find a queue full or nobody in it, wait for a talk to end, and are
forwarded."""

PATIENCE_S = 20
MOST_TRIES = 5
"""A fault differs in each of them; a machine that is late now is on time in one."""


class TooLate(AssertionError):
    """Something of the call came later than its order allows, so that it proves nothing."""


def script_of(call: RandomCall, number: str, at_ms: int = 0, chance: int = 0) -> Script:
    return Script(
        call.caller,
        datetime.fromtimestamp(at_ms / 1000, UTC),
        number,
        press=presses(call.press),
        talk_s=1.0,
        speak_s=1.0,
        chance=chance,
        **{**call.others, "people": {**call.people, ALONE: 0.0, OUTSIDE: "busy"}},
    )


@dataclass(frozen=True)
class PlacedCall:
    """A call that is to be placed in a company of its own."""

    call: RandomCall
    company: Company
    number: str
    rooms: dict[str, str]
    """The numbers at which others wait for a group."""

    def go(self, journal: FollowedJournal) -> None:
        """Place the call, and compare it."""
        with (
            going_on(self.company, self.call, self.rooms, journal) as end_talks,
            self.company.exchange.caller(self.call.caller) as caller,
        ):
            trace = self._act(caller, journal, end_talks)
            assert until(lambda: journal.has_ended(self.number), PATIENCE_S), f"{self.call} did not end"
        lines = journal.lines(self.number)
        said = done((EFFECTS.to_json(effect) for _, effects in trace.steps for effect in effects), "simulated")
        texts = list(self.company.programs[self.number].texts)
        effects = [each for line in lines for each in with_texts(line["effects"], line.get("values", []), texts)]
        was = done(effects, lines[0]["call"])
        heard = told(line["event"] for line in lines)
        simulated = told(EVENTS.to_json(event) for event, _ in trace.steps)
        if (was, heard) != (said, simulated):
            real = [line["event"] for line in lines]
            late_ms = lateness_ms([EVENTS.to_json(event) for event, _ in trace.steps], real)
            raise (TooLate if late_ms > LATE_MS else AssertionError)(
                f"{self.call}, {late_ms} ms late\nwas  {was}\nsaid {said}\nheard     {heard}\nsimulated {simulated}"
            )

    def _act(self, caller: UserAgent, journal: FollowedJournal, end_talks: Callable[[], None]) -> Trace:
        """Call, and do what the simulated caller does, at the same times; what is simulated is that very call."""
        placed = caller.call(self.number)
        lines = until(lambda: journal.lines(self.number), PATIENCE_S)
        assert lines, f"{self.call} did not arrive: {placed.statuses}"
        arrived, here_s = lines[0]["event"], time.monotonic() - time.time()
        script = script_of(self.call, self.number, arrived["at"], arrived["chance"])
        trace = simulate(self.company.programs[self.number], self.company.directory, script)
        for at_s, key in actions(trace, self.call.others_talk_s):
            if placed.wait("ended", max(0.0, arrived["at"] / 1000 + here_s + at_s - time.monotonic())):
                return trace
            if key == TALKS_END:
                end_talks()
            elif key:
                placed.press(key)
            else:
                placed.hang_up()
        placed.wait("ended", PATIENCE_S)
        return trace


def done(effects, call: str):
    """Effects as they can be compared: with the call's own name taken out."""
    return [
        {name: "-" if str(value).startswith(call) else _as_json(value) for name, value in each.items()}
        for each in effects
    ]


def _as_json(value):
    return list(value) if isinstance(value, tuple) else value


def told(events: Iterable[dict[str, Any]]) -> dict[str, list[Any]]:
    """What calls heard of people and queues, by the kind of event; of how long somebody is idle, only whether."""
    kinds = "facts_answered", "queue_full", "queue_position", "queue_offer"
    found: dict[str, list[Any]] = {kind: [] for kind in kinds}
    for event in events:
        facts = {
            each: number < 0 if each.startswith("idle:") else number for each, number in event.get("facts", {}).items()
        }
        if event["type"] in found:
            found[event["type"]].append({**event, "facts": facts, "at": 0})
    return found


class Places:
    """Gives each call a company and a number that no other call has had."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._places = itertools.count()
        with exchange.in_company():
            self.directory: dict[str, Any] = directory()

    def place(self, call: RandomCall) -> PlacedCall:
        place = next(self._places)
        number, firm = f"+4940{place:07d}", str(FIRST + place)
        rooms = {group: f"+4941{place:06d}{index}" for index, group in enumerate(call.waiting)}
        programs = {number: call.program, **{room: waiting_room(group) for group, room in rooms.items()}}
        own = directory_of(self.directory, firm, call.own)
        return PlacedCall(call, Company(self._exchange, firm, programs, own), number, rooms)


def determined(template: dict[str, Any], first: int) -> Iterator[RandomCall]:
    """One random call after the other whose order of things is promised, without an end."""
    for call in calls(first):
        if is_determined(call.program, directory_of(template, "", call.own), script_of(call, "+4940")):
            yield call


def compare(to_do: list[PlacedCall], journal: FollowedJournal, at_once: int) -> list[tuple[PlacedCall, BaseException]]:
    """Place the calls, and return those that went another way than simulated, each with its error."""
    publish_all([each.company for each in to_do])
    with ThreadPoolExecutor(at_once) as pool:
        under_way = [(each, pool.submit(each.go, journal)) for each in to_do]
        return [(each, error) for each, future in under_way if (error := future.exception())]


def test_the_simulator_says_what_a_real_call_does(exchange, request):
    count = request.config.getoption("--proof-calls")
    places = Places(exchange)
    first = THE_SAME if count <= FEW else secrets.randbits(32)
    to_do = [places.place(call) for call in itertools.islice(determined(places.directory, first), count)]
    assert len(to_do) == count
    journal = FollowedJournal(exchange.config.journal_dir)
    with exchange.carrier(refuse_with=486):
        wrong = compare(to_do, journal, AT_ONCE)
        for _ in range(1, MOST_TRIES):
            late = [each.call for each, error in wrong if isinstance(error, TooLate)]
            if len(late) < len(wrong):
                break
            wrong = compare([places.place(call) for call in late], journal, 1)
    errors = [f"{type(error).__name__}: {error}" for _, error in wrong]
    assert not errors, f"{len(errors)} of {count}: " + "\n\n".join(errors[:3])


def test_a_late_call_is_told_from_a_wrong_one():
    said = [{"type": "call_arrived", "at": 0}, {"type": "leg_answered", "at": 800}, {"type": "caller_gone", "at": 1800}]
    late = [{"type": "call_arrived", "at": 5000}, {"type": "caller_gone", "at": 6800}]
    wrong = [
        {"type": "call_arrived", "at": 5000},
        {"type": "leg_failed", "at": 5810},
        {"type": "caller_gone", "at": 9000},
    ]
    assert lateness_ms(said, late) == 1000
    told = [{"type": "queue_position", "at": 0}]
    assert lateness_ms([said[0], *told, *said[1:]], [*late[:1], *late[1:2], *told]) == 1000
    assert lateness_ms(said, wrong) == 10
