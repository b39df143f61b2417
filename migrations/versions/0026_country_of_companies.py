"""Give companies a country, by whose numbering plan they read phone numbers."""

import sqlalchemy as sa
from alembic import op
from babel.core import get_global

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("companies") as batch_op:
        batch_op.add_column(sa.Column("country", sa.String(2), server_default="", nullable=False))
    companies = sa.table("companies", sa.column("zone"), sa.column("country"))
    territories, aliases = get_global("zone_territories"), get_global("zone_aliases")
    for zone in op.get_bind().scalars(sa.select(companies.c.zone).distinct()).all():
        country = territories.get(zone) or territories.get(aliases.get(zone), "")
        if len(country) == 2:
            op.execute(companies.update().where(companies.c.zone == zone).values(country=country))


def downgrade() -> None:
    with op.batch_alter_table("companies") as batch_op:
        batch_op.drop_column("country")
