"""Nobody but the exchange's own user enters its folder: keys, conversations and passwords are in there.

Everything new is made so by the umask (``wsgi.py``); this closes a folder that an older version has left open.
"""

import os
import stat
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def close(folder: Path) -> list[Path]:
    """Takes all rights of other users from *folder* and what is in it; returns what belongs to somebody else and so had
    to stay as it was. Links are not followed.

    The folder itself comes last: as long as it is open, the work is not done, and a start that finds it closed need not
    look at each recording.
    """
    if not _is_open(folder):
        return []
    kept = []
    for parent, folders, files in os.walk(folder, topdown=False):
        for name in (*files, *folders):
            path = Path(parent, name)
            if not path.is_symlink() and _is_open(path) and not _closed(path):
                kept.append(path)
    if not _closed(folder):
        kept.append(folder)
    return kept


def _is_open(path: Path) -> bool:
    return bool(path.lstat().st_mode & OTHERS)


def _closed(path: Path) -> bool:
    try:
        path.chmod(stat.S_IMODE(path.lstat().st_mode) & ~OTHERS)
    except PermissionError:
        return False
    return True
