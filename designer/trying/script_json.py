"""Reads and writes scripts as JSON: what is saved as a test of a flow, and what "try it" sends.

The keys are the fields of ``Script``; a moment is ISO 8601 with its zone, and "press" may be text as people write it
("12#", "1@2.5") as well as a list of ``Press``.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from types import UnionType
from typing import Any, NoReturn, Union, get_args, get_origin, get_type_hints

from designer.runtime.choices import KEYS
from designer.runtime.words import Words, say
from designer.trying.script import Script, ScriptError, presses

Where = str | Words
"""A field by its name, or what it is a part of."""

MOST_CHARACTERS = 2_000
MOST_ITEMS = 1_000
MOST_WAITING = 1_000
MOST_NUMBER = 2**32 - 1
YEARS = range(1970, 2200)
ONE_OF: Mapping[str, tuple[str, ...]] = {"ends_talk": ("caller", "callee"), "key": tuple(KEYS)}


def script_from_json(data: Any) -> Script:
    """Read one script strictly. Raise ScriptError if something in it can't be read."""
    if isinstance(data, dict) and isinstance(data.get("press"), str):
        data = {**data, "press": [to_json(press) for press in presses(data["press"])]}
    script: Script = _dataclass(Script, data, say("a script"))
    if any(count > MOST_WAITING for count in script.waiting.values()):
        raise ScriptError(say("waiting: at most {most} callers", most=MOST_WAITING))
    return script


def to_json(value: Any) -> Any:
    """Return a script, or a part of one, as plain JSON that ``script_from_json`` reads back."""
    if is_dataclass(value):
        return {each.name: to_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _dataclass(cls: Any, data: Any, where: Where) -> Any:
    if not isinstance(data, dict):
        _refuse(where, say("must be a JSON object"))
    known = {each.name: each for each in fields(cls)}
    if unknown := sorted(str(key) for key in data.keys() - known.keys()):
        words = say(
            "{where} has no “{field}”; there is: {fields}", where=where, field=unknown[0][:60], fields=", ".join(known)
        )
        raise ScriptError(words)
    for name, each in known.items():
        if name not in data and each.default is MISSING and each.default_factory is MISSING:
            raise ScriptError(say("{where} needs “{field}”", where=where, field=name))
    hints = get_type_hints(cls)
    return cls(**{name: _value(hints[name], value, name) for name, value in data.items()})


def _value(hint: Any, value: Any, where: Where) -> Any:
    """Return *value* as the type *hint* wants it; *where* names it in the sentence of an error."""
    if get_origin(hint) in (Union, UnionType):
        return _either(get_args(hint), value, where)
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint)[0], value, where)
    if get_origin(hint) is not None:
        return _mapping(get_args(hint)[1], value, where)
    return _dataclass(hint, value, where) if is_dataclass(hint) else READERS[hint](value, where)


def _either(hints: tuple[Any, ...], value: Any, where: Where) -> Any:
    if value is None and type(None) in hints:
        return None
    if isinstance(value, str) and str in hints:
        return _text(value, where)
    (other,) = (each for each in hints if each not in (str, type(None)))
    return _value(other, value, where)


def _tuple(hint: Any, value: Any, where: Where) -> tuple[Any, ...]:
    if not isinstance(value, list) or len(value) > MOST_ITEMS:
        _refuse(where, say("must be a list of at most {most}", most=MOST_ITEMS))
    return tuple(_value(hint, item, where) for item in value)


def _mapping(hint: Any, value: Any, where: Where) -> dict[str, Any]:
    if not isinstance(value, dict) or len(value) > MOST_ITEMS:
        _refuse(where, say("must be a JSON object of at most {most}", most=MOST_ITEMS))
    return {
        _text(key, where): _value(hint, item, say("{field} of {name}", field=where, name=key[:60]))
        for key, item in value.items()
    }


def _text(value: Any, where: Where) -> str:
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        _refuse(where, say("must be text of at most {most} characters", most=MOST_CHARACTERS))
    if isinstance(where, str) and value not in (allowed := ONE_OF.get(where, (value,))):
        _refuse(where, say("must be one of: {options}", options=", ".join(allowed)))
    return str(value)


def _number(value: Any, where: Where) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= MOST_NUMBER:  # which no NaN is
        _refuse(where, say("must be a number from 0 to {most}", most=MOST_NUMBER))
    return float(value)


def _whole(value: Any, where: Where) -> int:
    if not isinstance(value, int) or _number(value, where) != value:
        _refuse(where, say("must be a whole number from 0 to {most}", most=MOST_NUMBER))
    return value


def _moment(value: Any, where: Where) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        _refuse(where, say("must be a moment such as {example}", example="2026-11-23T09:00+01:00"))
    if moment.year not in YEARS:
        _refuse(where, say("must be within the years {first} to {last}", first=YEARS.start, last=YEARS[-1]))
    return moment


READERS: Mapping[type, Callable[[Any, Where], Any]] = {str: _text, float: _number, int: _whole, datetime: _moment}


def _refuse(where: Where, why: Words) -> NoReturn:
    raise ScriptError(say("{field} {why}", field=where, why=why))
