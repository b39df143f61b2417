"""Finds the files of a journal: one a day (UTC), named like 2026-11-29.jsonl. Other files in the folder are ignored."""

from datetime import date
from pathlib import Path

ENDING = ".jsonl"


def day_of(name: str) -> date | None:
    """Return the day of a journal file's name; None for any other name. ``fromisoformat`` alone accepts other forms of
    a day."""
    text = name.removesuffix(ENDING)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if name == f"{day}{ENDING}" else None


def journal_files(folder: Path) -> list[Path]:
    """Return the files, by their days."""
    return sorted(path for path in folder.glob(f"*{ENDING}") if day_of(path.name))
