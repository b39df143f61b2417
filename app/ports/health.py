"""Tells the operator how well the exchange is: ``flask exchange health`` and the page Status show it.

Each feature adds the checks of what it knows best when it is wired: ``health_checks.add(app, HealthCheck(...))``.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _

from app.db import db
from app.port import Registry
from config import variable

log = logging.getLogger(__name__)


class State(StrEnum):
    """Names how something is, from best to worst.

    UNKNOWN is no better than WARNING: nobody may take it for a good sign.
    """

    OK = "ok"
    WARNING = "warning"
    UNKNOWN = "unknown"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """Describes what a check found.

    *said* is one sentence about how it is. *to_do* says what the reader should do; only OK has none. *settings* are
    those of ``Config`` that it is about: the command names their variables, and pages don't.
    """

    state: State
    said: str
    to_do: str = ""
    settings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError if the reader isn't told how it is, or what to do."""
        if not self.said or bool(self.to_do) == (self.state == State.OK):
            raise ValueError(f"a finding says how it is, and unless all is well what to do: {self}")

    @property
    def rank(self) -> int:
        """Return the larger, the worse."""
        return list(State).index(self.state)

    @property
    def is_bad(self) -> bool:
        """Return whether something does not work, or nobody knows."""
        return self.state in (State.FAULT, State.UNKNOWN)


def ok(said: str) -> Finding:
    """Return the finding that all is well."""
    return Finding(State.OK, said)


def warning(said: str, to_do: str, *settings: str) -> Finding:
    """Return the finding that everything still works, but won't for much longer, or that something was lost."""
    return Finding(State.WARNING, said, to_do, settings)


def fault(said: str, to_do: str, *settings: str) -> Finding:
    """Return the finding that something does not work now."""
    return Finding(State.FAULT, said, to_do, settings)


def unknown(said: str, to_do: str) -> Finding:
    """Return the finding that nobody can tell."""
    return Finding(State.UNKNOWN, said, to_do)


def worst(findings: Iterable[Finding]) -> Finding:
    """Return the worst of several findings about one thing; the first of those that are equally bad."""
    return max(findings, key=lambda each: each.rank)


@dataclass(frozen=True)
class HealthCheck:
    """Describes something to check. *name* is a word for programs, *label* for people.

    *check* looks now, in a few seconds at most, and in any company's scope; an exception that it raises is shown as
    UNKNOWN. *needs* names the check on which this one depends: as long as that one is bad, *check* is not called.
    """

    name: str
    label: LazyString
    check: Callable[[], Finding]
    needs: str = ""


@dataclass(frozen=True)
class CheckResult:
    """Describes a check and what it found."""

    name: str
    label: str
    finding: Finding

    @property
    def is_well(self) -> bool:
        """Return whether there is nothing to do."""
        return self.finding.state == State.OK

    @property
    def is_bad(self) -> bool:
        """Return whether something does not work, or nobody knows."""
        return self.finding.is_bad

    @property
    def variables(self) -> list[str]:
        """Return the environment variables that the finding is about."""
        return [variable(name) for name in self.finding.settings]

    def to_json(self) -> dict[str, Any]:
        """Return the result as ``flask exchange health --json`` prints it."""
        found = self.finding
        words = {"name": self.name, "state": found.state, "said": found.said, "to_do": found.to_do}
        return {**words, "variables": self.variables}


def printable(text: str) -> str:
    """Return *text* on one line, and as UTF-8: names of files may have any bytes in them."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


health_checks: Registry[HealthCheck] = Registry("health checks", key=lambda check: check.name)


def check_health() -> list[CheckResult]:
    """Do every check now, and return the results in the current language."""
    checks = {check.name: check for check in health_checks()}
    found: dict[str, Finding] = {}
    for check in sorted(checks.values(), key=lambda each: bool(each.needs)):
        base = checks.get(check.needs)
        found[check.name] = _not_known(base) if base and found[base.name].is_bad else _run(check)
    return [CheckResult(check.name, str(check.label), found[check.name]) for check in checks.values()]


def _not_known(base: HealthCheck) -> Finding:
    return unknown(_("This can't be told now."), _("See to “%(line)s” first.", line=base.label))


def _run(check: HealthCheck) -> Finding:
    try:
        found = check.check()
        return replace(found, said=printable(found.said), to_do=printable(found.to_do))
    except Exception as error:  # noqa: BLE001 - a process edge: the other checks are wanted all the same
        reason = f"{type(error).__name__}: {error}".partition("\n")[0]
        log.warning("health of %s: %s", check.name, reason)
        db.session.rollback()
        return unknown(_("This could not be checked."), _("The reason: %(reason)s", reason=reason))
