"""What rtpengine's account of a call says of how well its sides heard each other."""

import pytest

from switch.quality import reported

CALLER, ANNA, BEN = 2863267841, 3149594625, 77


def side(ssrc: int | None) -> dict:
    stream = {"local port": 25218, "stats": {"packets": 150}} | ({"SSRC": ssrc} if ssrc else {})
    return {"tag": "a", "medias": [{"index": 1, "type": "audio", "streams": [stream, stream]}]}


def heard(mos: int, lost: int, *, progression: tuple[int, ...] = ()) -> dict:
    """As rtpengine 10.5 tells it."""
    average = {
        "MOS": mos,
        "round-trip time": 60290,
        "round-trip time leg": 30050,
        "jitter": 10,
        "packet loss": lost,
        "samples": 1,
    }
    entries = [{**average, "packet loss": each} for each in progression]
    return {"cumulative loss": 6, "average MOS": average, "MOS progression": {"interval": 0, "entries": entries}}


def call(**speakers: str) -> dict:
    return {
        "id": "c0ffee",
        "company": "1001",
        "caller": {"tag": "from"},
        "peer": {"leg": "leg-b2"},
        "legs": {"b1": {"call_id": "leg-b1"}, "b2": {"call_id": "leg-b2"}},
        "speakers": speakers,
    }


def of(ssrcs: dict[int, dict], **speakers: str):
    answer = {
        "tags": {"from": side(CALLER), "exchange": side(BEN)},
        "SSRC": {str(ssrc): each for ssrc, each in ssrcs.items()},
    }
    return {each.leg: each for each in reported(answer, call(**speakers), 17, "node1")}


def test_each_side_says_how_well_it_heard_the_other():
    found = of({CALLER: heard(41, 0, progression=(0, 2)), BEN: heard(44, 0)})
    assert [*found] == ["", "b2"]
    assert (found[""].mos, found[""].lost, found[""].jitter_ms, found[""].round_trip_ms) == (4.1, 0.01, 10, 60.3)
    assert found["b2"].mos == 4.4
    assert (found[""].company, found[""].call, found[""].switch, found[""].at) == ("1001", "c0ffee", "node1", 17)


def test_a_leg_that_spoke_before_is_known_by_its_ssrc():
    assert [*of({ANNA: heard(30, 5), BEN: heard(44, 0)}, **{str(ANNA): "leg-b1"})] == ["b1", "b2"]


def test_nothing_is_said_of_a_side_that_sent_no_report():
    assert [*of({BEN: heard(44, 0)})] == ["b2"]
    assert of({}) == {}


def test_nobody_knows_whose_another_ssrc_is():
    assert of({12345: heard(44, 0)}) == {}


def test_without_a_score_only_the_score_is_unknown():
    found = of({CALLER: heard(0, 3)})
    assert (found[""].mos, found[""].lost) == (None, 0.03)


@pytest.mark.parametrize("answer", [{"result": "ok"}, {"result": "ok", "warning": "Call-ID not found"}])
def test_an_answer_without_an_account_says_nothing(answer):
    assert reported(answer, call(), 17, "node1") == []
