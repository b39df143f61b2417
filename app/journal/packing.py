"""Packs files of the journal that nobody writes to any more, and of which all has been read."""

import fcntl
import logging
from datetime import timedelta

from app.config import config
from app.db import every_company, now
from app.journal.positions import offsets
from switch.journal_files import PACKED, day_of, journal_files, pack, size_of

KEPT_PLAIN = timedelta(days=4)
"""Until then a switch may still add what its full disk did not take at once, and looks for promised call-backs."""

log = logging.getLogger(__name__)


def pack_files() -> int:
    """Pack the files of days that are long over, and return how many."""
    folder = config().journal_dir
    with every_company():
        read = offsets(folder)
    oldest_plain = (now() - KEPT_PLAIN).date()
    count = 0
    for path in journal_files(folder):
        day = day_of(path.name)
        is_plain = path.is_file() and not path.name.endswith(PACKED)
        if is_plain and day and day < oldest_plain and read.get(path.name) == size_of(path):
            with path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                log.info("%s is packed as %s", path, pack(path).name)
            count += 1
    return count
