"""Serves the operator's pages."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth import impersonation
from app.auth.actor import current_actor
from app.auth.routes.pages import requires_recent_login
from app.calls import strays, words
from app.company.models import Company
from app.db import db
from app.operator import service
from app.operator.forms import CompanyForm, NewCompanyForm, NumberForm
from app.rights import right
from app.web.errors import Refused
from app.web.i18n import same_site
from app.web.resubmitted import shown_again
from app.web.saving import commit

companies = Blueprint("companies", __name__, url_prefix="/companies", template_folder="templates")


@companies.errorhandler(Refused)
def _refused(error: Refused) -> ResponseReturnValue:
    """Roll back, and show the form again, or the page that the operator came from, with the reason."""
    if (page := shown_again(error)) is not None:
        return page
    flash(error.message, "danger")
    return redirect(same_site(request.referrer) or url_for("companies.index"))


@companies.get("/")
@right("operate")
def index() -> ResponseReturnValue:
    """List the companies."""
    text = request.args.get("text", "")[:80]
    return render_template("operator/index.html", rows=service.overview(text), text=text)


@companies.get("/stray-calls")
@right("operate")
def stray_calls() -> ResponseReturnValue:
    """List the calls that were refused and belong to no company."""
    text = request.args.get("text", "").strip()[:80]
    rows, count = strays.latest(text)
    owned = service.owned_numbers({row.number for row in rows})
    return render_template("operator/stray_calls.html", rows=rows, count=count, text=text, words=words, owned=owned)


@companies.route("/new", methods=["GET", "POST"])
@requires_recent_login
@right("operate")
def new() -> ResponseReturnValue:
    """Create a company."""
    form = NewCompanyForm(customer_number=service.free_customer_number())
    if form.validate_on_submit():
        try:
            given = {name: form[name].data for name in form.data if name != "csrf_token"}
            company = service.create_company(**given, by=current_actor())
        except Refused as refused:
            db.session.rollback()
            _beside_its_field(form, refused)
        else:
            commit(_("%(name)s was made, and its owner is invited.", name=company.name))
            return redirect(url_for("companies.show", company_id=company.id))
    return render_template("operator/new.html", form=form), 422 if form.is_submitted() else 200


@companies.route("/<int:company_id>", methods=["GET", "POST"])
@right("operate")
def show(company_id: int) -> ResponseReturnValue:
    """Show a company, and change it."""
    company = _find(company_id)
    form = CompanyForm(obj=company)
    if form.validate_on_submit():
        service.change_company(company, form.name.data, form.zone.data, form.country.data)
        commit(_("Saved."))
        return redirect(url_for("companies.show", company_id=company.id))
    return _page(company, form, NumberForm(company, formdata=None)), 422 if form.is_submitted() else 200


@companies.post("/<int:company_id>/numbers")
@right("operate")
def new_number(company_id: int) -> ResponseReturnValue:
    """Give a company a number."""
    company = _find(company_id)
    form = NumberForm(company)
    if form.validate_on_submit():
        try:
            service.add_number(company, form.number.data)
        except Refused as refused:
            db.session.rollback()
            form.number.errors = [refused.message]
        else:
            commit(_("%(number)s belongs to %(name)s now.", number=form.number.data, name=company.name))
            return redirect(url_for("companies.show", company_id=company.id))
    return _page(_find(company_id), CompanyForm(obj=_find(company_id), formdata=None), form), 422


@companies.post("/<int:company_id>/numbers/<int:number_id>/take")
@right("operate")
def take_number(company_id: int, number_id: int) -> ResponseReturnValue:
    """Take a number from a company."""
    company = _find(company_id)
    number = service.take_number(company, number_id) or abort(404)
    commit(_("%(number)s no longer belongs to %(name)s.", number=number, name=company.name))
    return redirect(url_for("companies.show", company_id=company.id))


@companies.post("/<int:company_id>/invitations/<int:invitation_id>/again")
@requires_recent_login
@right("operate")
def invite_again(company_id: int, invitation_id: int) -> ResponseReturnValue:
    """Send a new invitation."""
    company = _find(company_id)
    address = service.invite_again(company, invitation_id, current_actor()) or abort(404)
    commit(_("A new link went to %(address)s.", address=address))
    return redirect(url_for("companies.show", company_id=company.id))


@companies.post("/<int:company_id>/enter")
@right("operate")
def enter(company_id: int) -> ResponseReturnValue:
    """Enter a company's account."""
    impersonation.enter(_find(company_id))
    db.session.commit()
    return redirect(url_for("status.index"))


@companies.post("/leave")
@right("operate")
def leave() -> ResponseReturnValue:
    """Return to the operator's own company."""
    impersonation.leave()
    db.session.commit()
    return redirect(url_for("companies.index"))


def _page(company: Company, form: CompanyForm, number_form: NumberForm) -> str:
    owned = service.numbers_of(company)
    return render_template(
        "operator/show.html",
        company=company,
        form=form,
        number_form=number_form,
        numbers=owned,
        people=service.members_of(company),
    )


def _find(company_id: int) -> Company:
    return db.session.get(Company, company_id) or abort(404)


def _beside_its_field(form: NewCompanyForm, refused: Refused) -> None:
    places = {"customer_number_taken": form.customer_number, "number_taken": form.number}
    places.get(refused.code, form.owner_email).errors = [refused.message]
