"""Says in words what the page of one call shows: who was in it, what happened when, and how well they heard it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from app.call_story import CAUSES, known_as
from app.calls.models import Call
from app.calls.remark_models import CallQuality
from app.calls.timeline import Lane, Mark, Span, Timeline
from app.phone_numbers import readable
from app.ports.directory import labels
from designer.runtime.numbers import ANONYMOUS

GOOD_MOS, FAIR_MOS = 4.0, 3.6
"""From here on people are satisfied, or some are not (ITU-T G.107, table B.1)."""

BARS = ((4.3, 5), (4.0, 4), (3.6, 3), (3.1, 2), (0.0, 1))
MISSED_CAUSES = {**CAUSES, "cancelled": lazy_gettext("no answer"), "elsewhere": lazy_gettext("somebody else answered")}


@dataclass(frozen=True)
class Names:
    """Names everybody in a call: *employees* by extension, *groups* by name, and *callers*, by number, from lists."""

    employees: Mapping[str, str]
    groups: Mapping[str, str]
    callers: Mapping[str, str]

    def person(self, extension: str, number: str = "") -> str:
        """Return the name of an employee, or what is known of somebody outside."""
        if extension:
            return self.employees.get(extension, extension)
        return self.callers.get(number) or readable(number)

    def group(self, name: str) -> str:
        """Return what people call a group."""
        return self.groups.get(name, name)

    def caller(self, call: Call) -> str:
        """Return the name of who called, or of who was called back; the number if there is none."""
        if call.direction == "internal" and call.caller in self.employees:
            return self.employees[call.caller]
        return self.callers.get(call.caller) or call.caller_name or self.caller_number(call)

    def caller_number(self, call: Call) -> str:
        """Return the caller's number as people write it."""
        return known_as(call.caller) if call.caller in ("", ANONYMOUS) else readable(call.caller)

    def has_name(self, call: Call) -> bool:
        """Return whether more than the number is known of the caller."""
        return self.caller(call) != self.caller_number(call)


def names(callers: Mapping[str, str]) -> Names:
    """Return the names of the company in force, and of these *callers*."""
    employees, groups = {}, {}
    for (kind, name), label in labels().items():
        if kind == "employee":
            employees[name] = label.removesuffix(f"({name})").strip()
        elif kind == "group":
            groups[name] = label
    return Names(employees, groups, callers)


def short_name(name: str) -> str:
    """Return "Finn O." for "Finn Ostermann"; another name as it is."""
    first, _space, last = name.rpartition(" ")
    return f"{first} {last[:1]}." if first and last[:1].isalpha() else name


def first_name(name: str) -> str:
    """Return "Finn" for "Finn Ostermann"; a number as it is."""
    return name.split()[0] if name[:1].isalpha() else name


def clock(seconds: float) -> str:
    """Return a length or a moment such as "3:07", or "1:02:03" from an hour on."""
    whole = max(0, int(seconds + 0.5))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


@dataclass(frozen=True)
class TimelineWords:
    """Says in words what is on the axis of a call. *blocks* are the labels of its drawing."""

    names: Names
    blocks: Mapping[str, str]

    def lane(self, lane: Lane) -> str:
        """Return whose lane it is."""
        if not lane.extension and not lane.number:
            return str(_("Exchange"))
        return self.names.person(lane.extension, lane.number)

    def span(self, span: Span, lane: Lane) -> str:
        """Return what went on, as a short sentence."""
        length = clock(span.length_s)
        match span.kind:
            case "talk":
                return str(_("Talks %(length)s", length=length))
            case "message":
                return str(_("Message of %(length)s", length=length))
            case "wait" if span.group:
                return str(_("Waits %(length)s for %(group)s", length=length, group=self.names.group(span.group)))
            case "wait":
                return str(_("Waits %(length)s", length=length))
            case "ring" if span.cause in MISSED_CAUSES:
                return str(_("Rings %(length)s: %(cause)s", length=length, cause=MISSED_CAUSES[span.cause]))
            case "ring":
                return str(_("Rings %(length)s", length=length))
        return self._blocks(span) or str(_("The flow"))

    def _blocks(self, span: Span) -> str:
        return ", ".join(dict.fromkeys(self.blocks.get(each, each) for each in span.blocks))

    def lines(self, timeline: Timeline) -> list[tuple[float, str, float, str]]:
        """Return the call as a list for narrow screens: (second, sentence, length in seconds, kind of span)."""
        found = []
        for lane in timeline.lanes:
            for span in lane.spans:
                if sentence := self._line(span, lane):
                    found.append((span.begin_s, sentence, span.length_s, span.kind))
        return sorted(found)

    def _line(self, span: Span, lane: Lane) -> str:
        who = self.lane(lane)
        match span.kind:
            case "talk":
                return str(_("%(who)s talked", who=who))
            case "message":
                return str(_("Left a message"))
            case "wait" if span.group:
                return str(_("Waited for %(group)s", group=self.names.group(span.group)))
            case "wait":
                return str(_("Waited"))
            case "ring":
                missed = span.cause in CAUSES and not lane.has_talked
                return str(_("%(who)s: %(cause)s", who=who, cause=CAUSES[span.cause])) if missed else ""
        return self._blocks(span)

    def mark(self, mark: Mark) -> str:
        """Return what happened at that moment."""
        match mark.kind:
            case "key":
                return str(_("Pressed %(key)s", key=mark.text))
            case "tag":
                return str(_("Tagged “%(tag)s”", tag=mark.text))
            case "recording":
                return str(_("The recording begins"))
            case "warning":
                return str(_("A warning: see step by step"))
        return str(_("Note: %(text)s", text=mark.text if len(mark.text) < 60 else f"{mark.text[:59]}…"))


