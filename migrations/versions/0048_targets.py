"""companies set their own targets; facts say which columns of features they have"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

USUAL_S = {"in_time_s": 20, "abandoned_after_s": 5, "wait_watch_s": 30, "wait_act_s": 60}


def upgrade() -> None:
    for name, usual_s in USUAL_S.items():
        op.add_column("companies", sa.Column(name, sa.Integer(), server_default=str(usual_s), nullable=False))
    op.execute("UPDATE figure_states SET rules = rules || ' 9289e834'")
    # the digest of those columns of features that facts had so far: ratings, scores and tags


def downgrade() -> None:
    op.execute("UPDATE figure_states SET rules = replace(rules, ' 9289e834', '')")
    with op.batch_alter_table("companies") as companies:
        for name in USUAL_S:
            companies.drop_column(name)
