"""Moves a damaged file aside, so that a new one can be made and the old one can still be examined."""

import shutil
from pathlib import Path


def set_aside(path: Path) -> Path:
    """Move a database, or whatever is in its place, and return where to. An earlier file there is deleted."""
    aside = path.with_name(f"{path.name}.damaged")
    if aside.is_dir() and not aside.is_symlink():
        shutil.rmtree(aside)
    path.replace(aside)
    for ending in ("-journal", "-wal", "-shm"):  # they would be taken for the new one's
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
    return aside
