"""The proof: what the simulator says of a random drawing and caller is what Kamailio and rtpengine do with a real call.

Each drawing is tried in a company of its own, whose phones answer, ring on, are busy or not connected. `make proof`
places thousands.

What stays outside:

- Sub-flows, spoken texts, variables from the web and calls between employees: other tests of calls have them.
- What nobody promised: drawings in which two things happen within a tenth of a second, so that their order is chance
  (``lateness.py`` finds them).
- What an asked-for callback leads to: the simulator has one caller, and ends with that call.
"""

import itertools
import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from app.references import directory
from app.softphone.agent import UserAgent
from designer import Script, presses, simulate
from designer.effects import EFFECTS
from designer.simulate import Trace
from tests.calls.companies import FIRST, Company, directory_of, publish_all
from tests.calls.followed_journal import FollowedJournal
from tests.calls.lateness import actions, is_determined
from tests.calls.random_calls import OUTSIDE, RandomCall, calls
from tests.exchange import Exchange
from tests.waiting import until

AT_ONCE = 10
FEW = 30
"""So many are the same ones each time."""

PATIENCE_S = 20


def script_of(call: RandomCall, number: str, at_ms: int = 0, chance: int = 0) -> Script:
    return Script(
        call.caller,
        datetime.fromtimestamp(at_ms / 1000, UTC),
        number,
        press=presses(call.press),
        people={**call.people, OUTSIDE: "busy"},
        talk_s=1.0,
        speak_s=1.0,
        chance=chance,
    )


def act(caller: UserAgent, call: RandomCall, company: Company, journal: FollowedJournal) -> Trace:
    """Call, and do what the simulated caller does, at the same times; what is simulated is that very call."""
    placed = caller.call(company.number)
    lines = until(lambda: journal.lines(company.number), PATIENCE_S)
    assert lines, f"{call} did not arrive"
    arrived, here = lines[0]["event"], time.monotonic() - time.time()
    script = script_of(call, company.number, arrived["at"], arrived["chance"])
    trace = simulate(company.program, company.directory, script)
    for at_s, key in actions(trace):
        if placed.wait("ended", max(0.0, arrived["at"] / 1000 + here + at_s - time.monotonic())):
            return trace
        if key:
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


def walk(company: Company, call: RandomCall, journal: FollowedJournal) -> None:
    with company.phones(call.people), company.exchange.caller(call.caller) as caller:
        trace = act(caller, call, company, journal)
        assert until(lambda: journal.has_ended(company.number), PATIENCE_S), f"{call} did not end"
    lines = journal.lines(company.number)
    said = done((EFFECTS.to_json(effect) for _, effects in trace.steps for effect in effects), "simulated")
    was = done((effect for line in lines for effect in line["effects"]), lines[0]["call"])
    assert was == said, f"{call}\nwas  {was}\nsaid {said}"


def companies(exchange: Exchange, count: int) -> Iterator[tuple[RandomCall, Company]]:
    """One for each call that is determined, without an end."""
    with exchange.in_company():
        template: dict[str, Any] = directory()
    places = itertools.count()
    for call in calls(0 if count <= FEW else secrets.randbits(32)):
        if is_determined(call.program, directory_of(template, ""), script_of(call, "+4940")):
            place = next(places)
            yield call, Company(exchange, place, call.program, directory_of(template, str(FIRST + place)))


def test_the_simulator_says_what_a_real_call_does(exchange, request):
    count = request.config.getoption("--proof-calls")
    to_do = list(itertools.islice(companies(exchange, count), count))
    publish_all([company for _, company in to_do])
    journal = FollowedJournal(exchange.config.journal_dir)
    with exchange.carrier(refuse_with=486), ThreadPoolExecutor(AT_ONCE) as pool:
        walks = [pool.submit(walk, company, call, journal) for call, company in to_do]
        wrong = [str(error) for each in walks if (error := each.exception())]
    assert walks
    assert not wrong, f"{len(wrong)} of {len(walks)}: " + "\n\n".join(wrong[:3])
