"""Defines what the compiler says to people, anchored to a node on the canvas wherever there is one."""

from dataclasses import dataclass
from typing import Any

from designer.runtime.words import Values, Words


@dataclass(frozen=True)
class Diagnostic:
    """Describes one fault of a drawing. *code* is stable; *text* with its *values* is for people; *example* shows what
    would be right."""

    code: str
    text: str
    node: str | None = None
    field: str | None = None
    example: str | None = None
    values: Values = ()

    @property
    def words(self) -> Words:
        """Return the fault in words that can be translated."""
        return Words(self.text, self.values)

    @property
    def message(self) -> str:
        """Return the fault in English."""
        return str(self.words)

    def __str__(self) -> str:
        where = ".".join(part for part in (self.node, self.field) if part)
        return f"{self.code} {where or 'flow'}: {self.message}"

    def to_json(self) -> dict[str, Any]:
        """Return the diagnostic as plain JSON, with its message in English."""
        return {
            "code": self.code,
            "message": self.message,
            "node": self.node,
            "field": self.field,
            "example": self.example,
        }
