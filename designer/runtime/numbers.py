"""Reads telephone numbers, as people, phones and carriers write them, by a company's numbering plan.

The portal derives the plan from ``phonenumbers`` and puts it in the company's directory. This module applies it with
the standard library alone, so the switch, the simulator and the portal read every number alike.

A number is either E.164 with its "+" (ITU-T E.164), or stays as it was dialled: an extension, an emergency number, a
short code of the country, or something that the plan can't read.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import TypedDict
from urllib.parse import unquote

MOST_DIGITS = 15
"""Of a number in E.164, with its country code."""

MOST_EXTENSION_DIGITS = 6
ANONYMOUS = "anonymous"
BETWEEN_DIGITS = re.compile(r"[\s()/.\-\u00ad\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Separators, and the marks of direction that come along when a number is copied from a telephone."""

TRUNK_ZERO = re.compile(r"(?<=\d)\s*\(0\)")
"""As in "+49 (0)30": dialled within the country only."""

E164 = re.compile(rf"\+[1-9][0-9]{{1,{MOST_DIGITS - 1}}}", re.ASCII)
EXTENSION = re.compile(rf"[1-9][0-9]{{1,{MOST_EXTENSION_DIGITS - 1}}}", re.ASCII)
DIALLED = re.compile(r"\+?[0-9]{1,20}", re.ASCII)
OF_A_CALLER = re.compile(rf"\+?[0-9]{{{MOST_EXTENSION_DIGITS + 1},20}}", re.ASCII)
"""A number of somebody outside has more digits than an extension, so it never passes for a colleague's."""

NO_LETTERS = "\u115f\u1160\u3164\uffa0\u00aa\u00ba"
"""What Unicode counts among the letters although it is none in a name: Hangul fillers, and the signs of ordinals."""

ALWAYS_EMERGENCY = frozenset({"110", "112"})
"""Emergency numbers in any country: every mobile phone knows 112 (3GPP TS 22.101 section 10)."""


class NumberingPlan(TypedDict):
    """Describes how numbers are dialled in a country (ISO 3166 alpha-2). The other values are regular expressions,
    except *code*, the digits of the country code; *replacement*, which takes the place of what *national_prefix*
    matches ("" drops it); and *lengths*, how many digits a national number may have. With *needs_prefix*, nobody writes
    a national number without its prefix, except those that *without_prefix* matches, such as "1800 123 456"."""

    country: str
    code: str
    international_prefix: str
    national_prefix: str
    replacement: str
    needs_prefix: bool
    without_prefix: str
    national_number: str
    lengths: list[int]
    emergency: str
    short_codes: str


def dialled(written: str) -> str:
    """Return the number as a telephone dials it: "+49 (0)30-5" and "tel:%2B49-30-5;phone-context=a.de" are "+49305"."""
    text, parameters = _user_part(written)
    number = "".join(map(_as_ascii, BETWEEN_DIGITS.sub("", TRUNK_ZERO.sub("", text))))
    return number if number.startswith("+") else _context(parameters) + number


def _user_part(written: str) -> tuple[str, list[str]]:
    """Return the number in a URI, or one that stands alone, and the parameters behind it (RFC 3966), all without
    escapes. A SIP URI has them in its user part (RFC 3261 section 19.1.6), and may name a host alone."""
    scheme, colon, rest = written.strip().partition(":")
    text = written
    if colon and scheme.lower() in ("tel", "sip", "sips"):
        text = rest if scheme.lower() == "tel" or "@" in rest else ""
        text = text.partition("@")[0].partition(":")[0]
    user, *parameters = map(unquote, text.split(";"))
    return user.partition("@")[0].strip(), parameters


def _as_ascii(character: str) -> str:
    """Write digits of other scripts, and the wide plus sign, as "0" to "9" and "+"."""
    return str(int(character)) if character.isdecimal() else "+" if character == "\uff0b" else character


def _context(parameters: list[str]) -> str:
    """Return the beginning of a local number, such as "+4930" (RFC 3966 section 5.1.5); "" if it names a domain, or
    none."""
    pairs = (each.partition("=") for each in parameters)
    named = (value for name, _, value in pairs if name.strip().lower() == "phone-context")
    context = BETWEEN_DIGITS.sub("", next(named, ""))
    return context if E164.fullmatch(context) else ""


def read(plan: NumberingPlan | None, written: str) -> str:
    """Return *written* in E.164, or, if the plan can't read it so, as it is ``dialled``."""
    number = dialled(written)
    if number.startswith("+"):
        return _without_national_prefix(plan, number)
    if not DIALLED.fullmatch(number) or (plan and is_short(plan, number)):
        return number
    return _from_abroad(plan, number) or (_national(plan, number) if plan else "") or number


def international_prefix(plan: NumberingPlan | None, number: str) -> str:
    """Return the beginning of *number* that leads out of the country: "00" if nothing else is known (ITU-T E.164)."""
    found = re.match(plan["international_prefix"] if plan else "00", number, re.ASCII)
    return found[0] if found else ""


def is_short(plan: NumberingPlan, number: str) -> bool:
    """Return whether *number*, as dialled, is an emergency number or another short code of the country."""
    return is_emergency(plan, number) or _is(plan["short_codes"], number)


