"""Reads JSON that can be stored and returned unchanged: no NaN, no deep nesting, no lone surrogates."""

import json
import math
from typing import Any, NoReturn

from designer.drawing.graph import MAX_BYTES


class NotJson(ValueError):
    """Says why the bytes are not JSON, or can't be stored."""


class TooLarge(ValueError):
    """Says that a flow has more than MAX_BYTES."""


def read_json(body: bytes) -> Any:
    """Return the value in *body*. Raise NotJson if it is no JSON, or TooLarge if it is too large."""
    if len(body) > MAX_BYTES:
        raise TooLarge(f"a flow may have {MAX_BYTES} bytes; this has {len(body)}")
    try:
        data = json.loads(body, parse_constant=_no_constant, parse_float=_finite)
        json.dumps(data, ensure_ascii=False).encode()
    except RecursionError as problem:
        raise NotJson("it is nested too deeply") from problem
    except ValueError as problem:
        raise NotJson(str(problem)) from problem
    return data


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:20]} is too large a number")
    return number
