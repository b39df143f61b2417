"""Availability as people fill it in: where calls go to, and as the directory keeps it."""

import re
from dataclasses import dataclass

from designer.runtime.availability import VOICEMAIL

NONE, OUTSIDE = "", "outside"
NUMBER = re.compile(r"\+?[0-9]{3,20}")


@dataclass(frozen=True)
class Target:
    """*kind* is "", "voicemail", "employee", "group" or "outside"; *name* an extension, a group's name or a number."""

    kind: str = NONE
    name: str = ""

    @classmethod
    def parse(cls, text: str) -> "Target":
        """As ``designer.runtime.availability`` has it."""
        kind, _, name = text.partition(":")
        return cls(kind, name)

    def __str__(self) -> str:
        return self.kind if self.kind in (NONE, VOICEMAIL) else f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class Availability:
    """*hours_id* is the id of a calendar, None: always. The targets are as the directory has them."""

    hours_id: int | None
    always: str
    busy: str
    no_answer: str
    after_s: int
