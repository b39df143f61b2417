"""Builds the main menu, to which each feature adds its item when it is registered."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, g, redirect, request, url_for
from flask_babel import LazyString
from werkzeug.wrappers import Response

Page = tuple[str, LazyString, str]


@dataclass(frozen=True)
class MenuItem:
    """One line of the menu.

    *endpoint* is its page, *icon* a file in templates/icons; a lower *order* is higher up. *count* returns the
    number of unread messages. *pages* are the pages below it: endpoint, label, icon.
    """

    endpoint: str
    label: LazyString
    icon: str
    order: int
    count: Callable[[], int] | None = None
    pages: tuple[Page, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether the current page belongs to this item, which means to the same blueprint."""
        return request.blueprint == self.endpoint.partition(".")[0]

    def shown_pages(self) -> list[Page]:
        """Return the pages below it that the user may see."""
        may_see = current_app.extensions["may_see"]
        return [page for page in self.pages if may_see(page[0])]


def add_to_menu(app: Flask, item: MenuItem) -> None:
    """Add *item* to the menu."""
    items: list[MenuItem] = app.extensions["menu"]
    items.append(item)
    items.sort(key=lambda each: each.order)


def show_to(app: Flask, may_see: Callable[[str], bool]) -> None:
    """Show only the pages that *may_see*, given an endpoint, allows the user."""
    app.extensions["first_page"] = lambda: None
    app.extensions["may_see"] = may_see


def current_item() -> MenuItem | None:
    """Return the menu item to which the current page belongs."""
    return next((item for item in current_app.extensions["menu"] if item.is_current), None)


def count_unread() -> int:
    """Return the number of unread messages of the user."""
    if "unread" not in g:
        counts = [item.count() for item in current_app.extensions["menu"] if item.count]
        g.unread = sum(counts)
    return int(g.unread)


def visible_items() -> list[MenuItem]:
    """Return the menu items that the user may see."""
    return [item for item in current_app.extensions["menu"] if current_app.extensions["may_see"](item.endpoint)]


def home() -> Response:
    """Redirect to the page to begin with, if there is one, else to the first item of the user's menu."""
    first_page = current_app.extensions["first_page"]()
    return redirect(url_for(first_page or visible_items()[0].endpoint))


def init_app(app: Flask) -> None:
    """Set up an empty menu, and the portal's first page."""
    app.extensions["menu"] = []
    app.extensions["may_see"] = lambda endpoint: True
    app.context_processor(lambda: {"menu": visible_items(), "menu_item": current_item()})
    app.jinja_env.globals["count_unread"] = count_unread
    app.add_url_rule("/", "home", home)
