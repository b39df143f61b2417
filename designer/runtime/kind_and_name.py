"""Keeps a kind and a name in one text, as drawings, programs, questions of a call and tables have it."""

from typing import Self


class KindAndName(str):
    """Represents a value such as "employee:101", "variable:city" or "waiting:sales"; some kinds need no name."""

    __slots__ = ()

    @classmethod
    def of(cls, kind: str, name: str) -> Self:
        """Return the text for *name* of this kind."""
        return cls(f"{kind}:{name}")

    @property
    def kind(self) -> str:
        """Return what stands before the first colon, or all of it."""
        return self.partition(":")[0]

    @property
    def name(self) -> str:
        """Return what follows the first colon; "" if there is none."""
        return self.partition(":")[2]
