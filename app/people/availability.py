"""Defines availability as people enter it and as the directory stores it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Availability:
    """Describes an employee's settings.

    *hours_id* is the id of a calendar; None means always. The targets have the directory's form.
    """

    hours_id: int | None
    always: str
    busy: str
    no_answer: str
    after_s: int
