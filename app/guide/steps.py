"""Defines the steps to a first call. The company's rows show which are done; only skipping is remembered."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_, or_, select

from app.calls.models import Call
from app.db import Base, db
from app.flows.models import FlowVersion, Number, Publication
from app.guide.progress import progress
from app.people.models import Employee
from app.voice.models import Prompt
from designer.runtime.events import FROM_CALLERS


@dataclass(frozen=True)
class Step:
    """Describes a step of the guide. *minutes* is how long it takes a beginner."""

    name: str
    title: LazyString
    why: LazyString
    minutes: int
    is_done: bool
    is_skipped: bool

    @property
    def endpoint(self) -> str:
        """Return the endpoint of its page."""
        return f"guide.{self.name}"


STEPS = (
    ("number", _("Your number"), _("What people dial. It is what everything begins with."), 1),
    ("employees", _("Who takes calls"), _("Your people. Each gets an extension, and a phone in the browser."), 3),
    ("voice", _("Your voice"), _("What callers hear first: a sentence that is spoken for you, or your own voice."), 2),
    ("flow", _("The way of a call"), _("Who is rung, and what happens when nobody answers."), 2),
    ("call", _("A first call"), _("Hear on your own phone what your callers will hear."), 2),
)


def steps() -> list[Step]:
    """Return the company's steps, in order."""
    done = {
        "number": _has(Number),
        "employees": _has(Employee),
        "voice": _has(Prompt, Prompt.kind == "announcement"),
        "flow": _has(Publication),
        "call": _has(Call, or_(Call.direction.in_(FROM_CALLERS), is_test_call())),
    }
    skipped = progress().skipped
    return [
        Step(name, title, why, minutes, done[name], name in skipped and not done[name])
        for name, title, why, minutes in STEPS
    ]


def is_test_call() -> ColumnElement[bool]:
    """Return the condition for calls in which one's own phone rang and heard a published flow, not a draft."""
    return and_(Call.direction == "trial", Call.program.in_(select(FlowVersion.program_sha)))


def next_step(found: list[Step], after: str = "") -> Step | None:
    """Return the first step after *after*, or else before it, that is neither done nor skipped."""
    names = [step.name for step in found]
    begin = names.index(after) + 1 if after in names else 0
    return next((step for step in (*found[begin:], *found[:begin]) if not step.is_done and not step.is_skipped), None)


def _has(model: type[Base], *which: ColumnElement[bool]) -> bool:
    return db.session.scalar(select(model.company_id).where(*which).limit(1)) is not None  # type: ignore[attr-defined]
