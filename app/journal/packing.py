"""Packs files of the journal that nobody writes to any more, and of which all has been read."""

import fcntl
import logging
from datetime import timedelta
from pathlib import Path

from app.config import config
from app.db import every_company, now
from app.journal.follow import readable_files
from app.journal.positions import offsets
from switch.journal_files import day_of, is_readable, pack, size_of
from switch.unpacking import PACKED

log = logging.getLogger(__name__)


def pack_files() -> int:
    """Pack the files of days that are long over, and return how many.

    For four days at least, a switch may still add what its full disk did not take at once, and looks for promised
    call-backs.
    """
    folder = config().journal_dir
    with every_company():
        read = offsets(folder)
    oldest_plain = (now() - timedelta(days=config().journal_plain_days)).date()
    count = 0
    for path in readable_files(folder):
        day = day_of(path.name)
        if path.name.endswith(PACKED) or not is_readable(path) or not day or day >= oldest_plain:
            continue
        try:
            count += _pack(path, read.get(path.name))
        except (OSError, ValueError) as problem:  # the others are packed meanwhile
            log.error("%s can't be packed: %s", path, problem)
    return count


def _pack(path: Path, read_to: int | None) -> bool:
    """Pack the file if all of it has been read, while no switch can write to it; return whether it was."""
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if read_to != size_of(path):
            return False
        log.info("%s is packed as %s", path, pack(path).name)
    return True
