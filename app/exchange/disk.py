"""Reports to Health the free space of each file system that the installation uses.

It says what a full one means for calls, recordings and changes.
"""

import os
from collections.abc import Collection
from pathlib import Path

from flask_babel import gettext as _

from app.config import config
from app.ports.health import Finding, fault, ok, unknown, warning, worst
from app.web.sizes import size

MANY_FREE_FILES = 10_000
ROOMY = 4
"""How many times the reserve is enough."""

LITTLE = 10
"""Where no caller is refused, hardly anything is left with this part of the reserve."""


def finding() -> Finding:
    """Return the finding of the file system in the worst state."""
    settings = config()
    if not settings.home.exists():
        to_do = _("Start the exchange: it makes the folder. If it ran before, this is not the folder that it used.")
        return unknown(_("The folder %(folder)s does not exist.", folder=settings.home), to_do)
    together: dict[int, list[Path]] = {}
    for folder in (settings.home, settings.recordings_dir, settings.spool_dir, settings.journal_dir):
        together.setdefault(_there(folder).stat().st_dev, []).append(folder)
    return worst(_file_system(folders) for folders in together.values())


def _there(folder: Path) -> Path:
    """Return the folder, or the existing one in which it will be created."""
    return folder if folder.exists() else _there(folder.parent)


def _file_system(folders: list[Path]) -> Finding:
    folder = _there(folders[0])
    found = os.statvfs(folder)
    free, whole = found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize
    said = _("%(free)s of %(whole)s are free in %(folder)s.", free=size(free), whole=size(whole), folder=folder)
    to_do = _("Make room: delete files that are not needed, or put the folder on a larger disk.")
    if found.f_files and found.f_favail < MANY_FREE_FILES:
        said = _("Only %(count)s more files fit into %(folder)s.", count=found.f_favail, folder=folder)
        return (fault if found.f_favail < MANY_FREE_FILES // 10 else warning)(said, to_do)
    reserve = config().disk_reserve_mb * 1_000_000
    if free >= reserve:
        return warning(said, to_do) if free < ROOMY * reserve else ok(said)
    if _turns_away(folders):
        return fault(f"{said} {_('No new callers get through until there is more room.')}", to_do)
    return (fault if free < reserve // LITTLE else warning)(f"{said} {_once_full(folders)}", to_do)


def _turns_away(folders: Collection[Path]) -> bool:
    """Return whether the switch checks it before it accepts a call (``switch/governor.py``)."""
    return config().journal_dir in folders or config().spool_dir in folders


def _once_full(folders: Collection[Path]) -> str:
    if config().home in folders:
        return str(_("Once it is full, changes can't be saved."))
    return str(_("Once it is full, recordings wait in %(folder)s.", folder=config().spool_dir))
