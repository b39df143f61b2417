"""The files of a journal: one a day (UTC), with a name such as 2026-11-29.jsonl. Others in the folder are none."""

from datetime import date
from pathlib import Path

ENDING = ".jsonl"


def day_of(name: str) -> date | None:
    """None: it is no file of the journal. ``fromisoformat`` alone takes other forms of a day, too."""
    text = name.removesuffix(ENDING)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if name == f"{day}{ENDING}" else None


def journal_files(folder: Path) -> list[Path]:
    """By their days."""
    return sorted(path for path in folder.glob(f"*{ENDING}") if day_of(path.name))
