"""JSON from outside, as strictly as it can be stored and sent back: no NaN, no endless depth, no half characters."""

import json
import math
from typing import Any, NoReturn

from designer.drawing.graph import MAX_BYTES


class NotJson(ValueError):
    """The bytes are no JSON, or JSON that can't be kept; the message says why."""


class TooLarge(ValueError):
    """More bytes than a flow may have."""


def read_json(body: bytes) -> Any:
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
