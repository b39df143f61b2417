"""The steps to a first call. Whether one is done is seen in the company's own rows: nothing is remembered."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, select

from app.calls.models import Call
from app.db import Base, db
from app.flows.models import Number, Publication
from app.settings.models import Employee, Prompt

FROM_CALLERS = ("inbound", "internal")


@dataclass(frozen=True)
class Step:
    """*endpoint* is the page on which it is done, *action* what its button says."""

    name: str
    title: LazyString
    why: LazyString
    endpoint: str
    action: LazyString
    is_done: bool


def steps() -> list[Step]:
    """Of the company in force, in their order."""
    return [
        Step(
            "number",
            _("Your number"),
            _("Without a number nobody can call. It is what everything begins with."),
            "numbers.index",
            _("To the numbers"),
            _has(Number),
        ),
        Step(
            "employees",
            _("Who takes calls"),
            _("Enter at least one person. Each gets an extension, and a phone to be set up by scanning a code."),
            "settings.new_employee",
            _("Enter an employee"),
            _has(Employee),
        ),
        Step(
            "voice",
            _("Your voice"),
            _("What callers hear first. Write a sentence, or say it into the microphone."),
            "settings.new_prompt",
            _("Make a greeting"),
            _has(Prompt, Prompt.name != "hold-music"),
        ),
        Step(
            "flow",
            _("The way of a call"),
            _(
                "Choose the drawing that is most like your firm. Put your people and your voice in, lead your number "
                "to it and press Publish."
            ),
            "flows.index",
            _("To the flows"),
            _has(Publication),
        ),
        Step(
            "call",
            _("A first call"),
            _("Call your number and hear what your callers will hear."),
            "phone.index",
            _("Open the phone"),
            _has(Call, Call.direction.in_(FROM_CALLERS)),
        ),
    ]


def _has(model: type[Base], *which: ColumnElement[bool]) -> bool:
    return db.session.scalar(select(model.company_id).where(*which).limit(1)) is not None  # type: ignore[attr-defined]
