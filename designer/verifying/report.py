"""Defines what the verifier is asked, and what it answers."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from designer.runtime.words import Translate, Words, say
from designer.trying.script import Script

JsonObject = dict[str, Any]


@dataclass(frozen=True)
class VerifyOptions:
    """Says what to verify. *at* is the day from which on calls are looked at (the verifier reads no clock), *number*
    what they dial. *most_states* and *most_steps* (of the machine) bound the work, the same on every computer."""

    at: datetime
    number: str = ""
    most_silence_s: int = 10
    most_s_to_person: int = 300
    most_states: int = 20_000
    most_steps: int = 150_000


@dataclass(frozen=True)
class Finding:
    """Describes a fault, in a sentence for the owner of the flow. *code* is "endless", "silence", "no-person",
    "long-way", "paid-anonymous" or "dead-end".

    *script* is a call that shows it in the simulator; None if no script can, as when the same person has to be busy
    first and to answer later.
    """

    code: str
    words: Words
    node: str
    script: Script | None

    def to_json(self, translate: Translate = str) -> JsonObject:
        """Return the finding as plain JSON."""
        script = script_json(self.script) if self.script else None
        return {"code": self.code, "message": self.words.translated(translate), "node": self.node, "script": script}


@dataclass(frozen=True)
class Report:
    """Holds the findings. *worst_s_to_person* is the longest time until somebody answers or a message can be left, for
    callers who come to no point twice; None if nobody is ever reached. *complete* is False if a limit was hit first."""

    findings: tuple[Finding, ...]
    worst_s_to_person: float | None
    states: int
    complete: bool

    @property
    def note(self) -> Words | None:
        """Return what people should know about the report; None for nothing."""
        return None if self.complete else say("not everything was explored")

    def to_json(self, translate: Translate = str) -> JsonObject:
        """Return the report as plain JSON."""
        return {
            "findings": [finding.to_json(translate) for finding in self.findings],
            "worst_s_to_person": self.worst_s_to_person,
            "states": self.states,
            "complete": self.complete,
            "note": self.note.translated(translate) if self.note else "",
        }


def script_json(script: Script) -> JsonObject:
    """Return the fields of a ``Script``, ready for JSON."""
    found = asdict(script)
    return {**found, "at": script.at.isoformat(), "people": dict(found["people"]), "waiting": dict(found["waiting"])}
