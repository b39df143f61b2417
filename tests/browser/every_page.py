"""All pages of the portal, as somebody finds them who follows every link: one address of each."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.browser.editor import RETRIES

PARTS = frozenset({"phone.people", "me.choice", "statistics.sums"})
"""What is no page of its own: it is fetched into one."""

LINKS = "() => [...document.querySelectorAll('a[href]')].map(link => link.href)"


def every_page(page: Page, app: Flask, begin: str = "/") -> Iterator[str]:
    """Opens them one after another, and tells the endpoint of each. Links to files are not followed."""
    urls = app.url_map.bind("localhost")
    home = urljoin(page.context.request.get(begin, max_retries=RETRIES).url, "/")
    wanted = {urljoin(home, rule.rule): rule.endpoint for rule in app.url_map.iter_rules() if _is_plain(rule)}
    wanted = {begin: "home", **wanted}
    seen: set[str] = set()
    while wanted:
        url, endpoint = next(iter(wanted.items()))
        del wanted[url]
        if endpoint in seen or not _is_page(page, url):
            continue
        seen.add(endpoint)
        page.goto(url)
        yield endpoint
        for link in page.evaluate(LINKS):
            if link.startswith(home) and (found := _endpoint(urls, urlsplit(link).path)) not in (None, *seen):
                wanted.setdefault(link, found)
    assert len(seen) > 20, seen


def _is_plain(rule) -> bool:
    is_page = "GET" in rule.methods and rule.endpoint not in PARTS
    return is_page and not rule.arguments and not rule.rule.startswith(("/api/", "/sign-in"))


def _is_page(page: Page, url: str) -> bool:
    answer = page.context.request.head(url, max_retries=RETRIES)
    return answer.ok and answer.headers.get("content-type", "").startswith("text/html")


def _endpoint(urls, path: str) -> str | None:
    try:
        return urls.match(path)[0]
    except (HTTPException, RequestRedirect):
        return None
