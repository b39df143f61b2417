"""Reads and writes the switch's shared memory: Kamailio htables, seen from one worker.

Workers are processes without shared Python state. What they share is here: the published routing, the calls in progress
(JSON under the call's id, changed only under its lock), and counters.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, cast

import KSR

from designer.runtime.directory import Directory
from designer.runtime.program import Program
from designer.runtime.queue_state import QueueState, empty
from switch import published
from switch.entries import CompanyEntry, PhoneEntry, ProgramEntry
from switch.lru_cache import LruCache
from switch.published import NotPublished
from switch.switch_call import Caller, Leg, PendingCall, SwitchCall

MOST_CHARACTERS = 4_000_000
"""The most text of programs, and of directories, that a worker keeps parsed; parsed they take six times as many
bytes."""

MOST_RUNG = 20
"""How many of the latest calls that have rung an employee are kept."""

BEGINS_WITHIN_MS = 2_000
"""A call that somebody asked for and that has not begun by then will not."""

ORDER = ("calls", "queues", "dialogs")
"""The tables with locks that are held while others are taken, in the order in which that is allowed."""

as_text = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
"""Writes JSON that is known to have no circles."""


class NoMemory(Exception):
    """Says that Kamailio's shared memory is full."""


def number_entry(number: str) -> ProgramEntry | None:
    """Return the entry of a number such as "+49301234"; None if there is none."""
    return cast(ProgramEntry | None, _entry(f"n:{number}"))


def inner_entry(company: str, dialled: str) -> ProgramEntry | None:
    """Return the entry of what colleagues dial, or of the company's own program "*" (extensions) or "callback"."""
    return cast(ProgramEntry | None, _entry(f"x:{company}:{dialled}"))


def phone_entry(account: str) -> PhoneEntry | None:
    """Return the entry of a SIP account; None if there is none."""
    return cast(PhoneEntry | None, _entry(f"a:{account}"))


def _entry(key: str) -> object:
    text = KSR.htable.sht_get("routing", key)
    return json.loads(text) if text else None


_home = Path()


def read_published_in(home: Path) -> None:
    """Set the folder of programs and directories. Call this once, before anything is read."""
    global _home
    _home = home


def directory_of(company: str, sha: str) -> Directory:
    """Return the directory with which a call began, or the company's current one once that is forgotten because the
    company has changed much since."""
    try:
        return directory(sha)
    except NotPublished:
        return company_directory(company)


program: LruCache[Program] = LruCache(lambda sha: published.read(_home, f"p:{sha}"), Program.parse, MOST_CHARACTERS)
directory: LruCache[Directory] = LruCache(lambda sha: published.read(_home, f"d:{sha}"), json.loads, MOST_CHARACTERS)
"""Programs and directories by hash, which never change."""


def program_in(entry: ProgramEntry) -> str:
    """Return the hash of the program with which a call begins by *entry*: the one that was published before if that
    can't be read. Raises NotPublished if neither can."""
    return _readable(entry["program"], entry.get("before"), program)


def _readable(sha: str, before: str | None, read: Callable[[str], object]) -> str:
    try:
        read(sha)
    except NotPublished as problem:
        if before is None:
            raise
        KSR.err(f"a call goes by what was published before: {problem}\n")
        read(before)
        return before
    return sha


class OutOfOrder(Exception):
    """Says that a worker holds a lock and wants one that another worker may hold while it wants the first."""


class Locked:
    """Holds the lock of *key* in an htable while the context lasts. Its holder may take it again.

    Whoever holds one may take only those of tables further back in ORDER: else two workers could wait for each other
    for ever, and soon all others for them. Reading or writing a cell takes its lock, too. Raises OutOfOrder.
    """

    _held: ClassVar[list[str]] = []
    """The tables of which this worker holds locks."""

    def __init__(self, table: str, key: str) -> None:
        self._table, self._key = table, key

    def __enter__(self) -> None:
        self.check(self._table)
        KSR.htable.sht_lock(self._table, self._key)
        self._held.append(self._table)

    def __exit__(self, *_: object) -> None:
        self._held.remove(self._table)
        KSR.htable.sht_unlock(self._table, self._key)

    @classmethod
    def check(cls, table: str) -> None:
        """Raise OutOfOrder if this worker may not touch a cell of *table* now."""
        if any(ORDER.index(held) > ORDER.index(table) for held in cls._held):
            raise OutOfOrder(f"{table!r} is wanted while locks are held: {cls._held}")


def locked(call: str) -> Locked:
    """Return the call's lock: it lets one event of a call be handled at a time, whichever worker that came to."""
    return Locked("calls", call)


def load(call: str) -> SwitchCall | None:
    """Return the call with this id; None if there is none, or it is still a ``PendingCall``."""
    found = _load(call)
    return cast(SwitchCall, found) if found and "caller" in found else None


