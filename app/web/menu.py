"""Builds the main menu, to which each feature adds its item when it is registered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, g, redirect, request, url_for
from flask_babel import LazyString
from werkzeug.wrappers import Response

from app.port import Port, Registry
from app.rights import right

Page = tuple[str, LazyString, str]


@dataclass(frozen=True)
class MenuItem:
    """Describes one line of the menu.

    *endpoint* is its page, *icon* a file in static/icons; a lower *order* is higher up. *count* returns the
    number of unread messages. *pages* are the pages below it: endpoint, label, icon.
    """

    endpoint: str
    label: LazyString
    icon: str
    order: int
    count: Callable[[], int] | None = None
    pages: Callable[[], Sequence[Page]] = tuple

    @property
    def is_current(self) -> bool:
        """Return whether the current page belongs to this item, which means to the same blueprint."""
        endpoints = (self.endpoint, *(page[0] for page in self.pages()))
        return request.blueprint in {each.partition(".")[0] for each in endpoints}

    def shown_pages(self) -> list[Page]:
        """Return the pages below it that the user may see."""
        sees = may_see()
        return [page for page in self.pages() if sees(page[0])]


menu: Registry[MenuItem] = Registry("menu items", key=lambda item: item.endpoint)
may_see: Port[Callable[[str], bool]] = Port("whether the user may see an endpoint")
first_page: Port[Callable[[], str | None]] = Port("the page to begin with")
"""Returns an endpoint, or None to begin with the first item of the menu."""


def current_item() -> MenuItem | None:
    """Return the menu item to which the current page belongs."""
    return next((item for item in menu() if item.is_current), None)


def count_unread() -> int:
    """Return the number of unread messages of the user."""
    if "unread" not in g:
        g.unread = sum(item.count() for item in menu() if item.count)
    return int(g.unread)


def visible_items() -> list[MenuItem]:
    """Return the menu items that the user may see."""
    sees = may_see()
    return sorted((item for item in menu() if sees(item.endpoint)), key=lambda item: item.order)


@right("own")
def home() -> Response:
    """Redirect to the page to begin with, if there is one, else to the first item of the user's menu."""
    return redirect(url_for(first_page()() or visible_items()[0].endpoint))


def init_app(app: Flask) -> None:
    """Set up an empty menu, and the portal's first page."""
    app.context_processor(lambda: {"menu": visible_items(), "menu_item": current_item()})
    app.jinja_env.globals["count_unread"] = count_unread
    app.add_url_rule("/", "home", home)
