"""The outline of a drawing shows each block with the icon that it has on the canvas."""

import pytest

from app.guide.outline import Outline
from app.web.assets import icon
from designer.drawing.catalog import NODE_TYPES


@pytest.mark.parametrize("kind", NODE_TYPES)
def test_every_type_of_block_has_an_icon(in_company, kind):
    graph = {"entry": "a", "nodes": [{"id": "a", "type": kind, "settings": {}}], "wires": []}
    (block,) = Outline(graph).blocks
    assert icon(block.icon).startswith("<svg")
