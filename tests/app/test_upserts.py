"""Rows past the session are written as the session writes them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import DateTime
from sqlalchemy.dialects import sqlite

from app.db.upserts import sqlite_time

ZONES = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DIALECT = sqlite.dialect()
AS_SQLALCHEMY = DateTime(timezone=True).dialect_impl(DIALECT).bind_processor(DIALECT)


@given(st.integers(0, 4_102_444_800_000_000).map(lambda us: EPOCH + timedelta(microseconds=us)), ZONES)
def test_a_time_is_written_as_sqlalchemy_does(at, zone):
    assert sqlite_time(at.astimezone(zone)) == AS_SQLALCHEMY(at)


def test_no_time_is_null_and_a_naive_one_is_refused():
    assert sqlite_time(None) is None
    with pytest.raises(ValueError, match="without a zone"):
        sqlite_time(EPOCH.replace(tzinfo=None))
