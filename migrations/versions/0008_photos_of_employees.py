"""Add photos of employees, and count how often each employee was saved."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("employees", schema=None) as batch_op:
        batch_op.add_column(sa.Column("photo", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
    op.create_table(
        "employee_photos",
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_employee_photos_company_id_companies")),
        sa.ForeignKeyConstraint(
            ["employee_id"],
            ["employees.id"],
            name=op.f("fk_employee_photos_employee_id_employees"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("employee_id", name=op.f("pk_employee_photos")),
    )
    with op.batch_alter_table("employee_photos", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employee_photos_company_id"), ["company_id"], unique=False)


def downgrade() -> None:
    op.drop_table("employee_photos")
    with op.batch_alter_table("employees", schema=None) as batch_op:
        batch_op.drop_column("revision")
        batch_op.drop_column("photo")
