"""A message in which next to nothing is said is a missed call: in the list of calls, too, and in a rebuilt record."""

import pytest
from sqlalchemy import delete

from app.calls.models import Call, CallLeg, CallSteps, CallVisit, CallWait
from app.db import company_scope, db, every_company
from app.gateways.rtp_capture import rtp_packets
from app.gateways.spool import finished
from app.journal.rebuilding import read_again, rebuild
from app.journal.service import ingest
from app.recordings.making import make_files
from designer.runtime.effects import Dial, Ended, StopRecording
from designer.runtime.events import CallerGone, PromptEnded
from designer.runtime.journal_entries import CallRefused
from tests.app.calls.listed import listed
from tests.app.gateways.sound import pcap, rtp
from tests.app.recordings.conftest import NOON


@pytest.fixture
def message(node1):
    """A call in which the caller left a message, and nothing else happened."""
    node1.arrive("c0ffee")
    node1.message("c0ffee")
    node1.end("c0ffee", StopRecording("c0ffee-r1"))


def talk_for_three_seconds(spool):
    capture = finished(spool)["c0ffee-r1"]
    with capture.pcap.open("rb") as file:
        half = [packet for packet in rtp_packets(file) if packet.port == capture.caller_port][:25]
    capture.pcap.write_bytes(
        pcap(
            [
                (number / 50, capture.caller_port, rtp(number * 160, each.payload, payload_type=each.payload_type))
                for number, each in enumerate(half * 6)
            ]
        )
    )


def outcome(company_id, call="c0ffee"):
    with company_scope(company_id):
        found = db.session.get(Call, call)
        assert found
        db.session.refresh(found)
        return found.outcome


@pytest.mark.parametrize(("says_something", "expected"), [(False, "missed"), (True, "voicemail")])
def test_how_much_is_said_decides(app, company_id, config, message, spool, says_something, expected):
    if says_something:
        talk_for_three_seconds(spool)
    with app.app_context():
        ingest()
        assert outcome(company_id) == "voicemail"
        make_files()
        ingest()
        assert outcome(company_id) == expected
        rebuild(config.journal_dir)
        assert outcome(company_id) == expected
        assert read_again(config.journal_dir) == 0
        with every_company():
            for model in (CallSteps, CallVisit, CallWait, CallLeg, Call):
                db.session.execute(delete(model))
            db.session.commit()
        rebuild(config.journal_dir)
        assert outcome(company_id) == expected


def test_calls_are_found_by_their_outcome(client, app, node1, message, spool):
    for name, press in (("b", "2"), ("a", "1")):
        node1.arrive(name, caller=f"+4930{press}")
        node1.talk(name) if name == "b" else node1.step(name, PromptEnded, Dial("b1", "101", ("p",)), token=1)
        node1.step(name, CallerGone, Ended("caller_hung_up"))
    at = round(NOON.timestamp() * 1000)
    node1.journal.note(CallRefused(at, "node1", "r", "1001", "+49303", "+4930555010", "inbound", 503, 1))
    with app.app_context():
        ingest()
        make_files()
        ingest()
    callers = {"answered": {"+49302"}, "missed": {"+49301", "+4917012345"}, "refused": {"+49303"}, "voicemail": set()}
    for wanted, expected in callers.items():
        page = listed(client, outcome=wanted)
        assert {each for each in {"+49301", "+49302", "+49303", "+4917012345"} if f"{each}<" in page} == expected
    badge = "Missed</span>"
    assert listed(client).count(badge) == 2
    assert [badge in client.get(f"/calls/{call}").text for call in ("a", "b", "c0ffee")] == [True, False, True]
