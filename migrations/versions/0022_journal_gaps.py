"""Give each journal file a position, and count what can't be read."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _positions_by("folder", "file")
    op.create_table(
        "journal_gaps",
        sa.Column("folder", sa.String(length=300), nullable=False),
        sa.Column("file", sa.String(length=80), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("folder", "file", "offset", "reason", name=op.f("pk_journal_gaps")),
    )


def downgrade() -> None:
    op.drop_table("journal_gaps")
    op.execute(
        "delete from journal_positions where file < "
        "(select max(newer.file) from journal_positions newer where newer.folder = journal_positions.folder)"
    )
    _positions_by("folder")


def _positions_by(*columns: str) -> None:
    with op.batch_alter_table("journal_positions", schema=None) as batch_op:
        batch_op.drop_constraint("pk_journal_positions", type_="primary")
        batch_op.create_primary_key("pk_journal_positions", list(columns))
