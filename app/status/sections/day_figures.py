"""Defines the figures of the day so far. Each shows the measure of the same name, as Statistics counts it."""

from collections.abc import Callable

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.amounts import figure, terms
from app.ports.figures import Measure
from app.ports.wall import Shown, Unit, WallFigure
from app.status.picture import MOST_MISSED, Picture
from app.status.sections.own_figure import OwnFigure

AVERAGES = ("seconds", "share", "score", "clock")
"""Units of figures that are nothing without calls; others are 0 then."""


def _answered(picture: Picture) -> Shown:
    sums = picture.sums.measures
    parts = {name: sums.get(name) for name in ("answered", "missed", "voicemail", "abandoned")}
    text = _(
        "%(missed)s missed · %(abandoned)s abandoned",
        missed=_count(sums.get("missed")),
        abandoned=_count(sums.get("abandoned")),
    )
    answered, of = sums.get("answered") or 0, sums.get("waited")
    return Shown(
        answered,
        text if of else no_calls(),
        of,
        parts,
        usual=picture.sums.usual.get("answered"),
        href=f"{picture.calls_of_day}&measure=answered",
    )


def _service_level(picture: Picture) -> Shown:
    value, found = picture.sums.measures.get("service_level"), picture.sums.quotients.get("service_level")
    if value is None or found is None:
        return Shown(value, no_calls())
    in_time, waited, seconds = round(found.above), round(found.below), picture.targets.in_time_s
    return Shown(
        value,
        _(
            "%(in_time)s of %(waited)s within %(seconds)s s",
            in_time=figure(in_time, "calls"),
            waited=figure(waited, "calls"),
            seconds=seconds,
        ),
        parts={"in_time": in_time, "waited": waited},
        usual=picture.sums.usual.get("service_level"),
        href=f"{picture.calls_of_day}&measure=service_level",
        filled=_filled(picture, "service_level"),
    )


def _minutes(picture: Picture) -> Shown:
    usual = picture.sums.usual.get("minutes")
    text = "" if usual is None else _("Usual by now: %(minutes)s", minutes=figure(usual, "minutes"))
    return Shown(
        picture.sums.measures.get("minutes") or 0, text, usual=usual, href=f"{picture.calls_of_day}&measure=minutes"
    )


def _of_sums(measure: str, counts: bool = True) -> Callable[[Picture], Shown]:
    """Return what shows *measure* of today. One that counts is 0 without calls; others are nothing."""

    def show(picture: Picture) -> Shown:
        value = picture.sums.measures.get(measure)
        if value is None and not counts:
            return Shown(None, no_calls())
        usual = picture.sums.usual.get(measure)
        href = f"{picture.calls_of_day}&measure={measure}"
        return Shown(value or 0, usual=usual, href=href, filled=_filled(picture, measure))

    return show


def _filled(picture: Picture, measure: str) -> str:
    """Return what was divided by what; "" for measures that are no quotient, or have nothing to divide by."""
    found = picture.sums.quotients.get(measure)
    return terms(found) if found and found.below else ""


def never_called_back(picture: Picture) -> Shown:
    """Return the missed calls that nobody has called back, and when the oldest of them began, if it is known."""
    value = picture.sums.measures.get("never_called_back")
    missed = [each for each in picture.sums.missed if not each.called_back_by]
    count = len(missed) if value is None else value
    since = (
        min((each.first_at or each.call.started_at for each in missed), default=None) if count <= MOST_MISSED else None
    )
    return Shown(count, since=since, href=f"{picture.calls_of_day}&measure=never_called_back")


def no_calls() -> str:
    """Return what stands where nothing can be divided by nothing."""
    return str(_("No calls yet"))


def _count(value: float | None) -> int:
    return round(value or 0)


def _of_day(
    name: str,
    label: LazyString,
    unit: Unit,
    show: Callable[[Picture], Shown] | None = None,
    watch: float | None = None,
    act: float | None = None,
    is_default: bool = False,
    currency: str = "",
) -> OwnFigure:
    """Return the figure of a measure. What it means, and whether more is better, is said by the measure itself."""
    made = WallFigure(
        name, label, label, label, unit, "", watch, act, is_default=is_default, is_measure=True, currency=currency
    )
    return OwnFigure(made, show or _of_sums(name, counts=unit not in AVERAGES))


def of_feature(measure: Measure) -> OwnFigure:
    """Return the figure of a measure that a feature puts on the wall."""
    assert measure.wall is not None
    wall = measure.wall
    usual = wall.watch, wall.act, wall.is_default
    return _of_day(measure.name, wall.label, measure.unit, None, *usual, measure.currency)


OF_DAY = (
    _of_day("answered", _l("Answered today"), "calls", _answered, is_default=True),
    _of_day("service_level", _l("Service level"), "share", _service_level, 0.8, 0.6, is_default=True),
    _of_day("minutes", _l("Minutes today"), "minutes", _minutes, is_default=True),
    _of_day("missed", _l("Missed today"), "calls"),
    _of_day("abandoned", _l("Abandoned today"), "calls"),
    _of_day("voicemail", _l("Voicemails today"), "calls"),
    _of_day("never_called_back", _l("Not called back"), "calls", never_called_back),
    _of_day("asa", _l("Average wait"), "seconds"),
    _of_day("longest_wait", _l("Longest wait today"), "seconds"),
    _of_day("average_talk", _l("Average talk"), "seconds"),
    _of_day("occupancy", _l("Occupancy"), "share"),
    _of_day("peak", _l("Most calls at once"), "calls"),
)
