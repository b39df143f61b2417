"""Registers the personal data that features keep about an employee.

Each feature registers how to count and delete it, so the pages that delete an employee need not import the features.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString

from app.port import Registry


@dataclass(frozen=True)
class PersonalData:
    """Describes one kind of data. *count* and *delete* are given an extension of the current company.

    *staying* says what becomes of the data if it is kept.
    """

    name: str
    label: LazyString
    staying: LazyString
    count: Callable[[str], int]
    delete: Callable[[str], None]


personal_data: Registry[PersonalData] = Registry("kinds of personal data", key=lambda data: data.name)
