"""Attach recordings to mails, if the reader wants that."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mail_wishes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("with_recording", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("mail_wishes", schema=None) as batch_op:
        batch_op.alter_column("with_recording", server_default=None)
    with op.batch_alter_table("outgoing_mails", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recording", sa.String(length=96), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outgoing_mails", schema=None) as batch_op:
        batch_op.drop_column("recording")
    with op.batch_alter_table("mail_wishes", schema=None) as batch_op:
        batch_op.drop_column("with_recording")