def load_pending(call: str) -> PendingCall | None:
    """Return the pending call with this id; None if there is none, or its employee has picked up."""
    found = _load(call)
    return cast(PendingCall, found) if found and "wanted" in found else None


def _load(call: str) -> dict[str, object] | None:
    Locked.check("calls")
    text = KSR.htable.sht_get("calls", call)
    return json.loads(text) if text else None


def save(call: SwitchCall | PendingCall) -> None:
    """Save the call. Raises NoMemory if Kamailio's shared memory is full."""
    Locked.check("calls")
    if KSR.htable.sht_sets("calls", call["id"], as_text(call)) < 0:
        raise NoMemory(f"call {call['id']}")


def caller_key(sip_call_id: str, tag: str) -> str:
    """Return the key of a caller's dialog. Anybody may send an INVITE with the Call-ID of another one, so it has their
    tag."""
    return f"{sip_call_id} {tag}"


def remember_caller(caller: Caller, call: str) -> None:
    """Note that the caller's dialog is of this call."""
    KSR.htable.sht_sets("dialogs", caller_key(caller["call_id"], caller["tag"]), f"{call}|")


def remember_dialog(sip_call_id: str, call: str, leg: str) -> None:
    """Note that the Call-ID, which we have made, is of this leg."""
    KSR.htable.sht_sets("dialogs", sip_call_id, f"{call}|{leg}")


def dialog(sip_call_id: str, tag: str) -> tuple[str, str] | None:
    """Return the call and leg of the dialog for which a request with this Call-ID and From tag is; the leg is "" for
    the caller's. None if there is none."""
    return dialog_of(caller_key(sip_call_id, tag)) or dialog_of(sip_call_id)


def dialog_of(key: str) -> tuple[str, str] | None:
    """Return the same for a ``caller_key``, or for the Call-ID of a leg."""
    found = KSR.htable.sht_get("dialogs", key) if key else None
    if not found:
        return None
    call, _, leg = found.partition("|")
    return call, leg


def remember_cancel(sip_call_id: str, request: str) -> None:
    """Note the request that would stop the ringing of a leg."""
    KSR.htable.sht_sets("dialogs", f"cancel:{sip_call_id}", request)


def cancel(sip_call_id: str) -> str:
    """Return what was noted by ``remember_cancel``; "" while the INVITE is not on its way to phones."""
    return str(KSR.htable.sht_get("dialogs", f"cancel:{sip_call_id}") or "")


def remember_phone_host(sip_call_id: str, host: str) -> None:
    """Note that a leg rings a phone at *host*, perhaps besides others."""
    KSR.htable.sht_sets("dialogs", f"at:{sip_call_id}", " ".join([*phone_hosts(sip_call_id), host or "?"]))


def phone_hosts(sip_call_id: str) -> list[str]:
    """Return the hosts at which a leg rings phones."""
    return str(KSR.htable.sht_get("dialogs", f"at:{sip_call_id}") or "").split()


def remember_heard(sip_call_id: str) -> None:
    """Note that the carrier has replied something to our INVITE."""
    KSR.htable.sht_sets("dialogs", f"heard:{sip_call_id}", "1")


def was_heard(sip_call_id: str) -> bool:
    """Return whether the carrier has replied anything."""
    return bool(KSR.htable.sht_get("dialogs", f"heard:{sip_call_id}"))


def remember_ringing(company: str, agent: str, sip_call_id: str) -> None:
    """Note that the employee rings to call somebody back."""
    KSR.htable.sht_sets("dialogs", f"back:{company}:{agent}", sip_call_id)


def ringing(company: str, agent: str) -> str:
    """Return the Call-ID of that; "" if nothing rings."""
    return str(KSR.htable.sht_get("dialogs", f"back:{company}:{agent}") or "")


def forget_ringing(company: str, agent: str) -> None:
    """Note that nothing rings any more."""
    KSR.htable.sht_rm("dialogs", f"back:{company}:{agent}")


def remember_outside(company: str, agent: str, number: str, call: str) -> None:
    """Note that the employee has asked for *call*, in which they call *number* outside."""
    KSR.htable.sht_sets("dialogs", f"outside:{company}:{agent}", f"{call} {agent}")
    KSR.htable.sht_sets("dialogs", f"called:{company}:{number}", f"{call} {agent}")


def forget_outside(company: str, agent: str, number: str) -> None:
    """Note that the call that the employee has asked for came to nothing."""
    KSR.htable.sht_rm("dialogs", f"outside:{company}:{agent}")
    KSR.htable.sht_rm("dialogs", f"called:{company}:{number}")


