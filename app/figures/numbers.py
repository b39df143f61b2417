"""Finds numbers outside as people type them, and writes numbers as people read them."""

import phonenumbers
from phonenumbers import PhoneNumberFormat
from sqlalchemy import or_, select

from app.db import company_in_force
from app.db.upserts import connection
from app.figures.loading import Loaded
from app.figures.terms import MANY, TABLE
from app.phone_numbers import is_complete, searched_parts
from designer.runtime import numbers
from designer.runtime.numbers import NumberingPlan


def written(number: str) -> str:
    """Return *number* as it is written abroad, "+49 30 23125007"; others as they are."""
    if not is_complete(number):
        return number
    return str(phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL))


def matching(data: Loaded, typed: str, plan: NumberingPlan | None) -> set[int]:
    """Return the terms of all numbers outside that *typed* may mean.

    A whole number means itself, whatever its spelling; anything shorter means all numbers that have it in them. ""
    means withheld numbers, and what is no number means none.
    """
    if not typed:
        return {data.number((MANY, ""))}
    full = numbers.read(plan, typed)
    if is_complete(full):
        exact = data.number((MANY, full))
        if exact >= 0 or typed.strip().startswith("+"):
            return {exact}
    parts = searched_parts(typed, plan)
    if not parts:
        return set()
    which = or_(*(TABLE.c.value.contains(part, autoescape=True) for part in parts))
    query = select(TABLE.c.number).where(TABLE.c.company_id == company_in_force(), TABLE.c.kind == MANY, which)
    return set(connection().scalars(query)) | data.new_numbers(parts)
