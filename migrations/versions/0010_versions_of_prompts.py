"""Add versions of prompts, how each was made, and hold music."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

FIRST_VERSIONS = """
INSERT INTO prompt_versions
 (prompt_id, number, created_at, author, source, text, file, duration_ms, original, company_id)
SELECT id, 1, CURRENT_TIMESTAMP, '', source, text, file, duration_ms, '', company_id FROM prompts
"""


def upgrade() -> None:
    with op.batch_alter_table("prompts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(length=12), nullable=False, server_default="upload"))
        batch_op.add_column(sa.Column("kind", sa.String(length=12), nullable=False, server_default="announcement"))
        batch_op.add_column(sa.Column("is_default", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.execute("UPDATE prompts SET source = 'speech' WHERE text <> ''")
    op.execute("UPDATE prompts SET kind = 'music', is_default = true WHERE name = 'hold-music'")
    with op.batch_alter_table("prompts", schema=None) as batch_op:
        for name in ("source", "kind", "is_default", "version"):
            batch_op.alter_column(name, server_default=None)
    op.create_table(
        "prompt_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prompt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file", sa.String(length=70), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("original", sa.String(length=160), nullable=False),
        sa.Column("again", sa.Integer(), nullable=True),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_prompt_versions_company_id_companies")),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["prompts.id"], name=op.f("fk_prompt_versions_prompt_id_prompts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt_versions")),
        sa.UniqueConstraint("prompt_id", "number", name=op.f("uq_prompt_versions_prompt_id_number")),
    )
    with op.batch_alter_table("prompt_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prompt_versions_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_prompt_versions_prompt_id"), ["prompt_id"], unique=False)
    op.execute(FIRST_VERSIONS)


def downgrade() -> None:
    op.drop_table("prompt_versions")
    with op.batch_alter_table("prompts", schema=None) as batch_op:
        for name in ("version", "is_default", "kind", "source"):
            batch_op.drop_column(name)
