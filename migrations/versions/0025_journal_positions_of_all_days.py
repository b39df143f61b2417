"""Give every journal file that has been read a position, not only the newest ones."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    positions = sa.table("journal_positions", *(sa.column(name) for name in ("folder", "file", "offset")))
    oldest = sa.select(positions.c.folder, sa.func.min(positions.c.file)).group_by(positions.c.folder)
    rows = [
        {"folder": folder, "file": path.name, "offset": path.stat().st_size}
        for folder, file in op.get_bind().execute(oldest).all()
        for path in Path(folder).glob("????-??-??.jsonl")
        if path.name < file and path.is_file()
    ]
    if rows:
        op.bulk_insert(positions, rows)


def downgrade() -> None:
    pass
