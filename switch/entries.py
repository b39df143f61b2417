"""Defines the published entries that the switch routes by: plain JSON in shared memory, which the portal writes.

*before* is the hash of the text that was published before, which counts as long as the new one can't be read.
"""

from typing import NotRequired, TypedDict


class ProgramEntry(TypedDict):
    """Describes what a number does: "n:+49301234", or "x:<company>:<dialled>" for what colleagues dial. *program* is a
    hash. Entries that lead to no number of a company lack *company*."""

    program: str
    company: NotRequired[str]
    before: NotRequired[str]


class CompanyEntry(TypedDict):
    """Describes a company, "c:<company>": *directory* is the hash of its directory."""

    directory: str
    before: NotRequired[str]


class PhoneEntry(TypedDict):
    """Describes a SIP account, "a:<account>". *ha1* is MD5(user:realm:password) in hex. A browser's has a *line*, and
    holds until *until_ms*, ms since 1970."""

    company: str
    extension: str
    ha1: str
    line: NotRequired[str]
    until_ms: NotRequired[int]
