"""Move programs and directories to a table of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ENTRIES = sa.table(
    "switch_entries",
    sa.column("key_name", sa.String),
    sa.column("key_value", sa.Text),
    sa.column("unused_since", sa.DateTime(timezone=True)),
)
TEXTS = sa.table(
    "switch_texts",
    sa.column("name", sa.String),
    sa.column("company", sa.String),
    sa.column("size_bytes", sa.Integer),
    sa.column("content", sa.Text),
    sa.column("unused_since", sa.DateTime(timezone=True)),
)
IS_TEXT = sa.or_(ENTRIES.c.key_name.like("p:%"), ENTRIES.c.key_name.like("d:%"))


def upgrade() -> None:
    op.create_table(
        "switch_texts",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("company", sa.String(length=40), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("unused_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_switch_texts")),
    )
    with op.batch_alter_table("switch_texts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_switch_texts_company"), ["company"], unique=False)
        batch_op.create_index(batch_op.f("ix_switch_texts_unused_since"), ["unused_since"], unique=False)
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    size = (
        sa.func.length(sa.cast(ENTRIES.c.key_value, sa.LargeBinary))
        if is_sqlite
        else sa.func.octet_length(ENTRIES.c.key_value)
    )
    found = sa.select(ENTRIES.c.key_name, sa.literal(""), size, ENTRIES.c.key_value, ENTRIES.c.unused_since)
    is_kept = sa.and_(IS_TEXT, ENTRIES.c.key_value != "")
    columns = ["name", "company", "size_bytes", "content", "unused_since"]
    connection.execute(TEXTS.insert().from_select(columns, found.where(is_kept)))
    connection.execute(ENTRIES.delete().where(IS_TEXT))


def downgrade() -> None:
    connection = op.get_bind()
    found = sa.select(TEXTS.c.name, TEXTS.c.content, TEXTS.c.unused_since)
    is_new = TEXTS.c.name.not_in(sa.select(ENTRIES.c.key_name))
    connection.execute(ENTRIES.insert().from_select(["key_name", "key_value", "unused_since"], found.where(is_new)))
    with op.batch_alter_table("switch_texts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_switch_texts_unused_since"))
        batch_op.drop_index(batch_op.f("ix_switch_texts_company"))
    op.drop_table("switch_texts")
