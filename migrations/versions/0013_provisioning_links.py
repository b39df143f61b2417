"""Add links by which a phone app fetches its settings once."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "provisioning_links",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("phone_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(length=400), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_provisioning_links_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["phone_id"], ["phones.id"], name=op.f("fk_provisioning_links_phone_id_phones"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provisioning_links")),
    )
    with op.batch_alter_table("provisioning_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provisioning_links_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_provisioning_links_phone_id"), ["phone_id"], unique=False)


def downgrade() -> None:
    op.drop_table("provisioning_links")
