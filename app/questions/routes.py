"""Serves what a question means, as JSON."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request
from flask_babel import lazy_gettext as _

from app.ports.figures import BadSelection, Question, Selection, figures
from app.ports.questions import Meaning, Understood, questions
from app.questions.told import COMPARED, told_period
from app.rights import right

questions_api = Blueprint("questions_api", __name__, url_prefix="/statistics")

MOST_LETTERS = 1000
"""Nothing longer is read at all."""


@questions_api.get("/understand")
@right("see calls", scope="groups")
def understand() -> Response:
    """Return what ?q= means.

    "query" is the query of a URL that says the selection, "chips" what people read of it, "count" how many calls there
    are, None where the figures of so long a period have to be asked for on the page; "unknown" has the words that mean
    nothing, with up to three guesses each, and "corrections" those that were misspelt. Parameters of the page that the
    question doesn't name, such as the period, may stand in the same request; they hold unless it says otherwise.
    """
    understood = questions().understand(request.args.get("q", "")[:MOST_LETTERS])
    args = _with_page(understood)
    try:
        selection = figures().selection(_as_lists(args))
    except BadSelection as problem:
        return jsonify(_described(understood, args) | {"problem": str(problem), "chips": [], "count": None})
    return jsonify(
        _described(understood, args)
        | {"problem": "", "chips": _chips(understood, selection), "count": _count(selection)}
    )


def _with_page(understood: Understood) -> list[tuple[str, str]]:
    """Return the parameters of the question, with the period of the page if it names none."""
    named = {name for name, _value in understood.args}
    period = [] if named & {"period", "from", "to"} else ["period", "from", "to"]
    kept = [(name, value) for name in period if (value := request.args.get(name))]
    return [*kept, *understood.args]


def _as_lists(args: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in args:
        found.setdefault(name, []).append(value)
    return found


def _chips(understood: Understood, selection: Selection) -> list[dict[str, Any]]:
    """Return the filters as people read them, and the period and the comparison if the question names them."""
    kinds = {each.kind for each in understood.meanings}
    labels = figures().filters()
    found = [
        (chip.name, labels[chip.name].label, chip.value, chip.text, chip.is_known)
        for chip in figures().chips(selection)
    ]
    if "period" in kinds:
        found.append(("period", _("Period"), selection.period, told_period(selection), True))
    if selection.compare:
        found.append(("compare", _("Compared with"), selection.compare, str(COMPARED[selection.compare]), True))
    names = ("name", "label", "value", "text", "is_known")
    return [dict(zip(names, (name, str(label), *rest), strict=True)) for name, label, *rest in found]


def _count(selection: Selection) -> float | None:
    return figures().ask(Question(selection, ("calls",))).total.values[0]


def _described(understood: Understood, args: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "query": urlencode(args),
        "args": args,
        "measure": understood.measure,
        "splits": list(understood.splits),
        "meanings": [_meaning(understood.text, each) for each in understood.meanings],
        "unknown": [
            {
                "start": word.start,
                "end": word.end,
                "text": word.text,
                "left_out": word.left_out,
                "guesses": [{"text": guess.text, "label": guess.label} for guess in word.guesses],
            }
            for word in understood.unknown
        ],
        "corrections": [
            {"start": each.start, "end": each.end, "text": each.text, "meant": each.meant}
            for each in understood.corrections
        ],
    }


def _meaning(text: str, meaning: Meaning) -> dict[str, Any]:
    return {
        "start": meaning.start,
        "end": meaning.end,
        "words": text[meaning.start : meaning.end],
        "kind": meaning.kind,
        "label": _label(meaning),
        "corrected": meaning.corrected,
        "args": [list(arg) for arg in meaning.args],
    }


def _label(meaning: Meaning) -> str:
    """Return what a measure or a split is called; "" for filters, which have chips."""
    for name, value in meaning.args:
        if name == "measure":
            return str(figures().measures()[value].label)
        if name == "by":
            return str(figures().splits()[value].label)
    return ""
