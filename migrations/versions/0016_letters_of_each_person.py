"""Give messages addressees, marks of each reader, and mail preferences."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

WRITTEN = {"kind": "note", "title": "", "link": "", "recording": "", "sender": "", "answers": ""}
"""What the messages of flows have in the new columns."""

LENGTHS = {"kind": 16, "addressee": 80, "title": 200, "link": 200, "recording": 96, "sender": 250, "answers": 120}


def upgrade() -> None:
    with op.batch_alter_table("messages", schema=None) as batch_op:
        for name, length in LENGTHS.items():
            batch_op.add_column(sa.Column(name, sa.String(length=length), nullable=True))
        batch_op.add_column(sa.Column("sender_id", sa.Integer(), nullable=True))
    messages = sa.table("messages", *(sa.column(name) for name in (*LENGTHS, "employee")))
    op.execute(messages.update().values(**WRITTEN, addressee=sa.literal("employee:") + messages.c.employee))
    with op.batch_alter_table("messages", schema=None) as batch_op:
        for name, length in LENGTHS.items():
            batch_op.alter_column(name, existing_type=sa.String(length=length), nullable=False)
        batch_op.drop_column("employee")
        batch_op.create_foreign_key(
            batch_op.f("fk_messages_sender_id_users"), "users", ["sender_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_index(batch_op.f("ix_messages_sender_id"), ["sender_id"], unique=False)
        batch_op.create_index("ix_messages_company_addressee", ["company_id", "addressee"], unique=False)
        batch_op.create_index("ix_messages_at", ["at"], unique=False)
    op.create_table(
        "message_marks",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(length=120), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("folder", sa.String(length=8), nullable=False),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_message_marks_company_id_companies")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_message_marks_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "message", name=op.f("pk_message_marks")),
    )
    with op.batch_alter_table("message_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_marks_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_marks_changed_at"), ["changed_at"], unique=False)
    op.create_table(
        "mail_wishes",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_mail_wishes_company_id_companies")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_mail_wishes_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_mail_wishes")),
    )
    with op.batch_alter_table("mail_wishes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_wishes_company_id"), ["company_id"], unique=False)
    # What somebody in a company had read, nobody there gets as new.
    op.execute(
        "INSERT INTO message_marks (user_id, message, read_at, folder, changed_at, company_id)"
        " SELECT users.id, message, read_at, 'inbox', read_at, read_messages.company_id"
        " FROM read_messages JOIN users ON users.company_id = read_messages.company_id"
    )
    op.drop_table("read_messages")


def downgrade() -> None:
    op.create_table(
        "read_messages",
        sa.Column("message", sa.String(length=120), nullable=False),
        sa.Column("reader", sa.String(length=120), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_read_messages_company_id_companies")),
        sa.PrimaryKeyConstraint("message", name=op.f("pk_read_messages")),
    )
    with op.batch_alter_table("read_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_read_messages_company_id"), ["company_id"], unique=False)
    op.execute(
        "INSERT INTO read_messages (message, reader, read_at, company_id)"
        " SELECT message, min(users.name), min(read_at), min(message_marks.company_id)"
        " FROM message_marks JOIN users ON users.id = message_marks.user_id"
        " WHERE read_at IS NOT NULL GROUP BY message"
    )
    op.drop_table("mail_wishes")
    op.drop_table("message_marks")
    # Everybody in a company saw all of its messages: letters to a single person must not come among them.
    op.execute("DELETE FROM messages WHERE kind <> 'note'")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.add_column(sa.Column("employee", sa.String(length=16), nullable=True))
    op.execute("UPDATE messages SET employee = substr(addressee, 10)")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.alter_column("employee", existing_type=sa.String(length=16), nullable=False)
        batch_op.drop_index("ix_messages_at")
        batch_op.drop_index("ix_messages_company_addressee")
        batch_op.drop_index(batch_op.f("ix_messages_sender_id"))
        batch_op.drop_constraint(batch_op.f("fk_messages_sender_id_users"), type_="foreignkey")
        for name in ("sender_id", *LENGTHS):
            batch_op.drop_column(name)
