"""Promises to call back that nobody can keep: tried ever more rarely, given up, told of; a restart forgets nothing."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.db import db
from app.messages.models import Message
from designer.runtime.promises import MOST_ROUNDS, RETRY_MS
from tests.calls.drawings import hello
from tests.exchange import PHONE_TONES
from tests.waiting import until

MEMBERS = 2
"""Of the group "sales"."""

PATIENCE_S = 120
"""If the phone comes too late for the first round, the next one comes 10 s later, and the one after it another 20 s."""

HOPELESS, HOPEFUL, UNKEPT = "+4917011111", "+4917022222", "+4917033333"


@pytest.fixture
def restarted(own_exchange):
    """An exchange that ended with promises which had been tried in vain, and is there again."""
    own_exchange.draw(*hello("welcome"))
    own_exchange.parts.stop("kamailio")
    at = round(time.time() * 1000)
    tried = [(HOPELESS, MOST_ROUNDS * MEMBERS - 1), (HOPEFUL, MEMBERS)]
    lines = [queue_line(at, "again", number=number, wrap_up_s=0, tries=tries) for number, tries in tried]
    rung = [{"type": "call_back", "group": "sales", "number": UNKEPT, "agent": "101", "wrap_up_s": 0, "tries": 0}]
    lines.append(queue_line(at, "left", call="c", callback=UNKEPT) | {"effects": rung})
    lay_strangers(own_exchange.config.journal_dir)
    with open(own_exchange.config.journal_dir / f"{datetime.now(UTC).date()}.jsonl", "ab") as journal:
        for line in lines:
            journal.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
    own_exchange.parts.start_kamailio()
    return own_exchange


def lay_strangers(folder):
    """Nothing that lies beside the journal, and no day of a wrong clock, hides a promise or keeps Kamailio down."""
    (folder / "copy-1.jsonl").write_text('{"type":"queue"}\n')
    (folder / "notes.jsonl").write_text('{"type":"queue"}\n')
    for name in ("2086-02-07.jsonl", "2086-02-08.jsonl"):
        (folder / name).write_text(json.dumps(queue_line(1, "rested", agent="101")) + "\n")
    (folder / f"{datetime.now(UTC).date() - timedelta(days=1)}.jsonl").mkdir()


def queue_line(at, kind, **event):
    said = {"type": "queue", "at": at, "company": "1001", "event": {"type": kind, "at": at, "group": "sales", **event}}
    return {"v": 1, "switch": "node1", "call": None, "seq": None, "at": at, "event": said, "effects": []}


def told(exchange, kind, number):
    """(when, effect) of what the queues wanted since the start."""
    lines = exchange.journal()
    starts = [place for place, line in enumerate(lines) if line["event"]["type"] == "switch_started"]
    return [
        (line["at"], effect)
        for line in lines[starts[-1] :]
        for effect in line["effects"]
        if effect["type"] == kind and effect.get("number") == number
    ]


def test_a_promise_that_nobody_can_keep_is_given_up_and_told_of(restarted):
    assert until(lambda: told(restarted, "callback_given_up", HOPELESS), 20)
    (_, effect) = told(restarted, "callback_given_up", HOPELESS)[0]
    assert (effect["group"], effect["tries"]) == ("sales", MOST_ROUNDS * MEMBERS)
    restarted.work("follow the journal")
    with restarted.in_company():
        (message,) = db.session.scalars(select(Message).where(Message.kind == "callback"))
        assert (message.addressee, message.caller) == ("group:sales", HOPELESS)
    (began, _), *_ = [(line["at"], line) for line in restarted.journal() if line["event"]["type"] == "switch_started"][
        ::-1
    ]
    assert until(lambda: told(restarted, "call_back", HOPEFUL), 30)
    (at, effect) = told(restarted, "call_back", HOPEFUL)[0]
    assert at - began >= RETRY_MS
    assert effect["tries"] == MEMBERS


def test_who_was_just_being_rung_when_the_exchange_stopped_is_rung_again(restarted):
    with restarted.phone("101", answer_after_s=0.0), restarted.carrier(answer_after_s=0.0) as carrier:
        there = carrier.incoming.get(timeout=PATIENCE_S)
        while UNKEPT not in there.invite.first:
            assert there.wait("answered")
            there.hang_up()
            there = carrier.incoming.get(timeout=PATIENCE_S)
        assert there.rtp.wait_for_tone(PHONE_TONES["101"])