def is_emergency(plan: NumberingPlan | None, number: str) -> bool:
    """Return whether *number*, as dialled, leads to the police, rescuers or firefighters."""
    return number in ALWAYS_EMERGENCY or (plan is not None and _is(plan["emergency"], number))


def reaches_emergency(plan: NumberingPlan | None, number: str) -> bool:
    """Return whether a carrier may take *number* for an emergency number, as it may "0112" or "+49112" for 112."""
    return any(is_emergency(plan, each) for each in _shorter(plan, number))


def can_be_called(number: str, *plans: NumberingPlan | None) -> bool:
    """Return whether a carrier may be asked for *number*, which was ``read``, by any of the *plans*: nobody calls for
    help by a drawing, as the police would call back a machine."""
    is_number = DIALLED.fullmatch(number) is not None
    return is_number and not any(reaches_emergency(plan, number) for plan in (None, *plans))


def can_be_called_back(caller: str, *plans: NumberingPlan | None) -> bool:
    """Return whether a *caller* can be called back outside: not one who hides their number, and no colleague."""
    return can_be_called(caller, *plans) and not is_extension(caller)


def is_extension(number: str) -> bool:
    """Return whether *number* has the form of an extension, or of another number that only colleagues dial."""
    return EXTENSION.fullmatch(number) is not None


def from_carrier(plan: NumberingPlan | None, *written: str) -> str:
    """Return the caller's number, out of what a carrier wrote, the likeliest first: the first one in E.164, or else the
    first one that is long enough to be no extension; ``ANONYMOUS`` if there is none.

    Names of lines and other text are no numbers, and what looks like an extension would pass for a colleague.
    """
    known = [number for each in written if OF_A_CALLER.fullmatch(number := read(plan, each))]
    return next(filter(E164.fullmatch, known), "") or next(iter(known), ANONYMOUS)


def is_name(written: str) -> bool:
    """Return whether *written* can be somebody's name. Digits of any script, whatever stands between them, are none, as
    they would pass for a colleague's extension."""
    is_dialled = DIALLED.fullmatch(dialled(written)) is not None
    return not is_dialled and any(map(_is_letter, written))


def _is_letter(character: str) -> bool:
    """Return whether it is a letter that can be seen, and no numeral, nor a sign made of letters, as in "№ 101"."""
    is_one = unicodedata.category(character) in ("Lu", "Ll", "Lt", "Lo") and character not in NO_LETTERS
    return is_one and unicodedata.numeric(character, None) is None


def _is(pattern: str, number: str) -> bool:
    return bool(pattern) and re.fullmatch(pattern, number, re.ASCII) is not None


def _without_national_prefix(plan: NumberingPlan | None, number: str) -> str:
    """Return "+4930555" for "+49030555" to those who are in the same country, as they know what a number looks like."""
    if plan is None or not number.startswith(f"+{plan['code']}"):
        return number
    national = _stripped(plan, number[len(plan["code"]) + 1 :])
    return f"+{plan['code']}{national}" if len(national) in plan["lengths"] else number


def _from_abroad(plan: NumberingPlan | None, number: str) -> str:
    """Return the number behind the international prefix. No country code begins with 0."""
    prefix = international_prefix(plan, number)
    full = f"+{number.removeprefix(prefix)}"
    return _without_national_prefix(plan, full) if prefix and len(full) > 3 and E164.fullmatch(full) else ""


def _shorter(plan: NumberingPlan | None, number: str) -> Iterator[str]:
    """Yield *number*, then without the international prefix and without the country code, each of them also without
    the national prefix."""
    code = plan["code"] if plan else ""
    abroad = number.removeprefix("+").removeprefix(international_prefix(plan, number))
    for each in (number, abroad, abroad.removeprefix(code), abroad.lstrip("0").removeprefix(code)):
        yield from (each, each.lstrip("0"))
        if plan and plan["national_prefix"] and (prefix := re.match(plan["national_prefix"], each, re.ASCII)):
            yield each[prefix.end() :]


def _national(plan: NumberingPlan, number: str) -> str:
    """Return the number of the same country in E.164; "" if it is none. It may have its national prefix, lack one that
    isn't needed, or begin with the country code."""
    national = _stripped(plan, number)
    if national == number:
        if len(number) <= MOST_EXTENSION_DIGITS:
            return ""
        is_whole = not plan["needs_prefix"] or _is(plan["without_prefix"], number)
        if not is_whole or not _is_complete(plan, number):
            national = _stripped(plan, number[len(plan["code"]) :]) if number.startswith(plan["code"]) else ""
    return f"+{plan['code']}{national}" if _is_complete(plan, national) else ""


def _is_complete(plan: NumberingPlan, national: str) -> bool:
    return _is(plan["national_number"], national) and len(national) in plan["lengths"]


def _stripped(plan: NumberingPlan, number: str) -> str:
    """Return the number without the national prefix, or as it is if it would be no number without."""
    prefix = re.match(plan["national_prefix"], number, re.ASCII) if plan["national_prefix"] else None
    if prefix is None:
        return number
    replaced = plan["replacement"] and prefix.re.groups and prefix[prefix.re.groups] is not None
    rest = (prefix.expand(plan["replacement"]) if replaced else "") + number[prefix.end() :]
    was_one = _is(plan["national_number"], number)
    return number if was_one and not _is(plan["national_number"], rest) else rest
