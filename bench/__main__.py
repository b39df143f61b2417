"""``python -m bench``: see bench/README.md."""

import argparse
import contextlib
import json
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import canvas, directory, exchange, far_end, language, portal, voice
from bench.scenarios import SCENARIOS, Scenario
from bench.step import Load, run_step
from bench.sweep import passes, sweep

SETTLE_S = 2.0
SWEEP_FROM = 40.0


def main() -> None:
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    home = Path(tempfile.mkdtemp(prefix="zentrale-bench-"))
    try:
        if not options.scenario:
            for line in language.measure():
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
            for line in _scenario(SCENARIOS[name], options, home / name):
                _print(line)
    finally:
        if options.keep:
            print(f"kept: {home}", file=sys.stderr)
        else:
            shutil.rmtree(home, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the exchange with real calls.")
    parser.add_argument("--scenario", action="append", choices=SCENARIOS, help="only this one; may be repeated")
    parser.add_argument("--rates", type=_numbers, help="calls a second of the steps, as 10,20,40")
    parser.add_argument("--seconds", type=float, default=10, help="for how long a step begins calls")
    parser.add_argument("--sweep", action="store_true", help="find the highest rate that passes and hold it for 30 s")
    parser.add_argument(
        "--max-calls", type=int, default=exchange.MOST_CALLS, help="admission control: calls at one time"
    )
    parser.add_argument("--quiet", type=float, default=20, help="wait at most so many seconds for a quiet machine")
    parser.add_argument(
        "--port", type=int, default=7400, help="first of the 20 ports for the exchange, SIP and the load's voice"
    )
    parser.add_argument("--voice-port", type=int, default=44000, help="first of the ports for rtpengine's voice")
    parser.add_argument("--voice-ports", type=int, default=exchange.VOICE_PORTS, help="how many of them there are")
    parser.add_argument("--keep", action="store_true", help="keep the exchange's folder")
    return parser.parse_args()


def _numbers(text: str) -> list[float]:
    return [float(word) for word in text.split(",")]


def _scenario(scenario: Scenario, options: argparse.Namespace, home: Path) -> Iterator[dict[str, Any]]:
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
            sweep(step, rates[0] if options.rates else SWEEP_FROM, options.seconds)
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
