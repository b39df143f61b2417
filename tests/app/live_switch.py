"""What the switch goes by in tests of the portal: the twin of Kamailio's table, and the real files."""

import json
from pathlib import Path
from typing import Any

from app.gateways.kamailio import MemoryTable
from switch import published
from switch.published import FOLDERS


class LiveSwitch(MemoryTable):
    def __init__(self, home: Path) -> None:
        super().__init__()
        self._home = home

    def text(self, name: str) -> str:
        """Of "p:<sha>" or "d:<sha>"; raises NotPublished."""
        return published.read(self._home, name)

    def directory(self, company: str = "1001") -> dict[str, Any]:
        """What calls of the company go by that begin now."""
        named = json.loads(self.entries[f"c:{company}"])
        return json.loads(self.text(f"d:{named['directory']}"))

    def texts(self, kind: str) -> set[str]:
        """The names of those that are files: of programs, "p", or of directories, "d"."""
        return {f"{kind}:{path.stem}" for path in (self._home / FOLDERS[kind]).glob("*.json")}
