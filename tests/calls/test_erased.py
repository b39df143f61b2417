"""A caller whose data is deleted is in no file of the exchange any more, but for the journal of the last days."""

from app.company.noting import note_deleted
from app.db import db
from app.ports.calls import OF_CALL
from tests.calls.drawings import END
from tests.designer.drawing import node
from tests.exchange import PHONE_TONES
from tests.waiting import until

HER = "+4917088811223"
TRACES = (HER.removeprefix("+").encode(), b"Pfannenstiel")
OUTCOMES = ("timeout", "full", "nobody", "left", "callback")
SERVED_S = 40


def files_with_traces(exchange):
    paths = [path for path in exchange.config.home.rglob("*") if path.is_file()]
    others = [path for path in paths if exchange.config.journal_dir not in path.parents]
    return {path.name for path in others if any(trace in path.read_bytes() for trace in TRACES)}


def test_no_log_and_no_table_keeps_her(exchange, phones, carrier):
    anna = phones("101", answer_after_s=0.0)
    queue = node("queue", "queue", group_name="sales", music="music", record=True, wrap_up_s=0, callback_key="5")
    number = exchange.draw([queue, END], *(("queue", outcome, "end") for outcome in OUTCOMES))
    with exchange.caller(HER) as her:
        assert her.call(number).rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
        waits = her.call(number)
        assert waits.wait("answered")
        waits.press("5")
        assert waits.wait("ended")
    anna.hang_up_all()
    there = carrier.incoming.get(timeout=SERVED_S)
    assert HER in there.invite.first
    there.hang_up()
    assert until(lambda: exchange.ended(HER))
    exchange.work("follow the journal")
    assert files_with_traces(exchange)
    names = [steps[0]["call"] for dialled in (number, HER) for steps in exchange.calls_to(dialled)]
    with exchange.in_company():
        note_deleted(OF_CALL, names)
        db.session.commit()
    exchange.work("follow the journal")
    exchange.work("make recordings", "remove deleted recordings", "store the facts of calls")
    exchange.work("forget numbers of nobody", "forget traces")
    assert until(lambda: files_with_traces(exchange) == set()), files_with_traces(exchange)
