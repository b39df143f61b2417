"""the figures that each user wants on the wall, and TV screens"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wall_choices",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_wall_choices_company_id_companies"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_wall_choices_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("company_id", "user_id", name="pk_wall_choices"),
    )
    op.create_table(
        "tv_screens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("made_by", sa.String(120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_tv_screens_company_id_companies"),
        sa.PrimaryKeyConstraint("id", name="pk_tv_screens"),
        sa.UniqueConstraint("token_hash", name="uq_tv_screens_token_hash"),
    )
    op.create_index("ix_tv_screens_company_id", "tv_screens", ["company_id"])


def downgrade() -> None:
    op.drop_table("tv_screens")
    op.drop_table("wall_choices")
