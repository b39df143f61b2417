"""a TV screen knows who made its link"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

MAKER = (
    "UPDATE tv_screens SET made_by_id = (SELECT min(users.id) FROM users"
    " WHERE users.name = tv_screens.made_by AND users.company_id = tv_screens.company_id)"
)


def upgrade() -> None:
    with op.batch_alter_table("tv_screens") as screens:
        screens.add_column(sa.Column("made_by_id", sa.Integer(), nullable=True))
        screens.create_foreign_key(
            "fk_tv_screens_made_by_id_users", "users", ["made_by_id"], ["id"], ondelete="SET NULL"
        )
        screens.create_index("ix_tv_screens_made_by_id", ["made_by_id"])
    op.execute(MAKER)


def downgrade() -> None:
    with op.batch_alter_table("tv_screens") as screens:
        screens.drop_index("ix_tv_screens_made_by_id")
        screens.drop_constraint("fk_tv_screens_made_by_id_users", type_="foreignkey")
        screens.drop_column("made_by_id")
