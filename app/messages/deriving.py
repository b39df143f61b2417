"""Letters from the journal: what flows tell employees about calls, and the calls that nobody answered."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select

from app.company.models import Company
from app.db import db
from app.messages.models import DERIVED, DeletedMessage, Message
from app.ports.journal import lines_of
from designer.runtime.events import FROM_CALLERS
from designer.runtime.queue_events import QUEUE_EFFECTS
from designer.runtime.target import Target

Line = dict[str, Any]
Values = dict[str, Any]


def looks_back(line: Line) -> bool:
    """Whether it may be told in a letter what happened before in the call."""
    return line.get("call") is not None and any(effect["type"] in ("notify", "ended") for effect in line["effects"])


def derive(line: Line, _rows: None) -> None:
    """Take one line of the journal. A letter about a call whose beginning is not known is nobody's."""
    kinds = {effect["type"] for effect in line["effects"]}
    if line["event"]["type"] == "queue":
        _add_lost(line)
    if not looks_back(line):
        return
    before = [each for each in lines_of(line["call"]) if each["seq"] <= line["seq"]] or [line]
    arrived = before[0]["event"]
    if arrived["type"] != "call_arrived":
        return
    letters = [*_notes(line), *(_missed(before) if "ended" in kinds else ())]
    company = letters and db.session.scalar(select(Company.id).where(Company.customer_number == arrived["company"]))
    for letter in letters if company else ():
        _add(Message(company_id=company, **letter, **_of(arrived, line)))


def forget() -> None:
    """What was read stays so."""
    db.session.execute(delete(Message).where(Message.kind.in_(DERIVED)))


def _notes(line: Line) -> Iterator[Values]:
    told = (effect for effect in line["effects"] if effect["type"] == "notify")
    for place, effect in enumerate(told):
        message = f"{line['call']}:{line['seq']}:{place:02d}"
        yield {
            "id": message,
            "kind": "note",
            "addressee": Target.employee(effect["employee"][:16]),
            "text": effect["text"],
        }


def _missed(lines: list[Line]) -> Iterator[Values]:
    """To each employee whom the call rang, unless somebody talked with the caller."""
    effects = [effect for line in lines for effect in line["effects"]]
    if lines[0]["event"]["direction"] not in FROM_CALLERS or any(each["type"] == "bridge" for each in effects):
        return
    rung = (each["extension"] for each in effects if each["type"] == "dial" and each["extension"])
    for extension in dict.fromkeys(rung):
        message = f"{lines[-1]['call']}:{lines[-1]['seq']}:m{extension[:16]}"
        yield {"id": message, "kind": "missed", "addressee": _employee(extension)}


def _add_lost(line: Line) -> None:
    """To the group that promised a caller to call back, and could not."""
    said = line["event"]
    given_up = [effect for effect in line["effects"] if QUEUE_EFFECTS.tag(effect) == "callback_given_up"]
    by_number = select(Company.id).where(Company.customer_number == said["company"])
    company = given_up and db.session.scalar(by_number)
    for effect in given_up if company else ():
        name, number = effect["group"][:60], effect["number"][:32]
        values = {"kind": "callback", "addressee": Target.group(name), "caller": number}
        at = datetime.fromtimestamp(line["at"] / 1000, UTC)
        letter = Message(id=f"{line['at']}:{number}:{name}:lost", company_id=company, at=at, **values)
        _add(letter)


def _employee(extension: str) -> str:
    return Target.employee(extension[:16])


def _of(arrived: Line, line: Line) -> Values:
    return {
        "call": line["call"],
        "caller": arrived["caller"][:120],
        "at": datetime.fromtimestamp(line["at"] / 1000, UTC),
    }


def _add(message: Message) -> None:
    if db.session.get(Message, message.id) is None and db.session.get(DeletedMessage, message.id) is None:
        db.session.add(message)
