"""Provides ``flask flow new``, which creates a flow from a template."""

import click
from flask.cli import with_appcontext

from app.db import db
from app.flows import service
from app.flows.cli import finish, flow, json_errors, of_company
from app.flows.company_option import chosen_company
from app.flows.firms import find_template, templates

MOST_NAME_CHARACTERS = 80


@flow.command("new")
@click.option("--template", required=True, type=click.Choice([firm.key for firm in templates()]), help="What to draw.")
@click.option("--name", required=True, help="What the flow is called.")
@of_company
@with_appcontext
@json_errors
def new_command(template: str, name: str, company: str | None) -> None:
    """Create a flow from a template, and print what it refers to but the company lacks."""
    name = name.strip()
    if not 0 < len(name) <= MOST_NAME_CHARACTERS:
        raise service.Malformed(f"a flow has a name of up to {MOST_NAME_CHARACTERS} characters")
    firm = find_template(template)
    assert firm is not None
    with chosen_company(company):
        made = service.add_flow(name, firm.drawing(name))
        found = [diagnostic.to_json() for diagnostic in service.check(made.draft)[1]]
        db.session.commit()
        finish({"flow": made.id, "name": made.name, "diagnostics": found})
