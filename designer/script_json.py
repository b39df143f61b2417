"""Scripts as JSON: what is saved as a test of a flow, and what "try it" sends.

The keys are the fields of ``Script``; a moment is ISO 8601 with its zone, and "press" may be text as people write it
("12#", "1@2.5") as well as a list of ``Press``.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from types import UnionType
from typing import Any, NoReturn, Union, get_args, get_origin, get_type_hints

from designer.fields import KEYS
from designer.script import Script, ScriptError, presses

JsonObject = dict[str, Any]

MOST_CHARACTERS = 2_000
MOST_ITEMS = 1_000
MOST_WAITING = 1_000
MOST_NUMBER = 2**32 - 1
YEARS = range(1970, 2200)
ONE_OF: Mapping[str, tuple[str, ...]] = {"ends_talk": ("caller", "callee"), "key": tuple(KEYS)}


def script_from_json(data: Any) -> Script:
    """Read one script, strictly. Raises ScriptError with a sentence."""
    if isinstance(data, dict) and isinstance(data.get("press"), str):
        data = {**data, "press": [to_json(press) for press in presses(data["press"])]}
    script: Script = _dataclass(Script, data, "a script")
    if any(count > MOST_WAITING for count in script.waiting.values()):
        raise ScriptError(f"waiting: at most {MOST_WAITING} callers")
    return script


def to_json(value: Any) -> Any:
    """A script, or a part of one, as plain JSON that ``script_from_json`` reads back."""
    if is_dataclass(value):
        return {each.name: to_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _dataclass(cls: Any, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        _refuse(where, "must be a JSON object")
    known = {each.name: each for each in fields(cls)}
    if unknown := sorted(str(key) for key in data.keys() - known.keys()):
        raise ScriptError(f"{where} has no {unknown[0][:60]!r}; there is: {', '.join(known)}")
    for name, each in known.items():
        if name not in data and each.default is MISSING and each.default_factory is MISSING:
            raise ScriptError(f"{where} needs {name!r}")
    hints = get_type_hints(cls)
    return cls(**{name: _value(hints[name], value, name) for name, value in data.items()})


def _value(hint: Any, value: Any, where: str) -> Any:
    """*value* as the type *hint* wants it; *where* names it in the sentence."""
    if get_origin(hint) in (Union, UnionType):
        return _either(get_args(hint), value, where)
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint)[0], value, where)
    if get_origin(hint) is not None:
        return _mapping(get_args(hint)[1], value, where)
    return _dataclass(hint, value, where) if is_dataclass(hint) else READERS[hint](value, where)


def _either(hints: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None and type(None) in hints:
        return None
    if isinstance(value, str) and str in hints:
        return _text(value, where)
    (other,) = (each for each in hints if each not in (str, type(None)))
    return _value(other, value, where)


def _tuple(hint: Any, value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list) or len(value) > MOST_ITEMS:
        _refuse(where, f"must be a list of at most {MOST_ITEMS}")
    return tuple(_value(hint, item, where) for item in value)


def _mapping(hint: Any, value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict) or len(value) > MOST_ITEMS:
        _refuse(where, f"must be a JSON object of at most {MOST_ITEMS}")
    return {_text(key, where): _value(hint, item, f"{where} of {key[:60]}") for key, item in value.items()}


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        _refuse(where, f"must be text of at most {MOST_CHARACTERS} characters")
    if where in ONE_OF and value not in ONE_OF[where]:
        _refuse(where, f"must be one of: {', '.join(ONE_OF[where])}")
    return str(value)


def _number(value: Any, where: str) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= MOST_NUMBER:  # which no NaN is
        _refuse(where, f"must be a number from 0 to {MOST_NUMBER}")
    return float(value)


def _whole(value: Any, where: str) -> int:
    if not isinstance(value, int) or _number(value, where) != value:
        _refuse(where, f"must be a whole number from 0 to {MOST_NUMBER}")
    return value


def _moment(value: Any, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        _refuse(where, "must be a moment such as 2026-11-23T09:00+01:00")
    if moment.year not in YEARS:
        _refuse(where, f"must be within the years {YEARS.start} to {YEARS.stop}")
    return moment


READERS: Mapping[type, Callable[[Any, str], Any]] = {str: _text, float: _number, int: _whole, datetime: _moment}


def _refuse(where: str, why: str) -> NoReturn:
    raise ScriptError(f"{where} {why}")
