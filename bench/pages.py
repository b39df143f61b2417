"""Measures, as ``python -m bench.pages``, how soon a page can be used in Chromium by a company of many calls.

It makes the calls in a private folder, unless ``--home`` names one that has them, and opens each page in a tab that
has none of its files yet ("first") and again. It prints one JSON line a page, times in milliseconds: until all that is
in view is there, and no request that it makes lasts longer than ``longest``.
"""

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, StorageState, sync_playwright
from sqlalchemy import select

from app import create_app
from app.auth.models import User
from app.auth.service import add_user
from app.company.models import Company
from app.db import company_scope, db
from bench.figures import spread
from bench.past_calls import make
from config import Config
from tests.app.prepared import make_companies
from tests.browser.portal import serving
from tests.browser.signing_in import PASSWORD, cookies_of
from tests.parts import private_ports

EMAIL = "pages@bench.example"
CHROMIUM = "/usr/bin/chromium-headless-shell"
SCREEN = {"width": 1440, "height": 900}
ROWS, DRAWN = "#main table tbody tr", "#statistics:has(#sums[aria-busy=false]):has([data-drawn])"
PAGES = {
    "Status": ("/status/", "[data-figure=answered] .tile-figure"),
    "Calls, 30 days": ("/calls/?period=30d", ROWS),
    "Calls, a year": ("/calls/?from={first}&to={last}", ROWS),
    "Statistics, 30 days": ("/statistics/?period=30d", DRAWN),
    "Statistics, a year": ("/statistics/?from={first}&to={last}", DRAWN),
}
"""Each has an address, and what is there once it can be used."""

LONGEST = "Math.max(0, ...performance.getEntriesByType('resource').map(each => each.duration))"


def measure(home: Path, calls: int, days: int, rounds: int, is_there: bool) -> Iterator[dict[str, Any]]:
    """Yield the times of each page."""
    environment = {**private_ports(), "ZENTRALE_HOME": str(home)}
    config = Config.from_env(environment)
    dates = _company(config, calls, days, is_there)
    with serving(config, environment) as portal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        cookies = cookies_of(browser, portal.url, EMAIL)
        for name, (address, usable) in PAGES.items():
            found = [_opened(browser, portal.url, cookies, address.format(**dates), usable) for _ in range(rounds)]
            first, again, longest = zip(*found, strict=True)
            yield {"page": name, "first": spread(first), "again": spread(again), "longest": spread(longest)}
        browser.close()


def _company(config: Config, calls: int, days: int, is_there: bool) -> dict[str, str]:
    """Make what is not there; return the first and the last day of a year that has calls."""
    app = create_app(config)
    with app.app_context():
        if not is_there:
            make_companies()
            make(db.session.scalars(select(Company.id)).first() or 0, calls, days)
        company = db.session.scalars(select(Company).order_by(Company.id)).first()
        assert company is not None
        with company_scope(company.id):
            if not db.session.scalar(select(User).where(User.email == EMAIL)):
                add_user(company, "Bench", EMAIL, "owner", PASSWORD)
            db.session.commit()
            last = time.strftime("%Y-%m-%d")
        db.session.remove()
        db.engine.dispose()
    return {"first": f"{int(last[:4]) - 1}{last[4:]}", "last": last}


def _opened(browser: Browser, url: str, cookies: StorageState, address: str, usable: str) -> tuple[float, ...]:
    """Open a page twice; return how long either took, and the longest request of the second."""
    context = browser.new_context(base_url=url, storage_state=cookies, viewport=SCREEN, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    times = [_time(page, address, usable), _time(page, address, usable)]
    longest = float(page.evaluate(LONGEST))
    context.close()
    return (*times, longest)


def _time(page: Page, address: str, usable: str) -> float:
    page.goto("about:blank")
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(usable).first.wait_for(timeout=60_000)
    return (time.perf_counter() - begun) * 1e3


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description="Measures how soon pages can be used.")
    parser.add_argument("--calls", type=int, default=1_000_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--home", type=Path, help="a folder that is kept, and that has the calls already if it exists")
    options = parser.parse_args()
    home = options.home or Path(tempfile.mkdtemp(prefix="zentrale-bench-"))
    is_there = home.exists() and any(home.iterdir())
    home.mkdir(exist_ok=True)
    try:
        for line in measure(home, options.calls, options.days, options.rounds, is_there):
            print(json.dumps(line), flush=True)
    finally:
        if not options.home:
            shutil.rmtree(home)


if __name__ == "__main__":
    main()
