"""The proof: what the simulator says of a random drawing and caller is what Kamailio and rtpengine do with a real call.

`make proof` places thousands.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from hypothesis import HealthCheck, Phase, given, settings

from app.references import directory
from app.softphone.agent import UserAgent
from designer import Script, presses, simulate
from designer.effects import EFFECTS
from designer.events import CallerGone, Digit
from designer.program import Program
from tests.calls.random_calls import OUTSIDE, PEOPLE, RandomCall, calls
from tests.exchange import Exchange
from tests.waiting import until

AT_ONCE = 10
FEW = 30
"""So many are the same ones each time."""

PATIENCE_S = 20


def script_of(call: RandomCall, at_ms: int, chance: int, number: str) -> Script:
    return Script(
        call.caller,
        datetime.fromtimestamp(at_ms / 1000, UTC),
        number,
        press=presses(call.press),
        people={**PEOPLE, OUTSIDE: "busy"},
        talk_s=1.0,
        speak_s=1.0,
        chance=chance,
    )


def actions(trace):
    """(seconds since the call began, key or "" for hanging up) of what the simulated caller did."""
    for event, _ in trace.steps:
        if isinstance(event, Digit | CallerGone):
            yield (event.at - trace.began_ms) / 1000, getattr(event, "key", "")


def act(caller: UserAgent, number: str, trace) -> None:
    """Do for real what the simulated caller did, at the same times."""
    call = caller.call(number)
    for at_s, key in actions(trace):
        if call.wait("ended", max(0.0, call.began_at + at_s - time.monotonic())):
            return
        if key:
            call.press(key)
        else:
            call.hang_up()
    call.wait("ended", PATIENCE_S)


def done(effects, call: str):
    """Effects as they can be compared: with the call's own name taken out."""
    return [
        {name: "-" if str(value).startswith(call) else _as_json(value) for name, value in each.items()}
        for each in effects
    ]


def _as_json(value):
    return list(value) if isinstance(value, tuple) else value


def walk(exchange: Exchange, program: Program, people, call: RandomCall, number: str) -> None:
    rehearsed = simulate(program, people, script_of(call, round(time.time() * 1000), 1, number))
    with exchange.caller(call.caller) as caller:
        act(caller, number, rehearsed)
    assert until(lambda: exchange.ended(number), PATIENCE_S), f"{call} did not end"
    lines = exchange.steps(number)
    arrived = lines[0]["event"]
    trace = simulate(program, people, script_of(call, arrived["at"], arrived["chance"], number))
    said = done((EFFECTS.to_json(effect) for _, effects in trace.steps for effect in effects), "simulated")
    was = done((effect for line in lines for effect in line["effects"]), arrived["call"])
    assert was == said, f"{call}\nwas  {was}\nsaid {said}"


def drawn(count: int) -> list[RandomCall]:
    """So many different ones, drawn by hypothesis."""
    found: dict[str, RandomCall] = {}

    @settings(
        max_examples=3 * count,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=count <= FEW,
    )
    @given(calls())
    def draw(call: RandomCall) -> None:
        found[repr(call)] = call

    draw()
    return list(found.values())[-count:]


def test_the_simulator_says_what_a_real_call_does(exchange, phones, request):
    phones("101", answer_after_s=PEOPLE["101"])
    phones("102", refuse_with=486)
    with exchange.carrier(refuse_with=486), ThreadPoolExecutor(AT_ONCE) as pool:
        walks = []
        for call in drawn(request.config.getoption("--proof-calls")):
            number, program = exchange.publish_graph(call.graph)
            with exchange.in_company():
                people = directory()
            walks.append(pool.submit(walk, exchange, program, people, call, number))
        wrong = [str(error) for each in walks if (error := each.exception())]
    assert walks
    assert not wrong, f"{len(wrong)} of {len(walks)}: " + "\n\n".join(wrong[:3])
