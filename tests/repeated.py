"""What repeats the same with other values: ``make test`` tries the first of them, ``make proof`` the others."""

from collections.abc import Iterable
from typing import Any

import pytest


def first(values: Iterable[Any], count: int = 1) -> list[Any]:
    """Return *values* for ``parametrize``; all after the first *count* carry the mark ``proof``."""
    return [
        value if place < count else pytest.param(value, marks=pytest.mark.proof) for place, value in enumerate(values)
    ]
