"""Serves the page of the reasons for which people pause."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.people.routes.blueprint import people
from app.people.service import choices
from app.rights import right
from app.settings.pages import commit

EMPTY_ROWS = 3
MOST_CHARACTERS = 60


@people.route("/pauses", methods=["GET", "POST"])
@right("see settings", change="set up")
def pauses() -> ResponseReturnValue:
    """Show and change the reasons."""
    rows = [(each.name, each.rings) for each in choices.reasons()]
    fault = ""
    if request.method == "POST":
        rows = _sent()
        fault = _fault(rows)
        if not fault:
            choices.set_reasons(rows)
            commit(_("Saved."))
            return redirect(url_for("people.pauses"))
    empty = min(EMPTY_ROWS, choices.MOST_REASONS - len(rows))
    page = render_template("people/pauses.html", rows=[*rows, *[("", False)] * empty], fault=fault)
    return page, 422 if fault else 200


def _sent() -> list[tuple[str, bool]]:
    rows = [
        (request.form.get(f"name-{place}", "").strip(), f"rings-{place}" in request.form)
        for place in range(choices.MOST_REASONS + EMPTY_ROWS)
    ]
    return [row for row in rows if row[0]]


def _fault(rows: list[tuple[str, bool]]) -> str:
    names = [name.casefold() for name, _rings in rows]
    if not rows:
        return str(_("Keep at least one reason: nobody can pause without one."))
    if len(rows) > choices.MOST_REASONS:
        return str(_("Keep at most %(most)s reasons.", most=choices.MOST_REASONS))
    if len(set(names)) < len(names):
        return str(_("Give each reason a name of its own."))
    if any(len(name) > MOST_CHARACTERS for name in names):
        return str(_("Write at most %(most)s characters for each reason.", most=MOST_CHARACTERS))
    return ""
