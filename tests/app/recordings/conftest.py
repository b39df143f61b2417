import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.db import company_scope, db
from app.journal.service import ingest
from app.recordings.models import RecordedFile, Recording
from app.recordings.service import storage
from designer.runtime.effects import Answer, Bridge, Dial, Ended, Record, StopRecording
from designer.runtime.events import CallArrived, CallerGone, LegAnswered, PromptEnded
from switch.journal import Journal

SPOOL = Path(__file__).parents[1] / "gateways" / "spool"
NOON = datetime(2024, 5, 4, 12, tzinfo=UTC)
NUMBER = "+4930555010"


class Switch:
    """Writes the journal of calls that are recorded, with a second between one line and the next."""

    def __init__(self, folder: Path, name: str = "node1") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.journal = Journal(folder, name)
        self._steps: dict[str, int] = {}

    def step(self, call, event, /, *effects, at=NOON, **fields):
        seq = self._steps.get(call, 0)
        self._steps[call] = seq + 1
        at_ms = round(at.timestamp() * 1000) + seq * 1000
        self.journal.step(call, seq, event(at=at_ms, **fields), effects)

    def arrive(self, call, caller="+4917012345", company="1001", at=NOON):
        arrived = {"call": call, "company": company, "caller": caller, "caller_name": "", "number": NUMBER}
        self.step(call, CallArrived, **arrived, program="p", directory="d", direction="inbound", at=at)

    def talk(self, call, recording="r1", at=NOON):
        """Three employees are rung, the second picks up, and that is recorded."""
        ringing = [Dial(f"b{index}", f"10{index}", (f"1001-10{index}",)) for index in (1, 2, 3)]
        self.step(call, PromptEnded, *ringing, token=1, at=at)
        record = Record(f"{call}-{recording}", "call", "group:sales")
        self.step(call, LegAnswered, Answer(), Bridge("b2"), record, leg="b2", at=at)

    def message(self, call, recording="r1", at=NOON):
        self.step(call, PromptEnded, Record(f"{call}-{recording}", "message", "employee:101"), token=2, at=at)

    def stop(self, call, recording="r1", at=NOON):
        self.step(call, PromptEnded, StopRecording(f"{call}-{recording}"), token=3, at=at)

    def end(self, call, *effects, at=NOON):
        self.step(call, CallerGone, *effects, Ended("caller_hung_up"), at=at)


@pytest.fixture
def node1(app, config):
    return Switch(config.journal_dir)


@pytest.fixture
def recorded(app, node1):
    """The call c0ffee, of which rtpengine made the captures in SPOOL: a message r1, then a talk r2. It is over."""
    node1.arrive("c0ffee")
    node1.message("c0ffee")
    node1.stop("c0ffee")
    node1.talk("c0ffee", "r2")
    node1.end("c0ffee", StopRecording("c0ffee-r2"))
    with app.app_context():
        ingest()


@pytest.fixture
def spool(config):
    """rtpengine's folder, with both captures of c0ffee in it, complete."""
    shutil.copytree(SPOOL, config.spool_dir)
    (config.spool_dir / "tmp").mkdir()
    return config.spool_dir


@pytest.fixture
def keep(app, company_id):
    """Adds a recording whose sound is ready, without a switch; *at* is when it began."""

    def add(name, at=NOON, company_id=company_id, sound=b"", **values):
        file = {"state": "ready", "key": f"sounds/{name}.wav", "duration_s": 20.0, "size_bytes": 1000, "sides": 2}
        file |= {column: values.pop(column) for column in list(values) if column in RecordedFile.__table__.columns}
        talk = {"kind": "call", "owner": "employee:101", "employee": "101", "caller": "+4917012345", "number": NUMBER}
        talk |= {"call": "c", "switch": "node1", "began_at": at, "ended_at": at + timedelta(seconds=20)}
        with app.app_context(), company_scope(company_id):
            db.session.add(Recording(id=name, **talk | values))
            db.session.add(RecordedFile(recording=name, **file))
            db.session.commit()
            if sound:
                draft = app.config["ZENTRALE"].home / "draft"
                draft.write_bytes(sound)
                storage.of(app).put(file["key"], draft)

    return add
