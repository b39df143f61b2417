"""Store imported tables of employees until they are confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "employee_imports",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_employee_imports_company_id_companies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employee_imports")),
    )
    with op.batch_alter_table("employee_imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employee_imports_company_id"), ["company_id"], unique=False)


def downgrade() -> None:
    op.drop_table("employee_imports")
