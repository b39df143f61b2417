"""Defines what the machine wants done: the switch does it for real, the simulator writes it down."""

from dataclasses import dataclass, field
from typing import Annotated, TypeVar, get_args

from designer.runtime.tagged import Tagged
from designer.runtime.words import Words

T = TypeVar("T")
OF_DRAWING = "a text of the drawing"
OfDrawing = Annotated[T, OF_DRAWING]
"""Marks a field that carries a text of the drawing, filled in; journal lines leave such a text out."""


@dataclass(frozen=True)
class Enter:
    """The call came to this node of the drawing. Nothing is to be done: these effects are the call's path.

    *outcome* is the one by which the call left the node before, "" for none; ``designer.drawing.outlets`` finds the
    outlet.
    """

    node: str
    outcome: str = field(default="", compare=False)


@dataclass(frozen=True)
class Answer:
    """Answer the caller."""


@dataclass(frozen=True)
class Play:
    """Play *file* to the caller instead of what plays now; *prompt* is its name in the directory.

    Unless *repeat*, ``PromptEnded(token)`` is due *duration_ms* later.
    """

    prompt: str
    file: str
    duration_ms: int
    token: int
    repeat: bool


@dataclass(frozen=True)
class Stop:
    """Stop what plays to the caller."""


@dataclass(frozen=True)
class Wait:
    """``TimerFired(token)`` is due *after_ms* later."""

    token: int
    after_ms: int


@dataclass(frozen=True)
class Ask:
    """Answer each question as things are at this moment, with ``FactsAnswered(token)``.

    Questions are "idle:101" for how many ms ago the employee's last talk ended, -1 while they talk; "free:sales" for
    how many members of a group are available, have a phone connected and don't talk; "waiting:sales" for how many
    callers wait for the group.
    """

    token: int
    questions: tuple[str, ...]


@dataclass(frozen=True)
class AskWeb:
    """Ask a web server; ``WebReplied(token)`` is due with its answer, or with the reason why there is none.

    *answers* pairs variables with dotted paths into the JSON that comes back.
    """

    token: int
    method: str
    url: OfDrawing[str]
    headers: OfDrawing[tuple[str, ...]]
    body: OfDrawing[str]
    answers: tuple[tuple[str, str], ...]
    timeout_ms: int


@dataclass(frozen=True)
class Dial:
    """Ring an employee's *phones* (SIP accounts) as *leg*, or with *number* a number outside, through the trunk.

    A caller who is not answered yet hears ringing. *display* is the name shown on the phone, "" for the caller's own.
    *group* is the group for which the employee rings, "" for none. *employee* is the extension of the employee whose
    calls are forwarded to *number*, "" for none.
    """

    leg: str
    extension: str
    phones: tuple[str, ...]
    number: str = ""
    display: str = ""
    group: str = ""
    employee: str = ""


@dataclass(frozen=True)
class Cancel:
    """Stop ringing *leg*; with *elsewhere* somebody else has answered, so phones show no missed call."""

    leg: str
    elsewhere: bool = False


@dataclass(frozen=True)
class Bridge:
    """Let the caller and *leg*, which has answered, hear each other. *group* is the group through which they were rung,
    unless its queue did so; "" for none."""

    leg: str
    group: str = ""


@dataclass(frozen=True)
class Release:
    """Hang up *leg*, which has answered."""

    leg: str


@dataclass(frozen=True)
class Record:
    """Start a recording; after a pause it is a further one.

    *kind* is "call" or "message"; *owner* is "employee:101", "group:sales" or "company".
    """

    recording: str
    kind: str
    owner: str


@dataclass(frozen=True)
class StopRecording:
    """End this recording."""

    recording: str


@dataclass(frozen=True)
class Join:
    """Wait in the queue of *group*, as ``runtime.queue`` says. ``QueueFull``, ``QueuePosition`` and ``QueueOffer`` may
    follow. *since* says since when the call waits, in ms since 1970, if that was for another group before; else 0."""

    group: str
    priority: int
    skill: str
    most_waiting: int
    wrap_up_s: int
    since: int = 0


@dataclass(frozen=True)
class Leave:
    """Wait no longer. With *callback*, a number, call it back when it is its turn; it sees *line*, the number that the
    caller had called, as that of the caller."""

    group: str
    callback: str = ""
    line: str = ""


@dataclass(frozen=True)
class QueueTalk:
    """Note that *agent*, who was offered the caller, has answered."""

    group: str
    agent: str


@dataclass(frozen=True)
class QueueMissed:
    """Note that *agent*, who was offered the caller, did not answer: the caller goes on waiting, in the same
    position."""

    group: str
    agent: str


@dataclass(frozen=True)
class QueueDone:
    """Note that the talk of a waiting caller with *agent* is over."""

    group: str
    agent: str


@dataclass(frozen=True)
class Notify:
    """Send a message to an employee, by extension."""

    employee: str
    text: OfDrawing[str]


@dataclass(frozen=True)
class Tag:
    """Mark the call with this tag, by which it can be found."""

    tag: OfDrawing[str]


@dataclass(frozen=True)
class Hangup:
    """Hang up on the caller, or refuse the call when it is not answered yet.

    *reason* is "normal", "busy", "rejected" or "fault".
    """

    reason: str


@dataclass(frozen=True)
class Warn:
    """Warn that the drawing asked for something that the directory no longer has; the call went on without it.

    *message* and *values* are those of ``Words``, so that the warning can be translated.
    """

    message: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> Words:
        """Return the warning, to be translated."""
        return Words(self.message, self.values)


@dataclass(frozen=True)
class Ended:
    """Forget the call, which is over. *how* is "caller_hung_up", "callee_hung_up", "time_is_up", "dismissed" (somebody
    who watches the calls hung up), "flow_ended" or "fault"."""

    how: str


Effect = (
    Enter
    | Answer
    | Play
    | Stop
    | Wait
    | Ask
    | AskWeb
    | Dial
    | Cancel
    | Bridge
    | Release
    | Record
    | StopRecording
    | Join
    | Leave
    | QueueTalk
    | QueueMissed
    | QueueDone
    | Notify
    | Tag
    | Hangup
    | Warn
    | Ended
)
Question = Dial | Ask | AskWeb | Join
"""Effects that the world outside the call answers."""

OfTheQueue = Join | Leave | QueueTalk | QueueMissed | QueueDone
"""Effects by which a call tells a queue what it wants."""

EFFECTS = Tagged(get_args(Effect), old_names={("enter", "outlet"): "outcome"})
