"""Defines the contract that every op fulfils: what it does in a call, and what the machine, the simulator, the replay
and the verifier may ask it. Nothing here has a default that an op could forget to replace."""

import inspect
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Annotated, Any, ClassVar, Generic, NotRequired, TypeVar, cast, get_args, get_origin, get_type_hints

from designer.runtime.call import Call
from designer.runtime.call_state import CallState
from designer.runtime.choices import Choice, World
from designer.runtime.directory import Directory
from designer.runtime.events import Event

T = TypeVar("T")


class Compare(Enum):
    """Names how the verifier compares a field of an op's state in two calls."""

    PLAIN = auto()
    TOKEN = auto()
    """By what is due for it; the numbers themselves differ from call to call."""
    REPEATS = auto()
    """Like TOKEN, but what is due only repeats what the caller has heard, so the third time changes nothing."""
    IGNORED = auto()
    VALUES = auto()
    """A mapping, by its values."""
    PRESENCE = auto()
    """By whether it is empty."""
    ROUND = auto()
    """As it is; a new value is a new point at which something else may happen."""


Plain = Annotated[T, Compare.PLAIN]
Token = Annotated[int, Compare.TOKEN]
Repeats = Annotated[int, Compare.REPEATS]
Ignored = Annotated[T, Compare.IGNORED]
Values = Annotated[dict[str, T], Compare.VALUES]
Presence = Annotated[str, Compare.PRESENCE]
Round = Annotated[int, Compare.ROUND]


class Silence(Enum):
    """Names what it means if the caller does nothing until the op's timer fires."""

    NO_KEY = auto()
    """They were asked for a key and pressed none."""
    SPEECH = auto()
    """They speak until then."""
    NOTHING = auto()
    """Nothing is asked of them."""


@dataclass(frozen=True)
class Asking:
    """Describes what an op asks of the caller now: it takes *keys*, and *silence* lasts until the timer *token* fires.
    *question* changes when the op asks once more."""

    keys: str
    silence: Silence
    token: int
    question: tuple[object, ...] = ()


@dataclass(frozen=True)
class Text:
    """Describes a text in which values take the place of "{variable}"; each value may be written in any of these
    *ways*."""

    template: str
    ways: tuple[str, ...] = ("as it is",)


@dataclass(frozen=True)
class Uses:
    """Describes what an op uses of the call.

    *texts* are those that its effects carry, filled in. *reads* are variables whose values matter to it, *named* those
    of which it only matters whether they were set, *sets* those that it sets without a wait. *compares* pairs variables
    with texts. *caller* and *number* say whether those of the call's arrival matter.
    """

    texts: tuple[Text, ...] = ()
    reads: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    sets: frozenset[str] = frozenset()
    compares: tuple[tuple[str, str], ...] = ()
    caller: bool = False
    number: bool = False


@dataclass(frozen=True)
class Arrivals:
    """Describes what tells calls apart when they arrive. With *at_once*, an op has its outcome as soon as it begins.

    *callers* and *numbers* are some on either side of each distinction, *clocks* times of day such as "08:30",
    *calendars* those that it asks, *staff* those by which people work whom it may ring or count. *lots*: it draws lots.
    """

    at_once: bool = False
    callers: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    clocks: frozenset[str] = frozenset()
    calendars: frozenset[str] = frozenset()
    staff: frozenset[str] = frozenset()
    lots: bool = False

    @property
    def is_timed(self) -> bool:
        """Return whether the moment of the call matters."""
        return bool(self.clocks or self.calendars or self.staff)


