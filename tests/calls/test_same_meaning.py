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
from tests.calls.lateness import TALKS_END, actions, is_determined
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
class RandomCall:
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
        assert was == said, f"{self.call}\nwas  {was}\nsaid {said}"
        heard = told(line["event"] for line in lines)
        simulated = told(EVENTS.to_json(event) for event, _ in trace.steps)
        assert heard == simulated, f"{self.call}\nheard     {heard}\nsimulated {simulated}"

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


def placed(exchange: Exchange, count: int) -> Iterator[RandomCall]:
    """One for each call that is determined, without an end."""
    with exchange.in_company():
        template: dict[str, Any] = directory()
    places = itertools.count()
    for call in calls(THE_SAME if count <= FEW else secrets.randbits(32)):
        if is_determined(call.program, directory_of(template, "", call.own), script_of(call, "+4940")):
            place = next(places)
            number, firm = f"+4940{place:07d}", str(FIRST + place)
            rooms = {group: f"+4941{place:06d}{index}" for index, group in enumerate(call.waiting)}
            programs = {number: call.program, **{room: waiting_room(group) for group, room in rooms.items()}}
            yield RandomCall(
                call, Company(exchange, firm, programs, directory_of(template, firm, call.own)), number, rooms
            )


def test_the_simulator_says_what_a_real_call_does(exchange, request):
    count = request.config.getoption("--proof-calls")
    to_do = list(itertools.islice(placed(exchange, count), count))
    publish_all([each.company for each in to_do])
    journal = FollowedJournal(exchange.config.journal_dir)
    with exchange.carrier(refuse_with=486), ThreadPoolExecutor(AT_ONCE) as pool:
        under_way = [pool.submit(each.go, journal) for each in to_do]
        wrong = [str(error) for each in under_way if (error := each.exception())]
    assert under_way
    assert not wrong, f"{len(wrong)} of {len(under_way)}: " + "\n\n".join(wrong[:3])
