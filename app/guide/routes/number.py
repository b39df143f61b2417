"""Serves the number's step."""

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.company.forms import country_field
from app.company.service import own_company
from app.db import db
from app.flows import numbers
from app.flows.forms import OneNumberForm
from app.flows.number_routes import is_given_by_operator, refuse_what_the_operator_gives
from app.guide.pages import finish_step, guide, step_page
from app.guide.progress import drawn_flow
from app.numbering import plan_of
from app.people.service.employees import is_free
from app.rights import right
from app.web.errors import Refused
from app.web.saving import commit
from designer.runtime.numbers import NumberingPlan

OUTSIDE = "+"
INNER = ("200", "300", "400", "500", "20", "30")


class NumberStep(OneNumberForm):
    """Asks for the company's country, too, as people there write numbers in their own way."""

    country = country_field()

    def plan(self) -> NumberingPlan | None:
        """Return the plan of the chosen country."""
        return plan_of(self.country.data)


@guide.route("/number", methods=["GET", "POST"])
@right("set up")
def number() -> ResponseReturnValue:
    """Show the numbers, and add one."""
    form = NumberStep(country=own_company().country)
    if form.validate_on_submit():
        own_company().country = form.country.data
        try:
            refuse_what_the_operator_gives(form.number.data)
            numbers.add_number(form.number.data, drawn_flow())
        except Refused as refused:
            db.session.rollback()
            form.number.errors = [refused.message]
        else:
            sentence = _("%(number)s is one of your numbers now.", number=form.number.data)
            return redirect(finish_step("number", commit, sentence))
    given = is_given_by_operator(OUTSIDE)
    if not form.is_submitted() and given:
        form.number.data = _inner()
    page = step_page(
        "number",
        "guide/number.html",
        form=form,
        numbers=numbers.list_numbers(),
        is_given_by_operator=given,
        is_inner=numbers.is_inner,
        company=own_company(),
    )
    return page, 422 if request.method == "POST" else 200


def _inner() -> str:
    """Return a free internal number for use until there is one from outside."""
    taken = {each.number for each in numbers.list_numbers()}
    return next((each for each in INNER if each not in taken and is_free(each)), "")
