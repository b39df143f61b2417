"""Reads who calls and whom, as a carrier writes it. Carriers are trusted (RFC 3325): only their networks get this
far."""

from collections.abc import Iterator

from designer.runtime import numbers
from designer.runtime.numbers import NumberingPlan
from switch.message import header, headers, uri_of, user

HIDING = frozenset({"id", "user", "header", "full"})
"""What callers ask for who don't want to be known (RFC 3323, RFC 3325); "yes" is the same in Remote-Party-ID."""


def number_of_caller(plan: NumberingPlan | None) -> str:
    """Return the caller's number, read by the *plan* of the company that is called: what From says, or else what the
    carrier knows. It is "anonymous" when the caller hides it, or when it could be taken for a colleague's."""
    if HIDING.intersection(each.strip().lower() for each in header("Privacy").split(";")):
        return numbers.ANONYMOUS
    shown = user("$fU")
    if shown.lower() == numbers.ANONYMOUS:
        return numbers.ANONYMOUS
    return numbers.from_carrier(plan, shown, *_named_in("P-Asserted-Identity"), *_remote_party())


def dialled_numbers(plan: NumberingPlan | None, is_carrier: bool) -> Iterator[str]:
    """Yield what may be the number that was called, the likeliest first, each as written, as the *plan* reads it, and
    as E.164 without its "+". Some carriers name a line in the request, and the number only in To or Diversion."""
    for written in (user("$rU"), *((user("$tU"), *_named_in("Diversion")) if is_carrier else ())):
        number = numbers.dialled(written)
        yield from (number, numbers.read(plan, number), f"+{number}")


def _remote_party() -> list[str]:
    return [] if "privacy=full" in header("Remote-Party-ID").lower() else _named_in("Remote-Party-ID")


def _named_in(name: str) -> list[str]:
    return [uri_of(each) for line in headers(name) for each in line.split(",")]
