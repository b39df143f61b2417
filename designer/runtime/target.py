"""Whom something is for: a call that is forwarded, a message, a recording."""

from typing import Self

EMPLOYEE, GROUP, OUTSIDE = "employee", "group", "outside"


class Target(str):
    """A value such as "employee:101", "group:sales", "outside:+4930555010" or "voicemail"; "" is nobody."""

    __slots__ = ()

    @classmethod
    def employee(cls, extension: str) -> Self:
        """Return the employee of this extension."""
        return cls(f"{EMPLOYEE}:{extension}")

    @classmethod
    def group(cls, name: str) -> Self:
        """Return the group of this name."""
        return cls(f"{GROUP}:{name}")

    @classmethod
    def outside(cls, number: str) -> Self:
        """Return a number that is reached by the trunk."""
        return cls(f"{OUTSIDE}:{number}")

    @property
    def kind(self) -> str:
        """What stands before the colon, or all of it."""
        return self.partition(":")[0]

    @property
    def name(self) -> str:
        """The extension, the group's name or the number; "" if there is none."""
        return self.partition(":")[2]
