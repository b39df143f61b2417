"""Takes people outside out of saved tests, which may have been made from a call of theirs.

What drawings say of them stays: it is found, so that people can change it.
"""

from collections.abc import Iterator
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from app.flows import translated
from app.flows.models import Flow, FlowTest
from app.ports.outsiders import Outsider, Place
from designer.runtime.numbers import ANONYMOUS


def count(outsider: Outsider) -> int:
    """Return how many saved tests name somebody."""
    return len(_tests(outsider))


def forget(outsider: Outsider) -> None:
    """Let a caller without a number take their place."""
    for test in _tests(outsider):
        test.name = outsider.hidden_in(test.name)
        test.given, test.expected = (outsider.hidden_in(each, ANONYMOUS) for each in (test.given, test.expected))
    db.session.flush()


def _tests(outsider: Outsider) -> list[FlowTest]:
    tests = db.session.scalars(select(FlowTest))
    return [each for each in tests if outsider.has_number_in(each.name, each.given, each.expected)]


def places(outsider: Outsider) -> Iterator[Place]:
    """Yield the blocks and notes of drawings that have the number, as they are drawn and as calls go through them, and
    the flows of which only earlier versions have it."""
    for flow in db.session.scalars(select(Flow).order_by(Flow.name, Flow.id)):
        of_draft = dict(_in_drawing(flow, flow.draft, outsider))
        current = flow.current
        published = dict(_in_drawing(flow, current.graph, outsider)) if current else {}
        left = [place for name, place in published.items() if name not in of_draft]
        yield from of_draft.values()
        yield from (Place(_("%(place)s, as published", place=place.label), place.url) for place in left)
        versions = (version.graph for version in flow.versions if version is not current)
        if not (of_draft or published) and outsider.has_number_in(*versions):
            url = url_for("flows.versions", flow_id=flow.id)
            yield Place(_("Flow %(flow)s, in an earlier version", flow=flow.name), url)


def _in_drawing(flow: Flow, graph: dict[str, Any], outsider: Outsider) -> Iterator[tuple[str, Place]]:
    """Yield by their names the blocks, and "" for notes, that have the number."""
    nodes = [node for node in graph.get("nodes", ()) if outsider.has_number_in(node)]
    types = translated.type_labels() if nodes else {}
    for node in nodes:
        called = node.get("label") or types.get(node["type"], node["type"])
        label = _("Flow %(flow)s, block “%(block)s”", flow=flow.name, block=called)
        yield node["id"], Place(label, url_for("flows.edit", flow_id=flow.id, block=node["id"]))
    if outsider.has_number_in(flow.name, graph.get("notes", [])):
        yield (
            "",
            Place(_("Flow %(flow)s, in a note or its name", flow=flow.name), url_for("flows.edit", flow_id=flow.id)),
        )
