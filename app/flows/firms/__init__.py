"""Provides flow templates for typical firms: one JSON file each, {"description", "graph"}.

What a template refers to may not exist; the canvas then shows a fault.
"""

import json
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class FlowTemplate:
    """Describes a template. *key* is the file's name."""

    key: str
    name: str
    description: str
    graph: dict[str, Any]

    def to_json(self) -> dict[str, str]:
        """Return the template without its graph."""
        return {"key": self.key, "name": self.name, "description": self.description}

    def drawing(self, name: str) -> dict[str, Any]:
        """Return the graph for a flow called *name*."""
        return {**deepcopy(self.graph), "name": name}


@cache
def templates() -> tuple[FlowTemplate, ...]:
    """Return all templates."""
    files = sorted(Path(__file__).parent.glob("*.json"))
    read = [(file.stem, json.loads(file.read_text())) for file in files]
    return tuple(FlowTemplate(key, data["graph"]["name"], data["description"], data["graph"]) for key, data in read)


def find_template(key: str) -> FlowTemplate | None:
    """Return a template, or None."""
    return next((firm for firm in templates() if firm.key == key), None)
