"""notes, tags, ratings and the quality of a call"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create(
        "call_quality",
        ("call", "leg"),
        sa.Column("leg", sa.String(length=32), nullable=False),
        sa.Column("mos", sa.Double(), nullable=True),
        sa.Column("lost", sa.Double(), nullable=False),
        sa.Column("jitter_ms", sa.Double(), nullable=False),
        sa.Column("round_trip_ms", sa.Double(), nullable=True),
    )
    _create(
        "call_notes",
        ("note",),
        sa.Column("note", sa.String(length=32), nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at_s", sa.Double(), nullable=True),
    )
    op.create_index(op.f("ix_call_notes_call"), "call_notes", ["call"])
    _create(
        "call_tags",
        ("call", "tag"),
        sa.Column("tag", sa.String(length=60), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_call_tags_company_tag", "call_tags", ["company_id", "tag"])
    _create(
        "call_ratings",
        ("call",),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    for table in ("call_ratings", "call_tags", "call_notes", "call_quality"):
        op.drop_table(table)


def _create(table: str, keys: tuple[str, ...], *columns: sa.Column) -> None:
    op.create_table(
        table,
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("call", sa.String(length=80), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id_companies")),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{table}")),
    )
