"""Makes the pictures of the cards, as figures of Plotly. Colours are roles, which the page resolves by theme.

Each bar or cell has in its custom data the page that shows only its calls: the page goes there on a click.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.statistics.shown import Figure

PATTERNS = {
    "voicemail": {"shape": ".", "fillmode": "overlay", "fgcolor": "@card", "size": 5, "solidity": 0.25},
    "abandoned": {"shape": "/", "fillmode": "overlay", "fgcolor": "@card", "size": 6, "solidity": 0.33},
    "blocked": {"shape": "-", "fillmode": "overlay", "fgcolor": "@card", "size": 5, "solidity": 0.2},
    "test": {"shape": ".", "fillmode": "replace", "bgcolor": "rgba(0,0,0,0)", "fgcolor": "@test", "size": 4},
}
STEPS = 6
"""The number of shades of a heat map: "@heat0" to "@heat5"."""

MOST_TICKS = 12
LONGEST_LABEL = 14
LETTER_PX = 7
HEIGHTS = {"time": (306, 230), "heat": (218, 220), "waits": (200, 190), "lines": (150, 150), "plain": (200, 190)}
"""The height of each kind of picture in pixels, on a screen and on a phone."""


@dataclass(frozen=True)
class Series:
    """Holds the amounts of one *role* (an outcome, "main", "soft"), and the page that each leads to.

    *texts* are the amounts as people read them, where the number alone doesn't say it.
    """

    role: str
    label: str
    amounts: Sequence[float]
    hrefs: Sequence[str]
    texts: Sequence[str] = ()


def figure(kind: str, data: list[dict[str, Any]], **layout: Any) -> Figure:
    """Return a figure of the height of its *kind*."""
    high, low = HEIGHTS[kind]
    return {"data": data, "layout": layout, "height": high, "phoneHeight": low}


def marker(role: str, has_edge: bool = True) -> dict[str, Any]:
    """Return how bars of *role* look."""
    look: dict[str, Any] = {"color": f"@{role}"}
    if role in PATTERNS:
        look["pattern"] = PATTERNS[role]
    if role == "soft":
        look["line"] = {"width": 1, "color": "@main"}
    elif has_edge:
        look["line"] = {"width": 0.7, "color": "@card"}
    return look


def stacked(
    labels: Sequence[str],
    series: Sequence[Series],
    marks: Sequence[float | None] = (),
    marks_label: str = "",
    ticks: Mapping[int, str] | None = None,
) -> Figure:
    """Return bars, stacked by outcome. *marks* are the amounts of the other period.

    *ticks* has the places that the axis names, and their words; as many labels as there is room for if it is None.
    """
    bars = [_bars(labels, each) for each in series]
    if marks:
        bars.append(_marks(labels, marks, marks_label))
    return figure("time", bars, xaxis=_axis(labels, ticks) | {"range": [-0.6, len(labels) - 0.4]})


def _axis(labels: Sequence[str], ticks: Mapping[int, str] | None) -> dict[str, Any]:
    """Return an axis whose places have these labels. Hovering tells the label, and what a click does."""
    words = ticks if ticks is not None else {each: shortened(labels[each]) for each in shown_ticks(len(labels))}
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": unique(labels),
        "tickmode": "array",
        "tickvals": list(words),
        "ticktext": list(words.values()),
        "tickangle": 0,
        "unifiedhovertitle": {"text": f"<b>%{{x}}</b><br>{click_words()}"},
    }


def unique(labels: Sequence[str]) -> list[str]:
    """Return the labels, each one once: one that comes again is followed by its place."""
    seen: set[str] = set()
    found = []
    for place, label in enumerate(labels):
        found.append(label if label not in seen else f"{label} ({place + 1})")
        seen.add(label)
    return found


def _bars(labels: Sequence[str], each: Series) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": each.label,
        "x": unique(labels),
        "y": list(each.amounts),
        "customdata": _told(each, labels),
        "hovertemplate": f"{_TEXT if each.texts else '%{y:,.0f}'}<extra>%{{fullData.name}}</extra>",
        "marker": marker(each.role),
    }


_TEXT = "%{customdata[2]}"


def _told(each: Series, labels: Sequence[str]) -> list[list[str]]:
    """Return for each point the page that it leads to, its label, and its text if it has one."""
    columns = (each.hrefs, labels, each.texts) if each.texts else (each.hrefs, labels)
    return [list(point) for point in zip(*columns, strict=True)]


def _marks(labels: Sequence[str], amounts: Sequence[float | None], label: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": label,
        "x": unique(labels),
        "y": list(amounts),
        "hovertemplate": "%{y:,.0f}<extra>%{fullData.name}</extra>",
        "marker": {
            "symbol": "line-ew-open",
            "size": 26,
            "color": "@head",
            "line": {"width": 2, "color": "@head"},
        },
    }


def shown_ticks(count: int, most: int = MOST_TICKS) -> list[int]:
    """Return which of so many labels an axis has room for, evenly."""
    step = next(each for each in (1, 2, 3, 4, 5, 7, 14, 28, 56, 112, 224, count or 1) if each * most >= count)
    return list(range(0, count, step))


def lines_of(
    labels: Sequence[str], series: Sequence[Series], totals: Sequence[str], longest: int = LONGEST_LABEL
) -> Figure:
    """Return lying bars, one for each label, from the top; *totals* stand at their ends. Labels are cut at *longest*
    characters."""
    rows = list(range(len(labels)))
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": each.label,
            "y": rows,
            "x": list(each.amounts),
            "customdata": [list(pair) for pair in zip(each.hrefs, labels, strict=True)],
            "hovertemplate": "%{customdata[1]}: %{x:,.0f}<extra>%{fullData.name}</extra>",
            "marker": marker(each.role),
        }
        for each in series
    ]
    sums = [sum(each.amounts[row] for each in series) for row in rows]
    notes = [
        {"x": sums[row], "y": row, "text": f"<b>{totals[row]}</b>", "xanchor": "left", "showarrow": False, "xshift": 4}
        for row in rows
    ]
    made = figure(
        "lines",
        data,
        hovermode="closest",
        bargap=0.42,
        margin={"l": max(64, LETTER_PX * min(longest, max(map(len, labels), default=0)) + 8), "r": 52, "t": 4, "b": 4},
        annotations=[note | {"font": {"size": 12, "color": "@text"}} for note in notes],
        xaxis={"visible": False, "rangemode": "tozero"},
        yaxis={
            "autorange": "reversed",
            "tickmode": "array",
            "tickvals": rows,
            "ticktext": [shortened(label, longest) for label in labels],
            "showgrid": False,
            "tickfont": {"size": 12, "color": "@text"},
        },
    )
    made["height"] = made["phoneHeight"] = 16 + 34 * len(labels)
    return made


def shortened(label: str, most: int = LONGEST_LABEL) -> str:
    """Return a label that fits beside its bar."""
    return label if len(label) <= most else f"{label[: most - 1]}…"


def heat(
    columns: Sequence[str],
    rows: Sequence[str],
    amounts: Sequence[Sequence[float]],
    texts: Sequence[Sequence[str]],
    hrefs: Sequence[Sequence[str]],
) -> Figure:
    """Return a heat map whose cells show their numbers. The first row is at the top.

    The words are annotations: their colours keep their contrast on each of the six shades.
    """
    top = max((amount for row in amounts for amount in row), default=0) or 1
    steps = [[shade(amount, top) for amount in row] for row in amounts]
    words = [
        {
            "x": x,
            "y": y,
            "text": texts[y][x],
            "showarrow": False,
            "font": {"size": 12, "color": f"@word{steps[y][x]}"},
        }
        for y in range(len(rows))
        for x in range(len(columns))
    ]
    data = {
        "type": "heatmap",
        "x": list(range(len(columns))),
        "y": list(range(len(rows))),
        "z": steps,
        "zmin": 0,
        "zmax": STEPS - 1,
        "colorscale": [[place / (STEPS - 1), f"@heat{place}"] for place in range(STEPS)],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "customdata": [
            [[hrefs[y][x], f"{rows[y]}, {columns[x]}: {texts[y][x]}"] for x in range(len(columns))]
            for y in range(len(rows))
        ],
        "hovertemplate": "%{customdata[1]}<extra></extra>",
    }
    ticks = {"tickmode": "array", "showgrid": False, "zeroline": False, "ticks": "", "showline": False}
    wide = shown_ticks(len(columns), 24)
    made = figure(
        "heat",
        [data],
        hovermode="closest",
        margin={"l": 12 + LETTER_PX * min(16, max(map(len, rows), default=0)), "r": 4, "t": 4, "b": 24},
        annotations=words,
        xaxis=ticks | {"tickvals": wide, "ticktext": [columns[each] for each in wide]},
        yaxis=ticks
        | {
            "tickvals": list(range(len(rows))),
            "ticktext": [shortened(row, 16) for row in rows],
            "autorange": "reversed",
        },
    )
    made["height"] = made["phoneHeight"] = max(120, 28 + 32 * len(rows))
    return made


def shade(amount: float, top: float) -> int:
    """Return which of the six shades a cell has: the lightest only for nothing or next to nothing."""
    return min(STEPS - 1, int(amount / top * STEPS)) if amount else 0


def columns_of(series: Series, labels: Sequence[str], roles: Sequence[str], target: tuple[float, str] | None) -> Figure:
    """Return standing bars with their numbers on top. *target* is a place between bars, and its word."""
    data = {
        "type": "bar",
        "name": series.label,
        "x": list(range(len(labels))),
        "y": list(series.amounts),
        "text": list(series.texts),
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"size": 11, "color": "@axis"},
        "customdata": [list(pair) for pair in zip(series.hrefs, labels, strict=True)],
        "hovertemplate": "%{customdata[1]}: %{y:,.0f}<extra></extra>",
        "marker": {
            "color": [f"@{role}" for role in roles],
            "line": {"width": 1, "color": "@main"},
        },
    }
    layout: dict[str, Any] = {
        "hovermode": "closest",
        "bargap": 0.12,
        "margin": {"l": 44, "r": 8, "t": 24, "b": 28},
        "xaxis": {"tickmode": "array", "tickvals": list(range(len(labels))), "ticktext": list(labels)},
    }
    if target is not None:
        place, word = target
        layout["shapes"] = [
            {"type": "line", "x0": place, "x1": place, "yref": "paper", "y0": 0, "y1": 1.06}
            | {"line": {"width": 2, "color": "@head"}}
        ]
        layout["annotations"] = [
            {"x": place, "yref": "paper", "y": 1.12, "text": f"<b>{word}</b>", "xanchor": "left", "showarrow": False}
            | {"xshift": 4, "font": {"size": 12, "color": "@text"}}
        ]
    return figure("waits", [data], **layout)


def curve(labels: Sequence[str], series: Sequence[Series], short: Sequence[str] | None = None) -> Figure:
    """Return lines over time. *short* are the words of the axis, where they differ from the labels."""
    data = [
        {
            "type": "scatter",
            "mode": "lines" if len(labels) > MOST_TICKS else "lines+markers",
            "name": each.label,
            "x": unique(labels),
            "y": list(each.amounts),
            "customdata": _told(each, labels),
            "hovertemplate": f"{_TEXT if each.texts else '%{y:,.4~g}'}<extra>%{{fullData.name}}</extra>",
            "line": {"color": f"@{each.role}", "width": 2, "dash": "solid" if place == 0 else "dot"},
        }
        for place, each in enumerate(series)
    ]
    words = {each: (short or labels)[each] for each in shown_ticks(len(labels), 7)}
    return figure("plain", data, xaxis=_axis(labels, words) | {"range": [-0.5, len(labels) - 0.5]})


def run_of_best(amounts: Sequence[float], length: int = 2) -> int:
    """Return where the *length* neighbours begin that add up to most."""
    sums = [sum(amounts[place : place + length]) for place in range(max(1, len(amounts) - length + 1))]
    return sums.index(max(sums)) if sums else 0


def click_words() -> str:
    """Return what a click on a bar does, for the line below the numbers."""
    return str(_("Click: show only these calls"))
