"""Finds the highest rate that passes: rises until a step fails, halves the gap, and holds that rate for longer."""

from collections.abc import Callable, Iterator
from typing import Any

JsonObject = dict[str, Any]
Step = Callable[[float, float], JsonObject]
"""(rate, seconds) to a step's result."""

MOST_FAILED_PCT = 0.1
MOST_SHORT_PCT = 1.0
MOST_ANSWER_P95_MS = 1_000
LEAST_OF_RATE = 0.95
BUSY_NEIGHBOURS_CORES = 0.3
HOLD_S = 30
TOLERANCE = 0.07


def passes(result: JsonObject) -> bool:
    """Return whether a step met the goals."""
    lost = 100 * (result["failed"] + result["refused_503"]) / result["calls"]
    return (
        lost < MOST_FAILED_PCT
        and result.get("bridged", result["calls"]) >= result["calls"] - result["failed"]
        and max(result["short_pct"].values()) <= MOST_SHORT_PCT
        and result["answer_ms"]["p95"] <= MOST_ANSWER_P95_MS
        and result["rate_reached"] >= LEAST_OF_RATE * result["rate"]
        and result.get("wavs", result["calls"]) >= result["calls"]
    )


def sweep(
    step: Step, first_rate: float, seconds: float, factor: float = 1.4, hold_s: float = HOLD_S
) -> Iterator[JsonObject]:
    """Yield every step's result; the last one is the highest rate that could be held."""

    def tried(rate: float, length: float = seconds) -> JsonObject:
        """Once more when it fails while others use the machine."""
        result = step(rate, length)
        busy = result["cores"]["others"] + result["cores"]["stolen"] > BUSY_NEIGHBOURS_CORES
        return step(rate, length) if not passes(result) and busy else result

    good, bad, rate = 0.0, float("inf"), first_rate
    while bad == float("inf") or not good or bad / good > 1 + TOLERANCE:
        result = tried(rate)
        yield result
        if passes(result):
            good = rate
            rate = round(rate * factor) if bad == float("inf") else _middle(good, bad)
        else:
            bad = rate
            rate = _middle(good, bad) if good else round(rate / factor, 1)
        if rate in (good, bad) or rate < 1:
            break
    while good >= 1:
        result = {**tried(good, hold_s), "held": True}
        yield result
        if passes(result):
            return
        good = round(good * 0.93, 1)


def _middle(good: float, bad: float) -> float:
    return round((good * bad) ** 0.5)
