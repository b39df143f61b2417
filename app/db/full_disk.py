"""Whether something failed because the disk is full: the kernel and the databases each say so in their own way."""

import errno

from sqlalchemy.exc import OperationalError

FULL = (errno.ENOSPC, errno.EDQUOT)
SQLITE = "database or disk is full"
POSTGRES = "53100"


def is_full_disk(error: BaseException | None) -> bool:
    """Of *error*, or of what it came from."""
    match error:
        case None:
            return False
        case OSError(errno=number) if number in FULL:
            return True
        case OperationalError(orig=said) if SQLITE in str(said) or getattr(said, "sqlstate", "") == POSTGRES:
            return True
    return is_full_disk(error.__cause__ or error.__context__)
