"""Closes the exchange's folder to other users, because it contains keys, conversations and passwords.

Everything new is private by the umask (``wsgi.py``); this closes a folder that an older version left open.
"""

import os
import stat
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def close(folder: Path) -> list[Path]:
    """Remove all rights of other users from *folder* and its content, and return what could not be changed.

    Links are not followed. The folder itself comes last: while it is open, the work is not done, and a start that
    finds it closed need not look at each recording.
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
