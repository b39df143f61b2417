"""Judges figures by the thresholds of a user, as the page does (docs/wall.md)."""

from datetime import datetime

from app.status.picture import Row

RANK = {"": 0, "ok": 1, "watch": 2, "act": 3}


def level_of(figure: Row, row: Row, chosen: Row, at: datetime) -> str:
    """Return "act", "watch" or "ok"; "" where there is nothing to judge.

    *figure* is its entry of the catalog, *row* that of the section "figures", *chosen* that of the user's choice.
    """
    target = figure["target"] or {"watch": None, "act": None}
    thresholds = {name: target[name] if chosen[name] is None else chosen[name] for name in ("act", "watch")}
    there = {level: float(each) for level, each in thresholds.items() if each is not None}
    value = _judged(figure, row, at)
    if chosen["off"] or value is None or not there or not figure["better"]:
        return ""
    return next((level for level, each in there.items() if _is_worse(value, each, figure["better"])), "ok")


def _judged(figure: Row, row: Row, at: datetime) -> float | None:
    if figure["judged"] == "since":
        return 0.0 if row["since"] is None else at.timestamp() - row["since"] / 1000
    value: float | None = row["value"]
    return value


def _is_worse(value: float, threshold: float, better: str) -> bool:
    return value < threshold if better == "more" else value > threshold


def is_reached(wanted: str, before: str, now: str) -> bool:
    """Return whether a figure has just come to the level *wanted*, or to a worse one."""
    return bool(wanted) and RANK[before] < RANK[wanted] <= RANK[now]
