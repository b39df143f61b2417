"""Drawings to begin with, for typical firms: one JSON file each, {"description", "graph"}.

What a drawing refers to may not be there: then it is a fault that the canvas shows.
"""

import json
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Firm:
    """*key* is the file's name."""

    key: str
    name: str
    description: str
    graph: dict[str, Any]

    def to_json(self) -> dict[str, str]:
        return {"key": self.key, "name": self.name, "description": self.description}

    def drawing(self, name: str) -> dict[str, Any]:
        """The graph for a flow called *name*."""
        return {**deepcopy(self.graph), "name": name}


@cache
def templates() -> tuple[Firm, ...]:
    files = sorted(Path(__file__).parent.glob("*.json"))
    read = [(file.stem, json.loads(file.read_text())) for file in files]
    return tuple(Firm(key, data["graph"]["name"], data["description"], data["graph"]) for key, data in read)


def find_template(key: str) -> Firm | None:
    return next((firm for firm in templates() if firm.key == key), None)
