"""Measures how long it takes to answer what one more person would have changed, for 1,000 callers of one hour.

    python -m bench.what_if [people in the group]

The callers are made up, and the queues are those of the switch. Reading the journal is not in it: an hour of 1,000
callers is 5,000 lines, which take 0.1 s.
"""

import json
import sys
import time

from app.what_if.recorded import understood
from app.what_if.replay import More, replay
from app.what_if.waits import recorded_waits
from tests.app.what_if.world import BEGAN, HOUR, Caller, World

CALLERS = 1_000


def busy_hour(people: int) -> World:
    """Return an hour in which *people* take calls of a minute and a half."""
    world = World(1, {"sales": [str(100 + each) for each in range(people)]})
    dice = world.random
    for place in range(CALLERS):
        patience_ms, talk_ms = dice.randrange(30_000, 400_000), dice.randrange(20_000, 140_000)
        caller = Caller(f"c{place}", "sales", patience_ms, talk_ms, (dice.randrange(1_500, 15_000),))
        world.plan(BEGAN + dice.randrange(HOUR), caller.arrive, world)
    world.run(BEGAN + 5 * HOUR)
    return world


def main() -> None:
    """Print how long each part takes, and the longest wait as recorded and with one more person."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    world = busy_hour(people)
    began = time.process_time()
    recorded = understood(world.lines, world.directory_at, BEGAN)
    read = time.process_time()
    played = replay(recorded, world.directory_at, More("sales", 1, BEGAN, BEGAN + HOUR))
    ended = time.process_time()
    longest = [
        max((each.until or each.since) - each.since for each in waits) / 1000
        for waits in (recorded_waits(world.lines), played)
    ]
    line = {
        "bench": "what if",
        "callers": CALLERS,
        "people": people,
        "journal_lines": len(world.lines),
        "longest_wait_s": [round(each) for each in longest],
        "understanding_cpu_s": round(read - began, 2),
        "playing_cpu_s": round(ended - read, 2),
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
