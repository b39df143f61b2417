"""ids of accounts and names of groups are not used again"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

USED = """
select company_id, group_name from call_legs union select company_id, group_name from call_waits
union select company_id, substr(owner, 7) from recordings where owner like 'group:%'
union select company_id, substr(addressee, 7) from messages where addressee like 'group:%'
except select company_id, name from groups
"""


def upgrade() -> None:
    retired = op.create_table(
        "retired_group_names",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_retired_group_names_company_id_companies"),
        sa.PrimaryKeyConstraint("company_id", "name", name="pk_retired_group_names"),
    )
    rows = op.get_bind().execute(sa.text(USED)).all()
    op.bulk_insert(retired, [{"company_id": company, "name": name} for company, name in rows if name])
    _recreate_users(sqlite_autoincrement=True)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "insert into sqlite_sequence (name, seq) select 'users', 0"
            " where not exists (select 1 from sqlite_sequence where name = 'users')"
        )
        op.execute(
            "update sqlite_sequence set seq = max(seq, (select coalesce(max(cast(substr(addressee, 6) as integer)), 0)"
            " from messages where addressee like 'user:%')) where name = 'users'"
        )


def downgrade() -> None:
    _recreate_users(sqlite_autoincrement=False)
    op.drop_table("retired_group_names")


def _recreate_users(**options: Any) -> None:
    """Recreate the table in SQLite, which can't change this in place."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("users", recreate="always", table_kwargs=options):
            pass
