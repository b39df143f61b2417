"""Reads who calls and whom, as a carrier writes it. Carriers are trusted (RFC 3325): only their networks get this
far, and they write numbers as in their own country."""

import re
from collections.abc import Iterator

from designer.runtime import numbers
from designer.runtime.numbers import NumberingPlan
from switch.message import BLANK, QUOTED, headers, named_in, pv, uri_of, user

HIDING = frozenset({"id", "user", "header", "full", "uri", "yes"})
"""What hides a caller: in Privacy (RFC 3323, RFC 3325), and in the parameter of Remote-Party-ID, which the draft before
RFC 3325 has, there perhaps with "-network" behind it."""

ESCAPED = re.compile(r"\\(.)")
"""Matches a character of a quoted name that stands for itself (quoted-pair, RFC 3261 section 25.1)."""

NUMBERED = re.compile(r"(?:sips?|tel):", re.IGNORECASE)
"""Matches the beginning of a URI that may have a number."""


def number_of_caller(plan: NumberingPlan | None) -> str:
    """Return the caller's number, read by the carrier's *plan*: what From says, or else what the carrier knows. It is
    "anonymous" when the caller hides it, or when it could be taken for a colleague's."""
    if not HIDING.isdisjoint(_privacy()) or user("$fU").lower() == numbers.ANONYMOUS:
        return numbers.ANONYMOUS
    known = (*named_in("P-Asserted-Identity"), *_remote_party())
    return numbers.from_carrier(plan, *_numbered([pv("$fu"), *map(uri_of, known)]))


def name_of_caller(number: str) -> str:
    """Return the name of the caller of this *number*, as ``name_written``; "" if the caller hides it."""
    return "" if number == numbers.ANONYMOUS or "name" in _privacy() else name_written()


def name_written() -> str:
    """Return the name in front of the caller's address; "" if there is none, or it looks like an extension."""
    name = ESCAPED.sub(r"\1", pv("$fn").removeprefix('"').removesuffix('"'))
    return name if numbers.is_name(name) else ""


def _privacy() -> set[str]:
    """Return what the caller wants to be hidden, in small letters, by whichever header they say it."""
    asked = [*headers("Privacy"), *(_parameter(each, "privacy") for each in _remote_party())]
    words = (word.strip(f'{BLANK}"').lower() for line in asked for word in re.split("[;,]", line))
    return {word.partition("-")[0] for word in words}


def dialled_numbers(plan: NumberingPlan | None, is_carrier: bool) -> Iterator[str]:
    """Yield what may be the number that was called, the likeliest first, each as written, as the *plan* reads it, and
    as E.164 without its "+". Some carriers name a line in the request, and the number only in To or Diversion."""
    elsewhere = [pv("$tu"), *map(uri_of, named_in("Diversion"))] if is_carrier else []
    for written in _numbered([pv("$ru"), *elsewhere]):
        number = numbers.dialled(written)
        yield from (number, numbers.read(plan, number), f"+{number}")


def _remote_party() -> list[str]:
    """Return the addresses of the caller; the header may name other parties, too."""
    return [each for each in named_in("Remote-Party-ID") if _parameter(each, "party").lower() in ("", "calling")]


def _numbered(uris: list[str]) -> Iterator[str]:
    """Return the URIs that may have a number: a name in front of one, or alone, is none."""
    return filter(NUMBERED.match, uris)


def _parameter(address: str, name: str) -> str:
    """Return a parameter behind an address; "" if there is none of that name."""
    for each in QUOTED.sub(lambda found: found[0].replace(";", ""), address).rpartition(">")[2].split(";"):
        key, _, value = each.partition("=")
        if key.strip(BLANK).lower() == name:
            return value.strip(f'{BLANK}"')
    return ""
