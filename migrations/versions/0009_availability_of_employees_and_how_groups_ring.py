"""Add the availability of employees, and how groups ring."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

FORWARDS = ("forward_always", "forward_busy", "forward_no_answer")


def upgrade() -> None:
    with op.batch_alter_table("employees", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dnd", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("hours_id", sa.Integer(), nullable=True))
        for name in FORWARDS:
            batch_op.add_column(sa.Column(name, sa.String(length=60), server_default="", nullable=False))
        batch_op.add_column(sa.Column("forward_after_s", sa.Integer(), server_default="20", nullable=False))
        batch_op.create_index(batch_op.f("ix_employees_hours_id"), ["hours_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_employees_hours_id_calendars"), "calendars", ["hours_id"], ["id"], ondelete="SET NULL"
        )
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("strategy", sa.String(length=16), server_default="all", nullable=False))
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("delay_s", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.drop_column("delay_s")
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.drop_column("strategy")
    with op.batch_alter_table("employees", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_employees_hours_id_calendars"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_employees_hours_id"))
        batch_op.drop_column("forward_after_s")
        for name in reversed(FORWARDS):
            batch_op.drop_column(name)
        batch_op.drop_column("hours_id")
        batch_op.drop_column("dnd")
