"""The menu on the left: each feature adds its own place when it is wired."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, g, redirect, request, url_for
from flask_babel import LazyString
from werkzeug.wrappers import Response

Page = tuple[str, LazyString, str]


@dataclass(frozen=True)
class Place:
    """One line of the menu. *endpoint* is its page, *icon* a file in templates/icons; a lower *order* is higher up.
    *count* says how many letters are unread. *pages* are those below it: endpoint, label, icon."""

    endpoint: str
    label: LazyString
    icon: str
    order: int
    count: Callable[[], int] | None = None
    pages: tuple[Page, ...] = ()

    @property
    def is_here(self) -> bool:
        """Whether the page shown now belongs to this place: it is of the same blueprint."""
        return request.blueprint == self.endpoint.partition(".")[0]

    def shown_pages(self) -> list[Page]:
        """Those that who is signed in may look at."""
        may_see = current_app.extensions["may_see"]
        return [page for page in self.pages if may_see(page[0])]


def add_to_menu(app: Flask, place: Place) -> None:
    places: list[Place] = app.extensions["menu"]
    places.append(place)
    places.sort(key=lambda each: each.order)


def show_to(app: Flask, may_see: Callable[[str], bool]) -> None:
    """*may_see* says whether who is signed in may look at an endpoint."""
    app.extensions["first_page"] = lambda: None
    app.extensions["may_see"] = may_see


def here() -> Place | None:
    """Where the page shown now belongs to."""
    return next((place for place in current_app.extensions["menu"] if place.is_here), None)


def count_unread() -> int:
    """Letters to who is signed in that were not read."""
    if "unread" not in g:
        counts = [place.count() for place in current_app.extensions["menu"] if place.count]
        g.unread = sum(counts)
    return int(g.unread)


def places() -> list[Place]:
    """The menu of who is signed in."""
    return [place for place in current_app.extensions["menu"] if current_app.extensions["may_see"](place.endpoint)]


def home() -> Response:
    """The face of the portal is the first place on one's menu, unless there is a page to begin with."""
    first_page = current_app.extensions["first_page"]()
    return redirect(url_for(first_page or places()[0].endpoint))


def init_app(app: Flask) -> None:
    app.extensions["menu"] = []
    app.extensions["may_see"] = lambda endpoint: True
    app.context_processor(lambda: {"menu": places(), "here": here()})
    app.jinja_env.globals["count_unread"] = count_unread
    app.add_url_rule("/", "home", home)
