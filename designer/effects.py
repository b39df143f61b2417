"""What the machine wants done: the switch does it for real, the simulator writes it down."""

from dataclasses import dataclass

from designer.tagged import Tagged


@dataclass(frozen=True)
class Enter:
    """The call came to this node of the drawing. Nothing to do; it is the call's path."""

    node: str


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
class Dial:
    """Ring an employee's *phones* (SIP accounts) as *leg*; a caller not yet answered hears ringing."""

    leg: str
    extension: str
    phones: tuple[str, ...]


@dataclass(frozen=True)
class Cancel:
    """Stop ringing *leg*."""

    leg: str


@dataclass(frozen=True)
class Bridge:
    """Let the caller and *leg*, which has answered, hear each other."""

    leg: str


@dataclass(frozen=True)
class Release:
    """Hang up *leg*, which has answered."""

    leg: str


@dataclass(frozen=True)
class Record:
    """Begin a recording. *kind* is "call" or "message"; *owner* is "employee:101" or "group:sales"."""

    recording: str
    kind: str
    owner: str


@dataclass(frozen=True)
class StopRecording:
    recording: str


@dataclass(frozen=True)
class Hangup:
    """Hang up on the caller, or refuse the call when it is not answered yet.

    *reason* is "normal", "busy", "rejected" or "fault".
    """

    reason: str


@dataclass(frozen=True)
class Warn:
    """The drawing asked for something that the directory no longer has; the call went on without it."""

    message: str


@dataclass(frozen=True)
class Ended:
    """The call is over: forget it. *how* is "caller_hung_up", "callee_hung_up", "flow_ended" or "fault"."""

    how: str


Effect = (
    Enter
    | Answer
    | Play
    | Stop
    | Wait
    | Dial
    | Cancel
    | Bridge
    | Release
    | Record
    | StopRecording
    | Hangup
    | Warn
    | Ended
)
EFFECTS = Tagged(
    (
        Enter,
        Answer,
        Play,
        Stop,
        Wait,
        Dial,
        Cancel,
        Bridge,
        Release,
        Record,
        StopRecording,
        Hangup,
        Warn,
        Ended,
    )
)