def noted_outside(company: str, agent: str, number: str) -> tuple[str, str]:
    """Return what is noted of the call that the employee asked for last, and of the last one to *number*."""
    keys = f"outside:{company}:{agent}", f"called:{company}:{number}"
    mine, theirs = (str(KSR.htable.sht_get("dialogs", key) or "") for key in keys)
    return mine, theirs


def who_calls(noted: str, at: int) -> str:
    """Return the employee whose *noted* call goes on, or is about to begin, at the moment *at*; "" for nobody."""
    call, _space, agent = noted.partition(" ")
    return agent if _is_on(call, at) else ""


def _is_on(call: str, at: int) -> bool:
    """Return whether a call that the exchange was asked to begin is there, or will be in a moment."""
    return bool(call) and (_load(call) is not None or at - int(call.partition("-")[0], 16) < BEGINS_WITHIN_MS)


def remember_rung(company: str, extension: str, call: str) -> None:
    """Note that the employee rings in this call. The latest few are enough: an employee who no longer rings has no call
    to be withdrawn from."""
    key = f"rung:{company}:{extension}"
    with Locked("dialogs", key):
        before = [each for each in rung(company, extension) if each != call]
        KSR.htable.sht_sets("dialogs", key, " ".join([*before, call][-MOST_RUNG:]))


def rung(company: str, extension: str) -> list[str]:
    """Return the calls that have rung the employee lately."""
    return str(KSR.htable.sht_get("dialogs", f"rung:{company}:{extension}") or "").split()


def forget_dialog(sip_call_id: str) -> None:
    """Forget what was noted under this Call-ID."""
    KSR.htable.sht_rm("dialogs", sip_call_id)


def remember_socket(address: str, sip_call_id: str) -> None:
    """Note the latest dialog of the browser at this WebSocket, "host:port"."""
    KSR.htable.sht_sets("dialogs", f"ws:{address}", sip_call_id)


def has_socket(address: str) -> bool:
    """Return whether the WebSocket is still open."""
    return bool(KSR.htable.sht_get("dialogs", f"ws:{address}"))


def forget_socket(address: str) -> str:
    """Note that the WebSocket is closed, and return the key of its latest dialog, or ""."""
    found = KSR.htable.sht_get("dialogs", f"ws:{address}") or ""
    KSR.htable.sht_rm("dialogs", f"ws:{address}")
    return str(found)


def forget_call(call: str) -> None:
    """Forget the call with this id."""
    Locked.check("calls")
    KSR.htable.sht_rm("calls", call)


def forget(call: SwitchCall) -> None:
    """Forget everything about a call that is over."""
    forget_call(call["id"])
    forget_dialog(caller_key(call["caller"]["call_id"], call["caller"]["tag"]))
    for leg in call["legs"].values():
        forget_leg(leg)


def forget_leg(leg: Leg) -> None:
    """Forget what was noted about the leg by its Call-ID."""
    for kind in ("", "cancel:", "heard:", "at:"):
        forget_dialog(f"{kind}{leg['call_id']}")


def locked_queues(company: str) -> Locked:
    """Return the lock of the company's queues."""
    return Locked("queues", company)


def load_queues(company: str) -> QueueState:
    """Return the state of the company's queues."""
    Locked.check("queues")
    text = KSR.htable.sht_get("queues", company)
    return json.loads(text) if text else empty()


def save_queues(company: str, state: QueueState) -> None:
    """Save the state of the company's queues."""
    Locked.check("queues")
    KSR.htable.sht_sets("queues", company, as_text(state))


def company_directory(company: str) -> Directory:
    """Return the company's current directory; a call keeps the one with which it began."""
    return directory(company_directory_hash(company))


def company_directory_hash(company: str) -> str:
    """Return the hash of the directory with which a call begins now. Raise NotPublished if there is none."""
    found = cast(CompanyEntry | None, _entry(f"c:{company}"))
    if found is None:
        raise NotPublished(f"c:{company}")
    return _readable(found["directory"], found.get("before"), directory)


def count(name: str, change: Callable[[str, str], int]) -> int:
    """Change a counter, and return its new value."""
    return int(change("counters", name))


def one_more_call() -> int:
    """Count one more call, and return how many are in progress with it."""
    return count("calls", KSR.htable.sht_inc)


def one_call_less() -> None:
    """Count one call less."""
    count("calls", KSR.htable.sht_dec)


def is_first(mark: str) -> bool:
    """Return whether no worker has asked this about *mark* before, as far back as anybody needs to know."""
    return int(KSR.htable.sht_inc("signatures", mark)) == 1


def note_done(request: str) -> None:
    """Note that a request has been carried out; its sender repeats it if the answer is lost."""
    KSR.htable.sht_sets("done", request, "1")


def was_done(request: str) -> bool:
    """Return whether the request has been carried out."""
    return bool(KSR.htable.sht_get("done", request))
