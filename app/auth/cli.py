"""Provides ``flask account``: manages accounts from the console and prints JSON."""

import json
import sys
from datetime import timedelta
from typing import Any, NoReturn

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select

from app.auth.models import ROLES, User
from app.auth.service import factors, links
from app.auth.service.invitations import Invitee, invite_with_link
from app.auth.service.sessions import sign_out_everywhere
from app.company.models import Company
from app.db import company_scope, db, every_company, now
from app.ports.directory import references
from app.web.errors import Refused

WRONG = 2

account = AppGroup("account", help="Who may sign in to the portal.")


@account.command("add")
@click.argument("email")
@click.option("--name", required=True, help="As others see it.")
@click.option("--role", required=True, type=click.Choice(list(ROLES)), help="What they may do.")
@click.option("--company", "number", help="Customer number; not given: of the first company.")
@click.option(
    "--group",
    "groups",
    multiple=True,
    help="A group whose calls a supervisor sees, by its name or label; once or more.",
)
@click.option("--all-groups", is_flag=True, help="A supervisor sees the calls of all groups.")
@with_appcontext
def add(email: str, name: str, role: str, number: str | None, groups: tuple[str, ...], all_groups: bool) -> None:
    """Invite EMAIL: the printed link works once, within 7 days, and asks for a password."""
    if bool(groups) + all_groups != (role == "supervisor"):
        _refuse("groups", "a supervisor, and nobody else, needs --group or --all-groups")
    company = _company(number)
    try:
        with company_scope(company.id):
            seen = list(dict.fromkeys(map(_group, groups))) or None
            invitation, link = invite_with_link(Invitee(None, name, email, role, seen), by=None)
            db.session.commit()
    except Refused as problem:
        _refuse(problem.code, problem.message)
    shown = {"email": invitation.email, "name": name, "role": role, "company": company.customer_number}
    _print({**shown, "link": link, "expires_at": invitation.expires_at.isoformat()})


@account.command("reset")
@click.argument("email")
@click.option("--second-factor", is_flag=True, help="Remove the app, passkeys and recovery codes, too.")
@with_appcontext
def reset(email: str, second_factor: bool) -> None:
    """Sign EMAIL out everywhere, and print a link for a new password that works once, within an hour."""
    with every_company():
        user = db.session.scalar(select(User).where(User.email == email.strip().lower()))
    if user is None:
        _refuse("no_account", f"nobody signs in as {email}")
    with company_scope(user.company_id):
        sign_out_everywhere(user)
        if second_factor:
            factors.remove_all(user)
        link = links.password_link(user)
        db.session.commit()
    expires_at = now() + timedelta(hours=1)
    _print({**_shown(user), "link": link, "expires_at": expires_at.isoformat(timespec="seconds")})


@account.command("list")
@click.option("--company", "number", help="Customer number; not given: of all companies.")
@with_appcontext
def show(number: str | None) -> None:
    """Print all accounts."""
    with every_company():
        users = select(User).order_by(User.company_id, User.email)
        if number is not None:
            users = users.where(User.company_id == _company(number).id)
        _print([_shown(user) for user in db.session.scalars(users)])


def _company(number: str | None) -> Company:
    found = select(Company).order_by(Company.id)
    company = db.session.scalars(found if number is None else found.filter_by(customer_number=number)).first()
    if company is None:
        _refuse("no_company", "there is no such company")
    return company


def _group(word: str) -> str:
    """Return the name of the group with this name, else of the only one with this label, in the company in force."""
    key = word.strip().casefold()
    known = {each.name: each.label for each in references() if each.kind == "group"}
    found = [name for name in known if name.casefold() == key]
    found = found or sorted(name for name, label in known.items() if label.casefold() == key)
    if not found:
        _refuse("groups", f"there is no group called {word!r}; there are: {', '.join(sorted(known)) or 'none'}")
    if len(found) > 1:
        _refuse("groups", f"several groups are called {word!r}: say {' or '.join(found)}")
    return found[0]


def _shown(user: User) -> dict[str, Any]:
    return {
        "email": user.email,
        "name": user.name,
        "role": user.role,
        "company": user.company.customer_number,
        "second_factor": factors.has_second_factor(user),
    }


def _refuse(code: str, message: str) -> NoReturn:
    _print({"error": {"code": code, "message": message}})
    sys.exit(WRONG)


def _print(data: object) -> None:
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))
