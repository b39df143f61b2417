"""files that people order: Excel and PDF"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("format", sa.String(4), nullable=False),
        sa.Column("title", sa.String(160), nullable=False),
        sa.Column("file_name", sa.String(160), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=True),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("done_count", sa.Integer(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=True),
        sa.Column("trouble", sa.String(300), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alive_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_exports_company_id_companies")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_exports_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index(op.f("ix_exports_company_id"), "exports", ["company_id"])
    op.create_index(op.f("ix_exports_user_id"), "exports", ["user_id"])
    op.create_index("ix_exports_state_ordered_at", "exports", ["state", "ordered_at"])


def downgrade() -> None:
    op.drop_table("exports")
