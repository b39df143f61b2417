"""Link phones in browsers to sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lent_lines",
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_lent_lines_company_id_companies")),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name=op.f("fk_lent_lines_visit_id_visits"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_lent_lines")),
    )
    with op.batch_alter_table("lent_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lent_lines_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lent_lines_visit_id"), ["visit_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("lent_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lent_lines_visit_id"))
        batch_op.drop_index(batch_op.f("ix_lent_lines_company_id"))
    op.drop_table("lent_lines")
