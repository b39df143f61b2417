"""Compares what a call costs here and in another checkout: ``python -m bench.compare FOLDER``.

The two run in turn, each with its own bench, and take turns to be first, so that other activity on the machine affects
both. Each run prints a line of JSON, and each load one with the medians of CPU per call; *ratio* is the median of the
ratios of consecutive runs. The other checkout needs a .venv of its own (`make setup-test`, or a link to ours).
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

JsonObject = dict[str, Any]
TOP = Path(__file__).parents[1]
LOADS = {"prompt": 50, "bridge": 40, "recorded": 20}
"""{scenario: calls per second}, well below what two cores carry."""


def main() -> None:
    """Compare the scenarios that were asked for, or all."""
    options = _options()
    for name in options.scenario or LOADS:
        pairs = []
        for number in range(options.rounds):
            pair = {}
            sides = [("before", options.folder), ("after", TOP)]
            for side, folder in sides if number % 2 == 0 else reversed(sides):
                step = _step(folder, name, options)
                pair[side] = step["cpu_ms_per_call"]
                _print({"round": number, "side": side, **{key: step[key] for key in KEPT if key in step}})
            pairs.append(pair)
        _print({"compared": name, "rate": options.rate or LOADS[name], **_summary(pairs)})


KEPT = ("step", "rate", "calls", "failed", "refused_503", "cpu_ms_per_call", "cores", "quiet_before")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description=__doc__)
    parser.add_argument("folder", type=Path, help="the other checkout")
    parser.add_argument("--scenario", action="append", choices=LOADS, help="only this one; may be repeated")
    parser.add_argument("--rate", type=int, help="calls a second")
    parser.add_argument("--seconds", type=float, default=20, help="for how long calls begin")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--quiet", type=float, default=20, help="wait at most so many seconds for a quiet machine")
    return parser.parse_args()


def _step(folder: Path, scenario: str, options: argparse.Namespace) -> JsonObject:
    command = [folder / ".venv/bin/python", "-m", "bench", "--scenario", scenario]
    command += ["--rates", options.rate or LOADS[scenario], "--seconds", options.seconds, "--quiet", options.quiet]
    done = subprocess.run([str(word) for word in command], cwd=folder, capture_output=True, text=True)
    for line in _lines(done.stdout):
        if line.get("step") == scenario:
            return line
    sys.exit(f"{folder}: {done.stderr[-2000:] or done.stdout[-2000:]}")


def _lines(text: str) -> Iterator[JsonObject]:
    return (json.loads(line) for line in text.splitlines() if line.startswith("{"))


def _summary(pairs: list[dict[str, dict[str, float]]]) -> JsonObject:
    parts = pairs[0]["before"]
    return {
        "before_ms": {part: round(median(pair["before"][part] for pair in pairs), 2) for part in parts},
        "after_ms": {part: round(median(pair["after"][part] for pair in pairs), 2) for part in parts},
        "ratio": round(median(pair["after"]["total"] / pair["before"]["total"] for pair in pairs), 3),
    }


def _print(line: JsonObject) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
