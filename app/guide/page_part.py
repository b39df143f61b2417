"""Says when the page about a test call is to tell more of it."""

from collections.abc import Collection, Hashable, Mapping

from app.db import company_in_force
from app.ports.calls import calls
from app.ports.page_parts import PagePart, Viewer


def may_look(viewer: Viewer, _since: str) -> bool:
    """Return whether the viewer may set up, and so make test calls."""
    return viewer.may("set up")


def stamps(begins: Collection[str]) -> Mapping[str, Hashable]:
    """Return what is another one when anything of the record has changed. A test call may come at any moment."""
    company_id = company_in_force()
    return dict.fromkeys(begins, calls().versions([company_id])[company_id])


PART = PagePart("test_call", may_look, stamps)
