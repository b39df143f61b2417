"""Finds the highest rate of calls with a menu and a talk that this machine holds for 30 s.

``python -m bench.knee`` prints each step as a line of JSON, and at the end {"knee", "calls_per_second"}; the knee is 0
if even the lowest rate failed. It needs sipp and gcc.
"""

import argparse
import json
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.exchange.instance import CannotStart
from bench import exchange, far_end
from bench.scenarios import SCENARIOS
from bench.step import Load, run_step
from bench.sweep import passes, sweep

JsonObject = dict[str, Any]
SHARE = 0.92
"""The share of the knee that is admitted. The rest is for refusing other calls, and for bad moments."""

FROM = 40.0
SETTLE_S = 2.0
VOICE_PORT = 44_000


def find(options: argparse.Namespace, home: Path) -> Iterator[JsonObject]:
    """Yield the steps, and then the knee."""
    held = 0.0
    variables = exchange.settings(home / "exchange", options.port, options.voice_port, None, options.voice_ports)
    with exchange.running(variables) as running:
        load = Load("127.0.0.1", options.port + 10, far_end.build(home), options.quiet)
        number = 0

        def step(rate: float, seconds: float) -> JsonObject:
            nonlocal number
            number += 1
            time.sleep(SETTLE_S)
            result = run_step(running, SCENARIOS["bridge"], rate, seconds, load, home / f"step{number}")
            return {**result, "passes": passes(result)}

        for result in sweep(step, FROM, options.seconds, hold_s=options.hold):
            yield result
            if result.get("held") and result["passes"]:
                held = result["rate"]
    yield {"knee": held, "calls_per_second": allowed(held)}


def allowed(knee: float) -> int:
    """Return how many new calls per second to admit on a machine with this knee."""
    return max(1, int(SHARE * knee)) if knee else 0


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a measurement."""
    parser.add_argument("--seconds", type=float, default=10, help="for how long a step begins calls")
    parser.add_argument("--quiet", type=float, default=20, help="wait at most so many seconds for a quiet machine")
    parser.add_argument(
        "--port", type=int, default=7400, help="first of the 20 ports for the exchange, SIP and the load's voice"
    )
    parser.add_argument("--voice-port", type=int, default=VOICE_PORT, help="first of the ports for rtpengine's voice")
    parser.add_argument("--voice-ports", type=int, default=exchange.VOICE_PORTS, help="how many of them there are")
    parser.add_argument("--hold", type=float, default=30, help="for how long the highest rate has to be held")


def main() -> None:
    """Find the knee and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.knee", description="Find out what this machine carries.")
    add_options(parser)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    home = Path(tempfile.mkdtemp(prefix="zentrale-bench-"))
    try:
        for line in find(options, home):
            print(json.dumps(line), flush=True)
    except (CannotStart, exchange.DoesNotStart) as problem:
        sys.exit(str(problem))
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
