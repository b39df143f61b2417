"""Reads from rtpengine's account of a call how well its sides heard each other.

A side that sends reports (RTCP, RFC 3550) says in them how much of the other's voice it got. rtpengine reckons a mean
opinion score from them, and keeps them by the SSRC with which the side speaks itself. Of a side that sends none,
nothing is known.
"""

from collections.abc import Mapping
from typing import Any

from designer.runtime.journal_entries import QualityReported
from switch.switch_call import SwitchCall

CALLER = ""
TENTHS = 10
PERCENT = 100
US_PER_MS = 1000
BEST_MOS = 5.0


def reported(answer: Mapping[str, Any], call: SwitchCall, at: int, switch: str) -> list[QualityReported]:
    """Return what the sides of the call have reported, by rtpengine's *answer* to ``query`` or ``delete``."""
    speakers = _speakers(answer.get("tags", {}), call)
    found = []
    for ssrc, heard in answer.get("SSRC", {}).items():
        if ssrc in speakers and (average := heard.get("average MOS")):
            found.append(_report(average, heard, at, switch, call, speakers[ssrc]))
    return found


def _speakers(tags: Mapping[str, Any], call: SwitchCall) -> dict[str, str]:
    """Return the legs by the SSRCs with which they speak, CALLER for the caller."""
    by_call_id = {leg["call_id"]: name for name, leg in call["legs"].items()}
    before = {ssrc: by_call_id[leg] for ssrc, leg in call["speakers"].items() if leg in by_call_id}
    peer = by_call_id.get(call["peer"]["leg"]) if call["peer"] else None
    now: dict[str, str] = {}
    for tag, side in tags.items():
        speaker = CALLER if tag == call["caller"]["tag"] else peer
        if speaker is not None:
            now |= {str(stream["SSRC"]): speaker for stream in _streams(side) if "SSRC" in stream}
    return now | before


def _streams(side: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [stream for media in side.get("medias", []) for stream in media.get("streams", [])]


def _report(
    average: Mapping[str, int], heard: Mapping[str, Any], at: int, switch: str, call: SwitchCall, leg: str
) -> QualityReported:
    mos = average.get("MOS", 0) / TENTHS
    round_trip = average.get("round-trip time", 0)
    losses = [each.get("packet loss", 0) for each in heard.get("MOS progression", {}).get("entries", [])]
    lost = sum(losses) / len(losses) if losses else average.get("packet loss", 0)
    return QualityReported(
        at=at,
        switch=switch,
        company=call["company"],
        call=call["id"],
        leg=leg,
        mos=mos if 1 <= mos <= BEST_MOS else None,
        lost=round(lost / PERCENT, 4),
        jitter_ms=average.get("jitter", 0),
        round_trip_ms=round(round_trip / US_PER_MS, 1) if round_trip else None,
    )
