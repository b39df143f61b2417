"""Says whom something is for: a call that is forwarded, a message, a recording."""

from typing import Self

from designer.runtime.kind_and_name import KindAndName

EMPLOYEE, GROUP, OUTSIDE = "employee", "group", "outside"


class Target(KindAndName):
    """Represents a value such as "employee:101", "group:sales", "outside:+4930555010" or "voicemail"; "" is nobody."""

    __slots__ = ()

    @classmethod
    def employee(cls, extension: str) -> Self:
        """Return the employee of this extension."""
        return cls.of(EMPLOYEE, extension)

    @classmethod
    def group(cls, name: str) -> Self:
        """Return the group of this name."""
        return cls.of(GROUP, name)

    @classmethod
    def outside(cls, number: str) -> Self:
        """Return a number that is reached by the trunk."""
        return cls.of(OUTSIDE, number)
