"""Provides ``python -m bench``: see bench/README.md."""

import argparse
import contextlib
import json
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from bench import (
    browsers,
    canvas,
    directory,
    exchange,
    far_end,
    ingest,
    knee,
    language,
    overload,
    portal,
    publishing,
    voice,
)
from bench.knee import SETTLE_S
from bench.scenarios import SCENARIOS, Scenario
from bench.step import Load, run_step
from bench.sweep import passes, sweep

OVERLOAD, BROWSERS, PUBLISHING = "overload", "browsers", "publishing"


def main() -> None:
    """Run the scenarios that were asked for, or all."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    home = Path(tempfile.mkdtemp(prefix="zentrale-bench-"))
    try:
        if not options.scenario:
            for line in chain(language.measure(), ingest.measure()):
                _print(line)
            (home / "canvas").mkdir()
            for line in directory.measure(home / "directory", options.port, options.voice_port):
                _print(line)
            for line in voice.measure(home / "voice", options.port, options.voice_port):
                _print(line)
            for line in canvas.measure(home / "canvas", options.port + 4):
                _print(line)
            for line in portal.measure(home / "portal"):
                _print(line)
        for name in options.scenario or SCENARIOS:
            (home / name).mkdir(exist_ok=True)
            for line in _measured(name, options, home / name):
                _print(line)
    finally:
        if options.keep:
            print(f"kept: {home}", file=sys.stderr)
        else:
            shutil.rmtree(home, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the exchange with real calls.")
    parser.add_argument(
        "--scenario",
        action="append",
        choices=[*SCENARIOS, OVERLOAD, BROWSERS, PUBLISHING],
        help="only this one; may be repeated",
    )
    parser.add_argument("--rates", type=_numbers, help="calls a second of the steps, as 10,20,40")
    knee.add_options(parser)
    parser.add_argument("--sweep", action="store_true", help="find the highest rate that passes and hold it for 30 s")
    parser.add_argument(
        "--max-calls", type=int, help="calls at one time; as many as there are ports for, when it isn't given"
    )
    parser.add_argument("--times", type=_numbers, default=[1.5, 2.0], help="overload: so many times the knee, as 1.5,2")
    parser.add_argument("--knee", type=float, help="overload: what the machine carries; found out when it isn't given")
    parser.add_argument("--crowd", type=float, default=60, help="overload: for how many seconds the crowd comes")
    parser.add_argument("--unmeasured", action="store_true", help="overload: as an exchange that was never measured")
    parser.add_argument("--keep", action="store_true", help="keep the exchange's folder")
    return parser.parse_args()


def _numbers(text: str) -> list[float]:
    return [float(word) for word in text.split(",")]


def _measured(name: str, options: argparse.Namespace, home: Path) -> Iterator[dict[str, Any]]:
    if name == OVERLOAD:
        return _overload(options, home)
    if name == BROWSERS:
        return iter([browsers.measure(home / "exchange", options.port, options.voice_port)])
    if name == PUBLISHING:
        return _publishing(options, home)
    return _scenario(name, options, home)


def _publishing(options: argparse.Namespace, home: Path) -> Iterator[dict[str, Any]]:
    variables = exchange.settings(home / "exchange", options.port, options.voice_port)
    with exchange.running(variables) as running:
        load = Load("127.0.0.1", options.port + 10, far_end.build(home), options.quiet)
        yield publishing.measure(running, variables, load, home / "step")


def _overload(options: argparse.Namespace, home: Path) -> Iterator[dict[str, Any]]:
    found = options.knee
    if not found:
        (home / "knee").mkdir()
        for line in knee.find(options, home / "knee"):
            yield line
        found = line["knee"]
    rate = None if options.unmeasured else knee.allowed(found)
    variables = exchange.settings(
        home / "exchange", options.port, options.voice_port, options.max_calls, options.voice_ports, rate
    )
    with exchange.running(variables) as running:
        load = Load("127.0.0.1", options.port + 10, far_end.build(home), options.quiet)
        for number, times in enumerate(options.times):
            time.sleep(SETTLE_S)
            yield overload.measure(running, found, times, options.crowd, load, home / f"crowd{number}")


def _scenario(name: str, options: argparse.Namespace, home: Path) -> Iterator[dict[str, Any]]:
    scenario = SCENARIOS[name]
    variables = exchange.settings(
        home / "exchange", options.port, options.voice_port, options.max_calls, options.voice_ports
    )
    results = []
    with exchange.running(variables) as running:
        load = Load("127.0.0.1", options.port + 10, far_end.build(home), options.quiet)

        def step(rate: float, seconds: float) -> dict[str, Any]:
            time.sleep(SETTLE_S)
            result = run_step(running, scenario, rate, seconds, load, home / f"step{len(results)}")
            return {**result, "passes": passes(result)}

        rates = options.rates or scenario.rates
        steps = (
            sweep(step, rates[0] if options.rates else knee.FROM, options.seconds, hold_s=options.hold)
            if options.sweep
            else (step(rate, options.seconds) for rate in rates)
        )
        for result in steps:
            results.append(result)
            yield result
    yield _summary(scenario, results)


def _summary(scenario: Scenario, results: list[dict[str, Any]]) -> dict[str, Any]:
    passed = [result for result in results if result["passes"]]
    best = max(passed, key=lambda result: (result.get("held", False), result["rate"]), default=None)
    kept = ("rate", "seconds", "peak_calls", "answer_ms", "cpu_ms_per_call", "held")
    return {
        "summary": scenario.name,
        "steps": len(results),
        "passed": len(passed),
        "best": best and {name: best[name] for name in kept if name in best},
        "cpu_ms_per_call_at_first_rate": results[0]["cpu_ms_per_call"] if results else None,
    }


def _print(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