class Op(ABC):
    """Defines one thing that a program may say. An op is a frozen dataclass of its settings; its docstring says what it
    does and which outcomes it has."""

    ends_step: ClassVar[bool]
    """Whether a call always waits here for something to happen."""

    @abstractmethod
    def begin(self, call: Call) -> None:
        """Begin: finish with an outcome, go elsewhere, end the call, or wait."""

    @abstractmethod
    def handle(self, call: Call, event: Event) -> bool:
        """Carry on by an event while waiting. Return whether the event was for this op."""

    @abstractmethod
    def uses(self) -> Uses:
        """Return what the op uses of the call."""

    @abstractmethod
    def arrivals(self, directory: Directory) -> Arrivals:
        """Return what tells calls apart for this op when they arrive."""

    @abstractmethod
    def jumps(self) -> tuple[tuple[str, str], ...]:
        """Return pairs of outcomes and the blocks where the call goes by them."""

    @abstractmethod
    def asking(self, state: CallState) -> Asking:
        """Return what the op asks of the caller while it waits in *state*."""

    @abstractmethod
    def people(self, directory: Directory, at: int) -> tuple[str, ...]:
        """Return the extensions of those who may be rung at this moment and on whom it depends what may happen. *at* is
        in ms since 1970."""

    @abstractmethod
    def choices(self, world: World) -> Iterator[Choice]:
        """Yield the few things that may happen while the op waits and that can lead on differently."""

    @abstractmethod
    def late_answer_s(self, state: CallState, directory: Directory, who: str) -> float | None:
        """Return after how many seconds of ringing *who*, an extension or a number, may still answer in time.

        None means that somebody else rings after them.
        """


class _NeverWaits(Op):
    ends_step = False

    def handle(self, call: Call, event: Event) -> bool:
        raise AssertionError(f"{type(self).__name__} never waits")

    def asking(self, state: CallState) -> Asking:
        raise AssertionError(f"{type(self).__name__} never waits")

    def people(self, directory: Directory, at: int) -> tuple[str, ...]:
        raise AssertionError(f"{type(self).__name__} never waits")

    def choices(self, world: World) -> Iterator[Choice]:
        raise AssertionError(f"{type(self).__name__} never waits")

    def late_answer_s(self, state: CallState, directory: Directory, who: str) -> float | None:
        raise AssertionError(f"{type(self).__name__} never waits")


class Instant(_NeverWaits):
    """Defines an op that finishes as soon as it begins."""


class Leaving(_NeverWaits):
    """Defines an op by which the call leaves the block, or ends."""

    def uses(self) -> Uses:
        return Uses()

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals()


S = TypeVar("S")


class Waiting(Op, Generic[S]):
    """Defines an op that may wait. *S* is a TypedDict of what it keeps meanwhile; each field says how it is
    compared."""

    def doing(self, state: CallState) -> S:
        """Return what this op keeps in *state* while it waits."""
        return cast(S, state["doing"])

    def wait(self, call: Call, doing: S) -> S:
        """Wait, and keep *doing*, which is returned."""
        call.state["doing"] = cast(dict[str, Any], doing)
        return doing


def state_fields(op: type[Op]) -> dict[str, Compare]:
    """Return how each field of the op's state is compared; an op that never waits has none.

    Raises TypeError if the op does not say what it keeps, or how a field is compared.
    """
    if not issubclass(op, Waiting):
        return {}
    bases = [base for base in getattr(op, "__orig_bases__", ()) if getattr(base, "__origin__", None) is Waiting]
    kept = get_args(bases[0])[0] if bases else None
    if kept is None or isinstance(kept, TypeVar):
        raise TypeError(f"the op {op.__name__} does not say what it keeps: class {op.__name__}(Waiting[State])")
    found = {}
    for name, hint in get_type_hints(kept, include_extras=True).items():
        if get_origin(hint) is NotRequired:
            (hint,) = get_args(hint)
        ways = [each for each in get_args(hint) if isinstance(each, Compare)]
        if len(ways) != 1:
            raise TypeError(f"the op {op.__name__} does not say how {name!r} of its state is compared")
        found[name] = ways[0]
    return found


def complete(op: type[Op]) -> type[Op]:
    """Return *op* if it fulfils the contract. Raise TypeError with the names of what is missing, or if *op* takes
    something from another op."""
    if others := [base.__name__ for base in op.__bases__ if base not in (Op, Instant, Leaving, Waiting, Generic)]:
        raise TypeError(f"the op {op.__name__} is made of {', '.join(others)}: an op says all of it itself")
    missing = sorted(op.__abstractmethods__) if inspect.isabstract(op) else []
    if not hasattr(op, "ends_step"):
        missing.append("ends_step")
    if missing:
        raise TypeError(f"the op {op.__name__} lacks {', '.join(missing)}")
    if not is_frozen(op):
        raise TypeError(f"the op {op.__name__} is no frozen dataclass")
    state_fields(op)
    return op


def is_frozen(cls: type) -> bool:
    """Return whether *cls* itself, not only a base of it, is a frozen dataclass."""
    params = vars(cls).get("__dataclass_params__")
    return params is not None and params.frozen
