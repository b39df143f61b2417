"""Finds every node type by file name, and describes them for the browser."""

import importlib
import pkgutil
from typing import Any

from designer.drawing import nodes
from designer.drawing.fields import declared
from designer.drawing.node import Node, complete


def _load(name: str) -> type[Node]:
    module = importlib.import_module(f"designer.drawing.nodes.{name}")
    (found,) = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Node) and value.__module__ == module.__name__
    ]
    return complete(found)


NODE_TYPES: dict[str, type[Node]] = {info.name: _load(info.name) for info in pkgutil.iter_modules(nodes.__path__)}

GROUPS = ("Start", "Talk", "Decide", "Connect", "Do", "End")
"""Groups of the palette, in order."""


def describe() -> list[dict[str, Any]]:
    """Return the catalogue from which palette, forms and help are made, in the palette's order."""
    ordered = sorted(NODE_TYPES.items(), key=lambda item: (GROUPS.index(item[1].group), item[0]))
    return [
        {
            "type": name,
            "label": cls.label,
            "group": cls.group,
            "icon": cls.icon,
            "color": cls.color,
            "help": cls.__doc__,
            "entry": cls.entry,
            "outlets": [{"name": outlet, "label": label} for outlet, label in cls.exits.items()],
            "outlets_from": cls.outlets_from,
            "fields": [spec.to_json(field) for field, spec in declared(cls).items()],
        }
        for name, cls in ordered
    ]
