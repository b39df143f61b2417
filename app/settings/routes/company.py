"""Serves the page of the company."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.company.service import own_company
from app.rights import right
from app.settings import service
from app.settings.forms import CompanyForm
from app.settings.pages import commit, first_page, settings_blueprint
from app.settings.targets import TargetsForm, change_targets

settings = settings_blueprint("settings", __name__)


@settings.get("/")
@right("see settings")
def home() -> ResponseReturnValue:
    """Redirect to the first tab."""
    return redirect(first_page())


@settings.route("/company", methods=["GET", "POST"])
@right("see settings", change="company")
def company() -> ResponseReturnValue:
    """Show and change the company."""
    form = CompanyForm(obj=own_company())
    if form.validate_on_submit():
        service.change_company(**{name: value for name, value in form.data.items() if name != "csrf_token"})
        commit(_("Saved."))
        return redirect(url_for("settings.company"))
    targets = TargetsForm(formdata=None, obj=own_company().targets)
    page = render_template("settings/company.html", form=form, targets=targets, company=own_company())
    return page, 422 if form.is_submitted() else 200


@settings.post("/company/targets")
@right("see settings", change="company")
def targets() -> ResponseReturnValue:
    """Change how soon callers are to be answered."""
    wanted = TargetsForm()
    if wanted.validate():
        commit(change_targets(wanted.targets()))
        return redirect(url_for("settings.company"))
    form = CompanyForm(formdata=None, obj=own_company())
    return render_template("settings/company.html", form=form, targets=wanted, company=own_company()), 422
