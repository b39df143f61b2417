"""Add special days and public holidays to calendars, and count how often calendars and lists were changed."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

CALENDARS = sa.table(
    "calendars",
    sa.column("id", sa.Integer),
    sa.column("exceptions", sa.JSON),
    sa.column("special_days", sa.JSON),
)


def upgrade() -> None:
    with op.batch_alter_table("calendars", schema=None) as batch_op:
        batch_op.add_column(sa.Column("special_days", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("holidays", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    connection = op.get_bind()
    for row in connection.execute(sa.select(CALENDARS.c.id, CALENDARS.c.exceptions)).all():
        days = [
            {"name": "", "first": day, "last": day, "yearly": False, "hours": hours}
            for day, hours in sorted((row.exceptions or {}).items())
        ]
        connection.execute(CALENDARS.update().where(CALENDARS.c.id == row.id).values(special_days=days))
    with op.batch_alter_table("calendars", schema=None) as batch_op:
        batch_op.drop_column("exceptions")
        batch_op.alter_column("special_days", server_default=None)
        batch_op.alter_column("revision", server_default=None)


def downgrade() -> None:
    """Only the first day of a span, and no public holiday, can be said in the older way."""
    with op.batch_alter_table("calendars", schema=None) as batch_op:
        batch_op.add_column(sa.Column("exceptions", sa.JSON(), nullable=False, server_default="{}"))
    connection = op.get_bind()
    for row in connection.execute(sa.select(CALENDARS.c.id, CALENDARS.c.special_days)).all():
        days = {day["first"]: day["hours"] for day in row.special_days or []}
        connection.execute(CALENDARS.update().where(CALENDARS.c.id == row.id).values(exceptions=days))
    with op.batch_alter_table("calendars", schema=None) as batch_op:
        batch_op.drop_column("revision")
        batch_op.drop_column("holidays")
        batch_op.drop_column("special_days")
        batch_op.alter_column("exceptions", server_default=None)
