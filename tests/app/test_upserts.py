"""Rows past the session are written as the session writes them."""

from datetime import UTC, datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import DateTime
from sqlalchemy.dialects import sqlite

from app.db.upserts import sqlite_time

ZONES = st.timedeltas(min_value=-timezone.max.utcoffset(None), max_value=timezone.max.utcoffset(None)).map(timezone)
DIALECT = sqlite.dialect()
AS_SQLALCHEMY = DateTime(timezone=True).dialect_impl(DIALECT).bind_processor(DIALECT)


@given(st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=ZONES))
def test_a_time_is_written_as_sqlalchemy_does(at):
    assert sqlite_time(at) == AS_SQLALCHEMY(at.astimezone(UTC))


def test_no_time_is_null_and_a_naive_one_is_refused():
    assert sqlite_time(None) is None
    with pytest.raises(ValueError, match="without a zone"):
        sqlite_time(datetime(2026, 11, 30))