def ended_by(call: Call, names: Names) -> str:
    """Return who ended the call, "" if nobody did or it goes on."""
    is_callback = call.direction == "callback"
    match call.ended:
        case "caller_hung_up":
            return names.person(call.extension) if is_callback else str(_("the caller"))
        case "callee_hung_up":
            return str(_("the person called back")) if is_callback else names.person("", call.answered_by or "")
        case None:
            return ""
    return str(_("the exchange"))


Level = Literal["good", "watch", "act", ""]


@dataclass(frozen=True, slots=True)
class QualityRow:
    """Describes how well one side heard the other. *bars* are 1 to 5, 0 if that is unknown; *words* say the rest."""

    who: str
    bars: int
    words: str
    hint: str = ""


def quality_rows(call: Call, known: Sequence[CallQuality], names: Names) -> list[QualityRow]:
    """Return a row for each side that talked; one that has reported nothing is unknown."""
    by_leg = {each.leg: each for each in known}
    legs = [leg for leg in call.legs if leg.answered_at]
    if not legs:
        return []
    sides = [("", str(_("Caller")))]
    sides += [(leg.leg, names.person(leg.employee, leg.number)) for leg in legs if leg.leg != "caller"]
    return [_quality_row(by_leg.get(leg), who, call) for leg, who in sides]


def quality_level(known: Sequence[CallQuality]) -> tuple[Level, str]:
    """Return the level of the worst side that is known, and its word; ("", "") if none is."""
    scores = [each.mos for each in known if each.mos is not None]
    if not scores:
        return "", ""
    worst = min(scores)
    if worst >= GOOD_MOS:
        return "good", str(_("Good"))
    return ("watch", str(_("Fair"))) if worst >= FAIR_MOS else ("act", str(_("Poor")))


def _quality_row(known: CallQuality | None, who: str, call: Call) -> QualityRow:
    if known is None or known.mos is None:
        if call.ended_at is None:
            return QualityRow(who, 0, str(_("Known once the call is over")))
        return QualityRow(who, 0, str(_("Unknown")), str(_("no report from this phone")))
    bars = next(count for least, count in BARS if known.mos >= least)
    lost = f"{known.lost * 100:.1f}".rstrip("0").rstrip(".")
    hint = [str(_("Jitter %(ms)d ms", ms=known.jitter_ms))]
    if known.round_trip_ms:
        hint.append(str(_("Round trip %(ms)d ms", ms=known.round_trip_ms)))
    words = str(_("%(score)s · %(lost)s %% lost", score=f"{known.mos:.1f}", lost=lost))
    return QualityRow(who, bars, words, ", ".join(hint))


def talk_count(timeline: Timeline) -> int:
    """Return in how many talks the caller has been."""
    return sum(span.kind == "talk" for lane in timeline.lanes for span in lane.spans)


def in_talks(count: int) -> str:
    """Return "in 2 talks", "" for one."""
    return ngettext("in %(num)d talk", "in %(num)d talks", count) if count > 1 else ""
