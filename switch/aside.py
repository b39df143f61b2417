"""What is damaged makes room for what is made anew, and stays beside it for whoever wants to know why."""

import shutil
from pathlib import Path


def set_aside(path: Path) -> Path:
    """Move a database, or what is in its place, to the name that is returned; an earlier one there is deleted."""
    aside = path.with_name(f"{path.name}.damaged")
    if aside.is_dir() and not aside.is_symlink():
        shutil.rmtree(aside)
    path.replace(aside)
    for ending in ("-journal", "-wal", "-shm"):  # they would be taken for the new one's
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
    return aside
