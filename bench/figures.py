"""Condenses many measured values to a few figures."""

from collections.abc import Iterable, Mapping

Spread = dict[str, float]


def spread(values: Iterable[float], places: int = 1) -> Spread | None:
    """Return {"n", "p50", "p95", "p99", "max"}, or None without values."""
    found = sorted(values)
    if not found:
        return None
    quantiles = {f"p{q}": round(found[min(len(found) - 1, len(found) * q // 100)], places) for q in (50, 95, 99)}
    return {"n": len(found), **quantiles, "max": round(found[-1], places)}


def between_ms(begin: Mapping[str, float], end: Mapping[str, float]) -> Spread | None:
    """Return the spread of the durations that have both ends; the times are in seconds."""
    return spread((end[name] - at) * 1e3 for name, at in begin.items() if name in end)


def percent(part: float, whole: float) -> float:
    """Return *part* as a percentage of *whole*, or 0."""
    return round(100 * part / whole, 2) if whole else 0.0
