"""Defines availability as people enter it and as the directory stores it."""

from dataclasses import dataclass

from designer.runtime.availability import VOICEMAIL

NONE, OUTSIDE = "", "outside"


@dataclass(frozen=True)
class Target:
    """Where calls are forwarded.

    *kind* is "", "voicemail", "employee", "group" or "outside"; *name* an extension, a group's name or a number.
    """

    kind: str = NONE
    name: str = ""

    @classmethod
    def parse(cls, text: str) -> "Target":
        """Return the target that ``str`` wrote, in the form of ``designer.runtime.availability``."""
        kind, _, name = text.partition(":")
        return cls(kind, name)

    def __str__(self) -> str:
        """Return the target in the form of ``designer.runtime.availability``."""
        return self.kind if self.kind in (NONE, VOICEMAIL) else f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class Availability:
    """An employee's settings.

    *hours_id* is the id of a calendar; None means always. The targets have the directory's form.
    """

    hours_id: int | None
    always: str
    busy: str
    no_answer: str
    after_s: int
