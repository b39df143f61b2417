"""Signs somebody in on the page for it; their pages then begin with the cookies that this left."""

from playwright.sync_api import Browser, StorageState
from sqlalchemy import select

from app.auth.service import add_user
from app.company.service import own_company
from app.db import db
from app.people.models import Employee
from tests.exchange import Exchange

EMAIL, PASSWORD = "owner@demo.example", "a long password for tests"


def add_account(
    exchange: Exchange, name: str, email: str, role: str, extension: str = "", groups: list[str] | None = None
) -> None:
    """Let somebody sign in, who is the employee with this *extension* or none, and may be limited to *groups*."""
    with exchange.in_company():
        user = add_user(own_company(), name, email, role, PASSWORD)
        user.groups = groups
        user.employee_id = db.session.scalar(select(Employee.id).where(Employee.extension == extension))
        db.session.commit()


def cookies_of(browser: Browser, url: str, email: str = EMAIL, begin: str = "/flows/") -> StorageState:
    """The cookies of whoever has this address, at the portal with this *url*."""
    context = browser.new_context(base_url=url, locale="en-GB")
    page = context.new_page()
    page.goto(begin)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{begin}")
    state = context.storage_state()
    context.close()
    return state
