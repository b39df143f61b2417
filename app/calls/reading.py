"""Keeps what one reading of a folder of journal files knows, beside the record, until the transaction is committed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.calls.fold import begin, fold, judge, lose
from app.calls.record import Record
from app.moments import moment
from app.ports.calls import Happened
from designer.runtime.events import CallArrived
from designer.runtime.journal_entries import MessageMade, Step, SwitchStarted

Agent = tuple[int, str]
"""A company's id, and an extension of it."""

LAST_LINES_MS = 3_600_000
"""For so long after the end of a call, a draft waits for more lines about it."""

OfCall = Step | SwitchStarted | MessageMade


class Draft:
    """Folds a call apart from the record, as far as it has been read."""

    def __init__(self, company_id: int, first: Step, run: int) -> None:
        assert isinstance(first.event, CallArrived)
        self._begin = company_id, first, run
        self.record = begin(company_id, first, first.event, run)
        self.happened: list[Happened] = []
        self.lines: list[tuple[OfCall, str]] = []

    @property
    def texts(self) -> list[str]:
        """Return the lines of the call's steps."""
        return [text for entry, text in self.lines if isinstance(entry, Step)]

    def take(self, entry: OfCall, text: str) -> bool:
        """Take in a line that is about the call, and return whether it was new."""
        if isinstance(entry, Step):
            is_new = fold(self.record, entry, self.happened)
        elif isinstance(entry, MessageMade):
            is_new = judge(self.record, entry)
        else:
            is_new = self.record.ended_at is None
            if is_new:
                lose(self.record, max(moment(entry.at), self.record.started_at), self.happened)
        if is_new:
            self.lines.append((entry, text))
        return is_new

    def until(self, count: int) -> "Draft":
        """Return the draft as it was after its first *count* lines."""
        if count == len(self.lines):
            return self
        draft = Draft(*self._begin)
        for entry, text in self.lines[:count]:
            draft.take(entry, text)
        return draft

    def is_whole(self, row: Record | None, count_of_row: int) -> bool:
        """Return whether nothing is lost if the call takes the place of *row*, which has so many steps.

        A row stays if the files lack the end of its call, or steps in between.
        """
        if row is None:
            return True
        has_all = len(self.texts) >= min(self.record.next_seq, count_of_row)
        return self.record.ended_at is not None and self.record.next_seq >= row.next_seq and has_all

    def is_left(self, at: int) -> bool:
        """Return whether the call was over so long before *at* that no line about it comes any more."""
        return self.record.ended_at is not None and self.lines[-1][0].at < at - LAST_LINES_MS

    def keep_messages_of(self, row: Record) -> None:
        """Keep what is known of the messages: the line that says it may be in another file."""
        for recording, has_speech in row.messages.items():
            if recording in self.record.messages and not has_speech:
                self.record.messages[recording] = False


@dataclass
class Reading:
    """Describes one reading of a folder. With a *run* above 0 it makes records anew, and marks them with that number.

    *drafts* are calls that are not in the record yet, since what is there may be more; *begun* are calls whose
    beginning has been read and whose end has not; *wrap_ups* has those whose wrap-ups came from these files.
    """

    run: int = 0
    drafts: dict[str, Draft] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    wrap_ups: set[Agent] = field(default_factory=set)
    _before: tuple[dict[str, tuple[Draft, int]], set[str], set[Agent]] | None = None

    def begin_batch(self, at: int) -> None:
        """Forget what was read in a transaction that was not committed, and drafts that nothing will be made of: those
        of calls that were over long before *at*, in milliseconds since 1970, when the batch begins.

        There may be one batch in each transaction.
        """
        if self._before is not None:
            drafts, self.begun, self.wrap_ups = self._before
            self.drafts = {call: draft.until(count) for call, (draft, count) in drafts.items()}
        self.drafts = {call: draft for call, draft in self.drafts.items() if not draft.is_left(at)}
        counts = {call: (draft, len(draft.lines)) for call, draft in self.drafts.items()}
        self._before = counts, {*self.begun}, {*self.wrap_ups}

    def confirm(self) -> None:
        """Keep what was read: it is committed."""
        self._before = None

    def on(self, switch: str) -> Iterable[Draft]:
        """Return the drafts of calls on *switch* that go on."""
        drafts = list(self.drafts.values())
        return [draft for draft in drafts if draft.record.switch == switch and draft.record.ended_at is None]
