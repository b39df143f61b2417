"""Store the progress of the first-run guide."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guide_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("flow_id", sa.Integer(), nullable=True),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_guide_progress_company_id_companies")),
        sa.ForeignKeyConstraint(
            ["flow_id"], ["flows.id"], name=op.f("fk_guide_progress_flow_id_flows"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_progress")),
    )
    with op.batch_alter_table("guide_progress", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guide_progress_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_guide_progress_flow_id"), ["flow_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("guide_progress", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guide_progress_flow_id"))
        batch_op.drop_index(batch_op.f("ix_guide_progress_company_id"))
    op.drop_table("guide_progress")
