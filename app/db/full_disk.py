"""Recognises failures caused by a full disk, which the kernel and the databases report in their own ways."""

import errno

from sqlalchemy.exc import OperationalError

FULL = (errno.ENOSPC, errno.EDQUOT)
SQLITE = "database or disk is full"
POSTGRES = "53100"


def is_full_disk(error: BaseException | None) -> bool:
    """Return whether *error*, or what caused it, is a full disk."""
    match error:
        case None:
            return False
        case OSError(errno=number) if number in FULL:
            return True
        case OperationalError(orig=said) if SQLITE in str(said) or getattr(said, "sqlstate", "") == POSTGRES:
            return True
    return is_full_disk(error.__cause__ or error.__context__)
