"""Tells Prometheus how far behind the record of calls is."""

from collections.abc import Iterable

from app.journal.service import unread_bytes
from app.ports.metrics import Gauge, MetricSource, gauge


def _read() -> Iterable[Gauge]:
    words = "Bytes of the journal that are not in the record of calls yet."
    return (gauge("journal_backlog_bytes", words, float(unread_bytes())),)


SOURCE = MetricSource("journal", _read)
