"""Takes lines of the journal into the record: reads the records of their calls, folds, and writes each call once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from app.calls import presence, store
from app.calls.fold import begin, fold, judge, lose, refuse
from app.calls.record import Record
from app.calls.wrap_ups import WrapUps
from app.company.service import ids_of
from app.moments import moment
from app.port import Memory
from app.ports.calls import CallbackGivenUp, Happened, PersonalDataDeleted, PresenceChanged, announce
from app.ports.journal import WrittenEntry
from designer.runtime import events, journal_entries, queue_events
from designer.runtime.journal_entries import (
    CallRefused,
    Deleted,
    Entry,
    FaultNoted,
    LinesLost,
    MessageMade,
    QueueStep,
    Step,
    SwitchStarted,
)


def take(lines: Sequence[WrittenEntry], run: int = 0) -> int:
    """Fold *lines*, in their order, into the record, in the current transaction; return how many were new. *run* is as
    ``app.ports.journal.Fold`` says."""
    open_records = _open_records()
    batch = _Batch(run, ids_of(_companies(entry for entry, _ in lines)))
    try:
        batch.remember(open_records.recall(run))
        batch.read([entry.call for entry, _ in lines if isinstance(entry, Step | CallRefused | MessageMade)])
        new = sum([batch.take(entry, text) for entry, text in lines])
        batch.write()
        announce(batch.happened)
    except Exception:
        open_records.forget()
        raise
    open_records.keep(batch.records, run)
    return new


def _companies(entries: Iterable[Entry]) -> set[str]:
    found: set[str] = set()
    for entry in entries:
        if isinstance(entry, Step):
            if isinstance(entry.event, events.CallArrived):
                found.add(entry.event.company)
        elif not isinstance(entry, SwitchStarted | FaultNoted | LinesLost):
            found.add(entry.company)
    return found


@dataclass
class _OpenRecords:
    """Keeps the records of calls that go on, as this process wrote them last.

    They are valid as long as no other process has written, which the version of the record tells.
    """

    records: dict[str, Record] = field(default_factory=dict)
    version: int = -1
    run: int = 0

    def recall(self, run: int) -> dict[str, Record]:
        if self.version != store.version() or self.run != run:
            self.forget()
        return self.records

    def forget(self) -> None:
        self.records, self.version = {}, -1

    def keep(self, records: dict[str, Record], run: int) -> None:
        self.records = {call: record for call, record in records.items() if record.ended_at is None}
        self.run = run
        self.version = store.version()


_open_records: Memory[_OpenRecords] = Memory(_OpenRecords)


@dataclass
class _Batch:
    run: int
    companies: dict[str, int]
    records: dict[str, Record] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    """Calls that have rows."""
    replaced: set[str] = field(default_factory=set)
    """Calls whose rows are made anew."""
    changed: dict[str, Record] = field(default_factory=dict)
    steps: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    happened: list[Happened] = field(default_factory=list)
    wrap_ups: WrapUps = field(default_factory=WrapUps)
    touched: set[int] = field(default_factory=set)

    def remember(self, records: dict[str, Record]) -> None:
        """Use these records instead of reading them."""
        self.records |= records
        self.known |= records.keys()

    def read(self, calls: Collection[str]) -> None:
        new = {*calls} - self.records.keys()
        self.records |= store.read(new)
        self.known |= self.records.keys() & new

    def take(self, entry: Entry, text: str) -> bool:
        """Take one line, and return whether it was new."""
        match entry:
            case Step():
                return self._step(entry, text)
            case QueueStep():
                self._queue(entry)
            case SwitchStarted():
                self._lose(entry)
            case CallRefused():
                return self._refuse(entry)
            case MessageMade():
                return self._judge(entry)
            case journal_entries.PresenceChanged():
                self._presence(entry)
            case Deleted():
                self._delete(entry)
            case FaultNoted() | LinesLost():
                pass  # the journal counts them
            case _:
                assert_never(entry)
        return True

    def _step(self, step: Step, text: str) -> bool:
        record = self.records.get(step.call)
        if self._is_anew(step, record):
            record = self._begin(step)
        if record is None or not self._may_change(record) or not fold(record, step, self.happened):
            return False
        self.steps[step.call].append(text)
        self.changed[step.call] = record
        return True

    def _is_anew(self, step: Step, record: Record | None) -> bool:
        if not isinstance(step.event, events.CallArrived):
            return False
        is_of_before = record is not None and record.fold_run != self.run and record.ended_at is not None
        return record is None or (self.run > 0 and is_of_before)

    def _begin(self, step: Step) -> Record | None:
        assert isinstance(step.event, events.CallArrived)
        company_id = self.companies.get(step.event.company)
        if company_id is None:
            return None
        self._note_replaced(step.call)
        self.records[step.call] = begin(company_id, step, step.event, self.run)
        return self.records[step.call]

    def _note_replaced(self, call: str) -> None:
        if call in self.known:
            self.known.discard(call)
            self.replaced.add(call)

    def _may_change(self, record: Record) -> bool:
        return not self.run or record.fold_run == self.run

    def _refuse(self, refused: CallRefused) -> bool:
        company_id, record = self.companies.get(refused.company), self.records.get(refused.call)
        is_known = record is not None and self._may_change(record)
        if company_id is None or is_known:
            return False
        self._note_replaced(refused.call)
        self.records[refused.call] = self.changed[refused.call] = refuse(company_id, refused, self.run)
        return True

    def _judge(self, made: MessageMade) -> bool:
        record = self.records.get(made.call)
        if record is None or not self._may_change(record) or not judge(record, made):
            return False
        self.changed[record.id] = record
        return True

    def _lose(self, started: SwitchStarted) -> None:
        at = moment(started.at)
        self._flush()
        self.read(store.open_calls(started.switch, at))
        for record in self.records.values():
            is_open = record.switch == started.switch and record.ended_at is None and record.started_at < at
            if is_open and self._may_change(record):
                lose(record, at, self.happened)
                self.changed[record.id] = record
                self.steps.setdefault(record.id, [])
        self.wrap_ups.forget_all()

    def _queue(self, entry: QueueStep) -> None:
        company_id = self.companies.get(entry.company)
        if company_id is None:
            return
        self.touched.add(company_id)
        self.wrap_ups.take(company_id, entry)
        for effect in entry.effects:
            match effect:
                case queue_events.CallbackGivenUp(group=group, number=number):
                    self.happened.append(CallbackGivenUp(company_id, moment(entry.at), group, number))
                case queue_events.Offer() | queue_events.Withdraw() | queue_events.Refuse() | queue_events.Position():
                    pass  # the steps of their calls tell
                case queue_events.CallBack() | queue_events.Recheck() | queue_events.WrapUp():
                    pass  # a call-back is a call of its own, and wrap_ups has the times to rest
                case _:
                    assert_never(effect)

    def _presence(self, entry: journal_entries.PresenceChanged) -> None:
        company_id = self.companies.get(entry.company)
        if company_id is not None:
            self.touched.add(company_id)
            presence.take(company_id, entry)
            at = moment(entry.at)
            self.happened.append(PresenceChanged(company_id, at, entry.extension, entry.state, entry.reason))

    def _delete(self, entry: Deleted) -> None:
        company_id = self.companies.get(entry.company)
        if company_id is not None:
            self.happened.append(PersonalDataDeleted(company_id, moment(entry.at), entry.kind, entry.names))

    def write(self) -> None:
        self._flush()
        self.wrap_ups.write()
        store.touch(self.touched)

    def _flush(self) -> None:
        if not self.changed:
            return
        store.replace(self.replaced)
        store.write(list(self.changed.values()))
        over = {call for call, record in self.changed.items() if record.ended_at}
        store.write_steps(self.steps, over, self.known)
        self.touched |= {record.company_id for record in self.changed.values()}
        self.known |= self.changed.keys()
        self.replaced.clear()
        self.changed.clear()
        self.steps.clear()
