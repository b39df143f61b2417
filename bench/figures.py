"""Many measured values as a few figures."""

from collections.abc import Iterable, Mapping

Spread = dict[str, float]


def spread(values: Iterable[float], places: int = 1) -> Spread | None:
    """{"n", "p50", "p95", "p99", "max"}; None for no values."""
    found = sorted(values)
    if not found:
        return None
    quantiles = {f"p{q}": round(found[min(len(found) - 1, len(found) * q // 100)], places) for q in (50, 95, 99)}
    return {"n": len(found), **quantiles, "max": round(found[-1], places)}


def between_ms(begin: Mapping[str, float], end: Mapping[str, float]) -> Spread | None:
    """Of those that have both; the times are in seconds."""
    return spread((end[name] - at) * 1e3 for name, at in begin.items() if name in end)


def percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
