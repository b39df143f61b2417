"""What the machine wants done: the switch does it for real, the simulator writes it down."""

from dataclasses import dataclass, field
from typing import get_args

from designer.runtime.tagged import Tagged
from designer.runtime.words import Words


@dataclass(frozen=True)
class Enter:
    """The call came to this node of the drawing. Nothing to do; it is the call's path.

    *outcome* is the one by which it left the node before, "" for none; ``designer.drawing.outlets`` knows the outlet.
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
    """Play no more."""


@dataclass(frozen=True)
class Wait:
    """``TimerFired(token)`` is due *after_ms* later."""

    token: int
    after_ms: int


@dataclass(frozen=True)
class Ask:
    """``FactsAnswered(token)`` is to bring an answer to each question, as it is at this moment.

    Questions: "idle:101" for how many ms ago the employee's last talk ended, -1 while they talk; "free:sales" for how
    many of a group may be rung, have a phone connected and don't talk; "waiting:sales" for how many callers wait for
    the group.
    """

    token: int
    questions: tuple[str, ...]


@dataclass(frozen=True)
class AskWeb:
    """``WebReplied(token)`` is due with the answer of a web server, or with the reason why there is none.

    *answers* pairs variables with dotted paths into the JSON that comes back.
    """

    token: int
    method: str
    url: str
    headers: tuple[str, ...]
    body: str
    answers: tuple[tuple[str, str], ...]
    timeout_ms: int


@dataclass(frozen=True)
class Dial:
    """Ring an employee's *phones* (SIP accounts) as *leg*, or with *number* a number outside, by the trunk.

    A caller not yet answered hears ringing. *display* is the name shown on the phone, "" for the caller's own.
    """

    leg: str
    extension: str
    phones: tuple[str, ...]
    number: str = ""
    display: str = ""


@dataclass(frozen=True)
class Cancel:
    """Stop ringing *leg*; *elsewhere* when somebody else has answered, so that nobody is told of a missed call."""

    leg: str
    elsewhere: bool = False


@dataclass(frozen=True)
class Bridge:
    """Let the caller and *leg*, which has answered, hear each other. *group* is the one by which they were rung, other
    than from its queue; "" for none."""

    leg: str
    group: str = ""


@dataclass(frozen=True)
class Release:
    """Hang up *leg*, which has answered."""

    leg: str


@dataclass(frozen=True)
class Record:
    """Begin a recording; after a pause it is a further one.

    *kind* is "call" or "message"; *owner* is "employee:101", "group:sales" or "company".
    """

    recording: str
    kind: str
    owner: str


@dataclass(frozen=True)
class StopRecording:
    recording: str


@dataclass(frozen=True)
class Join:
    """Wait in the queue of *group*, as ``runtime.queue`` says; ``QueueFull``, ``QueuePosition`` and ``QueueOffer`` come
    of it."""

    group: str
    priority: int
    skill: str
    most_waiting: int
    wrap_up_s: int


@dataclass(frozen=True)
class Leave:
    """Wait no more; with *callback*, a number, be called back when it is one's turn."""

    group: str
    callback: str = ""


@dataclass(frozen=True)
class QueueTalk:
    """The employee who was offered has answered."""

    group: str
    agent: str


@dataclass(frozen=True)
class QueueMissed:
    """The employee who was offered did not answer: the caller goes on waiting, in the same place."""

    group: str
    agent: str


@dataclass(frozen=True)
class QueueDone:
    """The talk of a waiting caller with *agent* is over."""

    group: str
    agent: str


@dataclass(frozen=True)
class Notify:
    """A message for an employee (an extension)."""

    employee: str
    text: str


@dataclass(frozen=True)
class Tag:
    """The call is to be found by this."""

    tag: str


@dataclass(frozen=True)
class Hangup:
    """Hang up on the caller, or refuse the call when it is not answered yet.

    *reason* is "normal", "busy", "rejected" or "fault".
    """

    reason: str


@dataclass(frozen=True)
class Warn:
    """The drawing asked for something that the directory no longer has; the call went on without it. *message*
    and *values* are those of ``Words``, so that it can be told in any language."""

    message: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> Words:
        return Words(self.message, self.values)


@dataclass(frozen=True)
class Ended:
    """The call is over: forget it. *how* is "caller_hung_up", "callee_hung_up", "time_is_up", "flow_ended" or
    "fault"."""

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
"""What the world outside the call answers."""

OfTheQueue = Join | Leave | QueueTalk | QueueMissed | QueueDone
"""What a call wants of a queue."""

EFFECTS = Tagged(get_args(Effect), old_names={("enter", "outlet"): "outcome"})
