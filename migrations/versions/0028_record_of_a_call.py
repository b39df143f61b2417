"""one record for each call: its legs, waits and visits are rows, and its steps are packed.

The steps of earlier calls are packed, and what the old row has of legs and visits is taken over; ``flask journal
rebuild`` makes these records from the journal anew, with all times.
"""

import json
import zlib
from datetime import UTC, datetime
from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

BATCH = 500
TIME = sa.DateTime(timezone=True)
NEW_COLUMNS = (
    ("extension", sa.String(length=16), ""),
    ("count", sa.Integer(), "1"),
    ("visit_count", sa.Integer(), "0"),
    ("next_seq", sa.Integer(), "0"),
    ("fold_run", sa.Integer(), "0"),
    ("outcome", sa.String(length=12), ""),
    ("messages", sa.JSON(), "{}"),
)


def upgrade() -> None:
    _create_tables()
    with op.batch_alter_table("journal_positions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("last_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("last_sha", sa.String(length=64), nullable=True))
    with op.batch_alter_table("calls", schema=None) as batch_op:
        for name, kind, default in NEW_COLUMNS:
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=default))
    _take_over()
    _note_outcomes()
    with op.batch_alter_table("calls", schema=None) as batch_op:
        for name, _, _ in NEW_COLUMNS:
            batch_op.alter_column(name, server_default=None)
        batch_op.drop_column("path")
        batch_op.drop_column("legs")
    op.drop_table("journal_lines")


def downgrade() -> None:
    op.create_table(
        "journal_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("call", sa.String(length=80), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_lines")),
        sa.UniqueConstraint("call", "seq", name=op.f("uq_journal_lines_call_seq")),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("path", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("legs", sa.JSON(), nullable=False, server_default="{}"))
        for name, _, _ in NEW_COLUMNS:
            batch_op.drop_column(name)
    with op.batch_alter_table("journal_positions", schema=None) as batch_op:
        batch_op.drop_column("last_sha")
        batch_op.drop_column("last_at")
    op.execute("delete from journal_positions")
    op.execute("delete from recordings")
    op.execute("delete from calls")
    for table in ("call_versions", "presence", "call_steps", "call_visits", "call_waits", "call_legs"):
        op.drop_table(table)


