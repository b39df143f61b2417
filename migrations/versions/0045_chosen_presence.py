"""people choose more than do not disturb, perhaps until a moment; the reasons for which they pause"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("employees") as employees:
        employees.add_column(sa.Column("chosen", sa.String(16), server_default="free", nullable=False))
        employees.add_column(sa.Column("chosen_reason", sa.String(60), server_default="", nullable=False))
        employees.add_column(sa.Column("chosen_rings", sa.Boolean(), server_default=sa.false(), nullable=False))
        employees.add_column(sa.Column("chosen_since", sa.DateTime(timezone=True), nullable=True))
        employees.add_column(sa.Column("chosen_until", sa.DateTime(timezone=True), nullable=True))
    op.execute(sa.text("UPDATE employees SET chosen = 'do_not_disturb' WHERE dnd = :yes").bindparams(yes=True))
    with op.batch_alter_table("employees") as employees:
        employees.drop_column("dnd")
    op.create_table(
        "pause_reasons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("rings", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_pause_reasons_company_id_companies"),
        sa.PrimaryKeyConstraint("id", name="pk_pause_reasons"),
        sa.UniqueConstraint("company_id", "name", name="uq_pause_reasons_company_id_name"),
    )
    op.create_index("ix_pause_reasons_company_id", "pause_reasons", ["company_id"])


def downgrade() -> None:
    op.drop_table("pause_reasons")
    with op.batch_alter_table("employees") as employees:
        employees.add_column(sa.Column("dnd", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(sa.text("UPDATE employees SET dnd = :yes WHERE chosen = 'do_not_disturb'").bindparams(yes=True))
    with op.batch_alter_table("employees") as employees:
        for name in ("chosen_until", "chosen_since", "chosen_rings", "chosen_reason", "chosen"):
            employees.drop_column(name)
