"""Make the callers of a list rows with a note and a date, and count how often lists were renamed."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

LISTS = sa.table(
    "caller_lists", sa.column("id", sa.Integer), sa.column("company_id", sa.Integer), sa.column("entries", sa.JSON)
)
ENTRIES = sa.table(
    "caller_entries",
    sa.column("id", sa.Integer),
    sa.column("list_id", sa.Integer),
    sa.column("company_id", sa.Integer),
    sa.column("entry", sa.String),
    sa.column("note", sa.String),
    sa.column("added_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.create_table(
        "caller_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=24), nullable=False),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_caller_entries_company_id_companies")),
        sa.ForeignKeyConstraint(
            ["list_id"], ["caller_lists.id"], name=op.f("fk_caller_entries_list_id_caller_lists"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caller_entries")),
        sa.UniqueConstraint("list_id", "entry", name=op.f("uq_caller_entries_list_id_entry")),
    )
    with op.batch_alter_table("caller_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_caller_entries_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_caller_entries_list_id"), ["list_id"], unique=False)
    connection = op.get_bind()
    at = datetime.now(UTC)
    for row in connection.execute(sa.select(LISTS.c.id, LISTS.c.company_id, LISTS.c.entries)).all():
        own = {"list_id": row.id, "company_id": row.company_id, "note": "", "added_at": at}
        if row.entries:
            connection.execute(ENTRIES.insert(), [{**own, "entry": entry} for entry in row.entries])
    with op.batch_alter_table("caller_lists", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
        batch_op.drop_column("entries")
    with op.batch_alter_table("caller_lists", schema=None) as batch_op:
        batch_op.alter_column("revision", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("caller_lists", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entries", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.drop_column("revision")
    connection = op.get_bind()
    found: dict[int, list[str]] = {}
    for row in connection.execute(sa.select(ENTRIES.c.list_id, ENTRIES.c.entry).order_by(ENTRIES.c.id)).all():
        found.setdefault(row.list_id, []).append(row.entry)
    for list_id, entries in found.items():
        connection.execute(LISTS.update().where(LISTS.c.id == list_id).values(entries=entries))
    with op.batch_alter_table("caller_lists", schema=None) as batch_op:
        batch_op.alter_column("entries", server_default=None)
    with op.batch_alter_table("caller_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_caller_entries_list_id"))
        batch_op.drop_index(batch_op.f("ix_caller_entries_company_id"))
    op.drop_table("caller_entries")