def _create_tables() -> None:
    _of_call(
        "call_legs",
        sa.Column("leg", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("extension", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("group_name", sa.String(length=60), nullable=False),
        sa.Column("carrier", sa.String(length=60), nullable=False),
        sa.Column("rang_at", TIME, nullable=False),
        sa.Column("answered_at", TIME, nullable=True),
        sa.Column("ended_at", TIME, nullable=True),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column("ended_by", sa.String(length=8), nullable=False),
        key="leg",
    )
    _of_call(
        "call_waits",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("group_name", sa.String(length=60), nullable=False),
        sa.Column("joined_at", TIME, nullable=False),
        sa.Column("offered_at", TIME, nullable=True),
        sa.Column("left_at", TIME, nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        key="place",
    )
    _of_call(
        "call_visits",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("block", sa.String(length=200), nullable=False),
        sa.Column("outcome", sa.String(length=80), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        key="place",
    )
    op.create_table(
        "call_steps",
        sa.Column("call", sa.String(length=80), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("call", name=op.f("pk_call_steps")),
    )
    op.create_table(
        "presence",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("extension", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("planned_until", TIME, nullable=True),
        sa.Column("until", TIME, nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_presence_company_id_companies")),
        sa.PrimaryKeyConstraint("company_id", "extension", "kind", "since", name=op.f("pk_presence")),
    )
    op.create_index("ix_presence_company_since", "presence", ["company_id", "since"])
    op.create_table(
        "call_versions",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_call_versions_company_id_companies")),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_call_versions")),
    )


def _of_call(table: str, *columns: sa.Column, key: str) -> None:
    op.create_table(
        table,
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("call", sa.String(length=80), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id_companies")),
        sa.PrimaryKeyConstraint("call", key, name=op.f(f"pk_{table}")),
    )


def _table(name: str, *columns: str, **kinds: sa.types.TypeEngine) -> sa.TableClause:
    return sa.table(
        name, *(sa.column(each) for each in columns), *(sa.column(each, kind) for each, kind in kinds.items())
    )


CALLS = _table(
    "calls",
    *("id", "company_id", "answered_by", "visit_count", "next_seq", "extension"),
    started_at=TIME,
    bridged_at=TIME,
    ended_at=TIME,
    path=sa.JSON(),
    legs=sa.JSON(),
)
LINES = _table("journal_lines", "id", "call", "seq", body=sa.JSON())
STEPS = _table("call_steps", "call", "plain", "packed")
VISITS = _table("call_visits", "company_id", "call", "place", "block", "outcome", "at_ms")
LEGS = _table(
    "call_legs",
    *("company_id", "call", "leg", "place", "extension", "number", "group_name", "carrier", "cause", "ended_by"),
    rang_at=TIME,
    answered_at=TIME,
    ended_at=TIME,
)


def _take_over() -> None:
    """A part of the calls at a time, so that memory stays small however many there are."""
    connection, last = op.get_bind(), ""
    while calls := connection.execute(
        sa.select(CALLS).where(CALLS.c.id > last).order_by(CALLS.c.id).limit(BATCH)
    ).all():
        last = calls[-1].id
        lines = sa.select(LINES.c.call, LINES.c.seq, LINES.c.body).where(LINES.c.call.in_([call.id for call in calls]))
        rows = connection.execute(lines.order_by(LINES.c.call, LINES.c.seq))
        steps = {call: [(row.seq, row.body) for row in found] for call, found in groupby(rows, lambda row: row.call)}
        for table, found in ((STEPS, _steps), (VISITS, _visits), (LEGS, _legs)):
            new = [row for call in calls for row in found(call, steps.get(call.id, []))]
            if new:
                connection.execute(sa.insert(table), new)
        counts = [
            {
                "of": call.id,
                "visits": len(call.path),
                "next": max((seq for seq, _ in steps.get(call.id, [])), default=-1) + 1,
            }
            for call in calls
        ]
        connection.execute(
            sa.update(CALLS)
            .where(CALLS.c.id == sa.bindparam("of"))
            .values(visit_count=sa.bindparam("visits"), next_seq=sa.bindparam("next")),
            counts,
        )


def _note_outcomes() -> None:
    """Of calls from now on, it is also known how much was said in a message."""
    recorded = "exists (select 1 from recordings where recordings.call = calls.id and kind = 'message')"
    rang = "exists (select 1 from call_legs where call_legs.call = calls.id and call_legs.extension <> '')"
    for outcome, which in (
        ("talk", "bridged_at is not null"),
        ("voicemail", f"outcome = '' and {recorded}"),
        ("missed", f"outcome = '' and ended_at is not null and direction in ('inbound', 'internal') and {rang}"),
    ):
        op.execute(f"update calls set outcome = '{outcome}' where {which}")  # noqa: S608 - the words above


def _steps(call: sa.Row, lines: list[tuple[int, dict]]) -> list[dict]:
    if not lines:
        return []
    text = "".join(json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n" for _, body in lines)
    if call.ended_at is None:
        return [{"call": call.id, "plain": text, "packed": None}]
    return [{"call": call.id, "plain": "", "packed": b"0" + zlib.compress(text.encode())}]


def _visits(call: sa.Row, lines: list[tuple[int, dict]]) -> list[dict]:
    return [
        {
            "company_id": call.company_id,
            "call": call.id,
            "place": place,
            "block": step["node"][:200],
            "outcome": step.get("outcome", step.get("outlet", ""))[:80],
            "at_ms": step["at"],
        }
        for place, step in enumerate(call.path)
    ]


def _legs(call: sa.Row, lines: list[tuple[int, dict]]) -> list[dict]:
    """The times of a leg are those of its lines; it began with the call if these are lost."""
    rang = {}
    for _, body in lines:
        for effect in body["effects"]:
            if effect["type"] == "dial":
                rang[effect["leg"]] = datetime.fromtimestamp(body["at"] / 1000, UTC)
    return [
        {
            "company_id": call.company_id,
            "call": call.id,
            "leg": name[:32],
            "place": place,
            "extension": "" if leg["extension"].startswith("+") else leg["extension"],
            "number": leg["extension"] if leg["extension"].startswith("+") else "",
            "group_name": "",
            "carrier": "",
            "cause": "" if leg["state"] != "gone" else "hung_up",
            "ended_by": "",
            "rang_at": rang.get(name, call.started_at),
            "answered_at": call.bridged_at if leg["extension"] == call.answered_by else None,
            "ended_at": None if leg["state"] != "gone" else call.ended_at or call.started_at,
        }
        for place, (name, leg) in enumerate(call.legs.items())
    ]
