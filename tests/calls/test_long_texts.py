"""A drawing that says much at once: its call is recorded like any other, and so are those of all other companies."""

from sqlalchemy import func, select

from app.calls.models import Call
from app.db import db
from app.messages.models import Message
from app.ports.health import State, check_health
from designer.runtime.journal_line import MOST_LINE_BYTES
from tests.calls.drawings import END, hello
from tests.designer.drawing import node
from tests.waiting import until

BLOCKS = 480
TEXT = "{caller} has called. " + "x" * 1_970


def test_no_line_of_the_journal_is_long_and_every_call_is_in_calls(exchange, caller):
    notes = [node(f"note{place}", "notify", employee="101", text=f"{place} {TEXT}") for place in range(BLOCKS)]
    chain = [(f"note{place}", "next", f"note{place + 1}") for place in range(BLOCKS - 1)]
    long = exchange.draw([*notes, END], *chain, (f"note{BLOCKS - 1}", "next", "end"))
    short = exchange.draw(*hello("welcome"))
    for number in (long, *[short] * 3):
        assert caller.call(number).wait("ended", 20)
    assert until(lambda: len(exchange.calls_to(short)) == 3 and exchange.ended(short) and exchange.ended(long), 20)
    longest = max(len(raw) for path in exchange.config.journal_dir.iterdir() for raw in path.read_bytes().splitlines())
    assert longest < MOST_LINE_BYTES
    exchange.work("follow the journal")
    with exchange.in_company():
        calls = dict(db.session.execute(select(Call.number, func.count()).group_by(Call.number)).all())
        assert (calls[long], calls[short]) == (1, 3)
        (call,) = db.session.scalars(select(Call.id).where(Call.number == long))
        texts = set(db.session.scalars(select(Message.text).where(Message.call == call)))
        (record,) = (each.finding for each in check_health() if each.name == "journal")
    assert texts == {f"{place} {TEXT}".replace("{caller}", caller.user) for place in range(BLOCKS)}
    assert record.state == State.OK
