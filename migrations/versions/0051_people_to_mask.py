"""who is to be masked in the journal; ids of messages have no number in them"""

import zlib

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

WITH_ID = (("messages", "id"), ("message_marks", "message"), ("deleted_messages", "message"))


def upgrade() -> None:
    with op.batch_alter_table("calls_to_mask") as calls:
        calls.add_column(sa.Column("company", sa.String(12), server_default="", nullable=False))
        calls.add_column(sa.Column("about", sa.Text(), server_default="", nullable=True))
    op.create_table(
        "outsiders_to_mask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company", sa.String(12), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outsiders_to_mask"),
    )
    op.create_index("ix_outsiders_to_mask_day", "outsiders_to_mask", ["day"])
    _rename_messages()


def _rename_messages() -> None:
    """Give messages about call-backs that were given up the ids that they get when derived again."""
    for table, column in WITH_ID:
        rows = sa.table(table, sa.column(column))
        named = rows.c[column]
        for (old,) in op.get_bind().execute(sa.select(named).where(named.like("%:lost")).distinct()).all():
            at, number, group, end = old.split(":")
            new = f"{at}:{zlib.crc32(number.encode()) & 0xFFFF:04x}:{group}:{end}"
            op.get_bind().execute(sa.update(rows).where(named == old).values({column: new}))


def downgrade() -> None:
    op.drop_index("ix_outsiders_to_mask_day", "outsiders_to_mask")
    op.drop_table("outsiders_to_mask")
    with op.batch_alter_table("calls_to_mask") as calls:
        calls.drop_column("about")
        calls.drop_column("company")
