"""Takes lines of the journal into the record: reads the records of their calls, folds, and writes each call once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from app.calls import erasing, presence, remarks, store, strays
from app.calls.fold import begin, fold, judge, lose, refuse
from app.calls.queue_help import Help
from app.calls.reading import Draft, Reading
from app.calls.record import Record
from app.calls.wrap_ups import WrapUps
from app.company.service import ids_of
from app.db import db
from app.moments import moment
from app.port import Memory
from app.ports.calls import (
    OF_CALL,
    CallbackGivenUp,
    CallsChanged,
    Happened,
    PersonalDataDeleted,
    PresenceChanged,
    PresenceMoved,
    announce,
)
from app.ports.journal import WrittenEntry
from app.ports.outsiders import Outsider
from app.ports.wall import look_again
from designer.runtime import events, journal_entries, queue_events
from designer.runtime.journal_entries import (
    CallRated,
    CallRefused,
    Deleted,
    Entry,
    FaultNoted,
    LinesLost,
    MessageMade,
    NoteWritten,
    QualityReported,
    QueueStep,
    Remark,
    Step,
    SwitchStarted,
    TagPut,
)

COMMITTED = "what the record remembers once it is committed"


def take(lines: Sequence[WrittenEntry], are_new: bool = False) -> int:
    """Fold *lines*, in their order, into the record, in the current transaction; return how many were new. *are_new*
    is as ``app.ports.journal.Fold`` says."""
    return _take(lines, None, are_new)


def take_in(lines: Sequence[WrittenEntry], reading: Reading) -> int:
    """Do the same with lines of a folder that is read as a whole, one batch in each transaction."""
    reading.begin_batch(lines[0][0].at)
    return _take(lines, reading, are_new=False)


def _take(lines: Sequence[WrittenEntry], reading: Reading | None, are_new: bool) -> int:
    open_records, run = _open_records(), reading.run if reading else 0
    known = open_records.recall(run)
    open_records.forget()
    batch = _Batch(reading, are_new, ids_of(_companies(entry for entry, _ in lines)))
    batch.remember(known)
    batch.read([entry.call for entry, _ in lines if isinstance(entry, Step | CallRefused | MessageMade)])
    new = sum([batch.take(entry, text) for entry, text in lines])
    batch.write()
    announce([*batch.happened, *batch.all_changed()])
    version = store.version()

    def keep() -> None:
        open_records.keep(batch.records, run, version)
        if reading:
            reading.confirm()

    db.session().info[COMMITTED] = keep
    return new


def remember() -> None:
    """Remember what has just been committed; a transaction that fails leaves nothing to remember."""
    if keep := db.session().info.pop(COMMITTED, None):
        keep()


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

    def keep(self, records: dict[str, Record], run: int, version: int) -> None:
        self.records = {call: record for call, record in records.items() if record.ended_at is None}
        self.run, self.version = run, version


_open_records: Memory[_OpenRecords] = Memory(_OpenRecords)


@dataclass
class _Batch:
    reading: Reading | None
    are_new: bool
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
    help: Help = field(default_factory=Help)
    touched: set[int] = field(default_factory=set)
    written: dict[str, int] = field(default_factory=dict)
    """The companies of the calls that have changed."""

    @property
    def run(self) -> int:
        return self.reading.run if self.reading else 0

    def remember(self, records: dict[str, Record]) -> None:
        """Use these records instead of reading them."""
        self.records |= records
        self.known |= records.keys()

    def read(self, calls: Collection[str]) -> None:
        new = {*calls} - self.records.keys()
        self.records |= store.read(new)
        self.known |= self.records.keys() & new

    def take(self, entry: Entry, text: str) -> int:
        """Take one line, and return how many lines are in the record now that were not, or not in this run."""
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
            case QualityReported() | NoteWritten() | TagPut() | CallRated():
                return self._revise(entry)
            case FaultNoted() | LinesLost():
                pass  # the journal counts them
            case _:
                assert_never(entry)
        return 1

    def _step(self, step: Step, text: str) -> int:
        record = self.records.get(step.call)
        if self._is_apart(record):
            return self._step_apart(step, text)
        if record is None and isinstance(step.event, events.CallArrived):
            record = self._begin(step, step.event)
        is_new = record is not None and fold(record, step, self.happened)
        if record is not None and is_new:
            self.steps[step.call].append(text)
            self.changed[step.call] = record
        if self.reading:
            self._note_begun(self.reading, step, record)
        return is_new

    def _is_apart(self, record: Record | None) -> bool:
        """Return whether this run has not put the call into the record yet."""
        return self.run > 0 and (record is None or record.fold_run != self.run)

    def _begin(self, step: Step, arrived: events.CallArrived) -> Record | None:
        company_id = self.companies.get(arrived.company)
        if company_id is not None:
            self.records[step.call] = begin(company_id, step, arrived)
        return self.records.get(step.call)

    def _note_begun(self, reading: Reading, step: Step, record: Record | None) -> None:
        if record is None or record.ended_at:
            reading.begun.discard(step.call)
        elif isinstance(step.event, events.CallArrived):
            reading.begun.add(step.call)

    def _step_apart(self, step: Step, text: str) -> int:
        assert self.reading
        draft = self.reading.drafts.get(step.call)
        if draft is None:
            arrived = step.event
            company_id = self.companies.get(arrived.company) if isinstance(arrived, events.CallArrived) else None
            if company_id is None:
                return 0
            draft = self.reading.drafts[step.call] = Draft(company_id, step, self.run)
        draft.take(step, text)
        return self._adopt(draft)

    def _adopt(self, draft: Draft) -> int:
        """Put the call in the place of its row, unless the row may have more; return how many steps it has."""
        assert self.reading
        call = draft.record.id
        row = self.records.get(call)
        if row and (draft.record.ended_at is None or draft.record.next_seq < row.next_seq):
            return 0
        has_holes = len(draft.texts) < draft.record.next_seq
        if not draft.is_whole(row, store.step_count(call) if row and has_holes else 0):
            return 0
        if row:
            draft.keep_messages_of(row)
        del self.reading.drafts[call]
        self._note_replaced(call)
        self.records[call] = self.changed[call] = draft.record
        self.steps[call] = draft.texts
        self.happened += draft.happened
        return len(draft.texts)

    def _note_replaced(self, call: str) -> None:
        if call in self.known:
            self.known.discard(call)
            self.replaced.add(call)

    def _refuse(self, refused: CallRefused) -> bool:
        if not refused.company:
            strays.take(refused)
            return True
        company_id, record = self.companies.get(refused.company), self.records.get(refused.call)
        is_anew = self._is_apart(record) and (record is None or record.outcome == "refused")
        if company_id is None or (record is not None and not is_anew):
            return False
        self._note_replaced(refused.call)
        self.records[refused.call] = self.changed[refused.call] = refuse(company_id, refused, self.run)
        return True

    def _judge(self, made: MessageMade) -> bool:
        record = self.records.get(made.call)
        if self.reading and self._is_apart(record):
            draft = self.reading.drafts.get(made.call)
            return draft is not None and draft.take(made, "")
        if record is None or not judge(record, made):
            return False
        self.changed[record.id] = record
        return True

    def _lose(self, started: SwitchStarted) -> None:
        at = moment(started.at)
        self._flush()
        self.read(store.open_calls(started.switch))
        for record in self.records.values():
            if record.switch == started.switch and record.ended_at is None and self._is_before(record, at):
                lose(record, max(at, record.started_at), self.happened)
                self.changed[record.id] = record
                self.steps.setdefault(record.id, [])
        for draft in self.reading.on(started.switch) if self.reading else ():
            draft.take(started, "")
            self._adopt(draft)
        if self.reading is None:
            self.help.start(at)
        self.wrap_ups.start(at)

    def _is_before(self, record: Record, at: datetime) -> bool:
        """Return whether the call had begun when its switch started again.

        The order of the lines says so: the clock may be wrong after a start. It is asked only if lines come again, or
        are in the file of an earlier day, which would end calls that began later. Files of a folder end none but their
        own.
        """
        if self.reading:
            return record.fold_run == self.run if self.run else record.id in self.reading.begun
        return self.are_new or record.started_at < at

    def _queue(self, entry: QueueStep) -> None:
        company_id = self.companies.get(entry.company)
        if company_id is None:
            return
        self.touched.add(company_id)
        self.wrap_ups.take(company_id, entry)
        for effect in entry.effects:
            match effect:
                case queue_events.CallbackGivenUp(group=group, number=number):
                    if number:  # else the person has been taken out of the journal
                        self.happened.append(CallbackGivenUp(company_id, moment(entry.at), group, number))
                case queue_events.Offer() | queue_events.Withdraw() | queue_events.Refuse() | queue_events.Position():
                    pass  # the steps of their calls tell
                case queue_events.Helped(group=group, helpers=helpers):
                    self.help.take(company_id, group, moment(entry.at), helpers)
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
            if entry.state not in journal_entries.PHONE_STATES and entry.state != "free":
                self.wrap_ups.end(company_id, entry.extension, at)
            self.happened.append(PresenceMoved(company_id, at))
            self.happened.append(PresenceChanged(company_id, at, entry.extension, entry.state, entry.reason))

    def _revise(self, entry: QualityReported | Remark) -> bool:
        company_id = self.companies.get(entry.company)
        found = remarks.take(company_id, entry) if company_id is not None else []
        self.touched |= {each.company_id for each in found}
        self.happened += found
        return bool(found)

    def _delete(self, entry: Deleted) -> None:
        company_id = self.companies.get(entry.company)
        if company_id is not None:
            named: dict[str, Outsider] = {}
            if entry.kind == OF_CALL:
                self._flush()
                named = erasing.erase(company_id, entry.names, moment(entry.at))
                self._reread(entry.names)
                self.written |= dict.fromkeys(entry.names, company_id)
                self.touched.add(company_id)
                self.happened.append(CallsChanged(company_id, entry.names))
            about = company_id, moment(entry.at), entry.kind, entry.names
            self.happened.append(PersonalDataDeleted(*about, named))

    def _reread(self, calls: Collection[str]) -> None:
        """Take from the database those records that have been changed there."""
        self.records |= store.read(self.records.keys() & set(calls))

    def write(self) -> None:
        self._flush()
        self.help.write()
        self.wrap_ups.write(self.reading.wrap_ups if self.reading else None)
        store.touch(self.touched)
        look_again(self.touched)
        if self.written:
            store.note_changes(self.written)

    def all_changed(self) -> list[Happened]:
        """Return which calls, and which wrap-ups, were written."""
        found: dict[int, list[str]] = defaultdict(list)
        for call, company_id in sorted(self.written.items()):
            found[company_id].append(call)
        return [*self.wrap_ups.moved, *(CallsChanged(company_id, tuple(calls)) for company_id, calls in found.items())]

    def _flush(self) -> None:
        if not self.changed:
            return
        store.replace(self.replaced)
        store.write(list(self.changed.values()))
        over = {call for call, record in self.changed.items() if record.ended_at}
        store.write_steps(self.steps, over, self.known)
        self.written |= {record.id: record.company_id for record in self.changed.values()}
        self.touched |= {*self.written.values()}
        self.known |= self.changed.keys()
        self.replaced.clear()
        self.changed.clear()
        self.steps.clear()
