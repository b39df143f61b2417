"""Phones that report how well they hear (RTCP) have that in the journal, once the call is over."""

from contextlib import closing

from switch.ng import Ng
from tests.calls.drawings import AROUND_RING, OUTLETS, ring
from tests.waiting import until


def reports(exchange, call_id: str) -> list[dict]:
    """All that is noted of the quality of a call, once both sides are."""
    events = [line["event"] for line in exchange.journal()]
    found = [each for each in events if each["type"] == "quality_reported" and each["call"] == call_id]
    return found if len(found) == 2 else []


def are_heard(ng: Ng, call_id: str) -> bool:
    """Whether rtpengine has reports of both sides."""
    return len(ng.ask("query", call_id=call_id)["SSRC"]) == 2


def test_both_sides_of_a_talk_say_how_well_they_heard(exchange, baresip):
    anna, caller = baresip("101", answer_after_s=0), baresip("+4917012345")
    number = exchange.draw([ring(), *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    assert call.wait("confirmed")
    [lines] = exchange.calls_to(number)
    call_id = lines[0]["call"]
    with closing(Ng(exchange.config.ng_port)) as ng:
        assert until(lambda: are_heard(ng, call_id), limit_s=60)
    anna.hang_up()
    assert call.wait("ended")
    found = until(lambda: reports(exchange, call_id))
    assert {each["leg"] for each in found} > {""}
    assert all(4 <= each["mos"] <= 5 and each["lost"] < 0.05 and each["round_trip_ms"] < 100 for each in found)
