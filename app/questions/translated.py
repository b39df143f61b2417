"""Translates between the words of the grammar and the parameters of ``app.ports.figures``."""

from dataclasses import replace

from app.ports.questions import Meaning, Understood
from app.questions.days import WEEKDAYS

NAMES = {"caller": "outside", "known": "caller", "waited": "wait", "talked": "length"}
"""Gives the filters of figures that have another name in the grammar."""

MEASURES = {"present": "at_work", "quality": "mos", "concurrent_peak": "peak"}
SPLITS = {"caller": "outside", "known": "caller", "waited": "wait", "talked": "length"}

VALUES: dict[tuple[str, str], tuple[str, ...]] = {
    ("direction", "in"): ("inbound",),
    ("direction", "out"): ("outbound",),
    ("caller", "anonymous"): ("",),
    ("recorded", "yes"): ("1",),
    ("recorded", "no"): ("0",),
    ("quality", "bad"): ("bad", "poor"),
    **{("weekday", name): (str(number),) for number, name in enumerate(WEEKDAYS, 1)},
}
"""Gives the values of figures for those of the grammar, where they differ."""


def in_grammar(name: str) -> str:
    """Return what the grammar calls a filter of figures."""
    return {figures: grammar for grammar, figures in NAMES.items()}.get(name, name)


def measure_in_grammar(name: str) -> str:
    """Return what the grammar calls a measure of figures."""
    return {figures: grammar for grammar, figures in MEASURES.items()}.get(name, name)


def value_in_grammar(name: str, value: str) -> str:
    """Return what the grammar calls a value of a filter of figures."""
    found = {values: grammar for (of, grammar), values in VALUES.items() if of == in_grammar(name)}
    return found.get((value,), value)


def in_figures(understood: Understood) -> Understood:
    """Return *understood* with the parameters of figures."""
    return replace(
        understood,
        args=_args(understood.args),
        measure=MEASURES.get(understood.measure, understood.measure),
        splits=tuple(SPLITS.get(name, name) for name in understood.splits),
        meanings=tuple(_meaning(each) for each in understood.meanings),
    )


def _meaning(meaning: Meaning) -> Meaning:
    if meaning.kind in ("split", "measure"):
        names = SPLITS if meaning.kind == "split" else MEASURES
        return replace(meaning, args=tuple((name, names.get(value, value)) for name, value in meaning.args))
    return replace(meaning, args=_args(meaning.args))


def _args(args: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((NAMES.get(name, name), each) for name, value in args for each in VALUES.get((name, value), (value,)))
