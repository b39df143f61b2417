"""Collects what features registered into the classes of prometheus_client."""

import logging
import time
from collections.abc import Iterable, Iterator

from prometheus_client.core import GaugeMetricFamily

from app.db import db, every_company
from app.metrics.words import PART_STATE, SOURCE_FAILED, TOOK
from app.port import Memory
from app.ports.health import CheckResult, State, check_health
from app.ports.metrics import Gauge, metric_sources

log = logging.getLogger(__name__)
PREFIX = "zentrale_"
HEALTH_S = 10.0
"""How long the result of the health checks is shown again, since they ask other processes."""


class _Checked:
    """Keeps the last results of the health checks."""

    def __init__(self) -> None:
        self.results: list[CheckResult] = []
        self.at = float("-inf")

    def now(self) -> list[CheckResult]:
        """Return results that are at most HEALTH_S old."""
        if time.monotonic() - self.at > HEALTH_S:
            self.results, self.at = check_health(), time.monotonic()
        return self.results


_checked: Memory[_Checked] = Memory(_Checked)


class Collector:
    """Gives prometheus_client all families of metrics of this moment."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the families. A source that fails is named in ``zentrale_source_failed``."""
        began = time.monotonic()
        failed: list[tuple[tuple[str, ...], float]] = []
        with every_company():
            yield _family(_health())
            for source in metric_sources():
                try:
                    found = list(source.read())
                except Exception:  # a process edge: the other sources are wanted all the same
                    log.exception("metrics of %s", source.name)
                    db.session.rollback()
                    found = []
                    failed.append(((source.name,), 1.0))
                else:
                    failed.append(((source.name,), 0.0))
                yield from _families(found)
        yield _family(Gauge("source_failed", SOURCE_FAILED, tuple(failed), ("source",)))
        yield _family(Gauge("scrape_seconds", TOOK, (((), time.monotonic() - began),)))


def _families(gauges: Iterable[Gauge]) -> Iterator[GaugeMetricFamily]:
    return (_family(each) for each in gauges)


def _health() -> Gauge:
    ranks = list(State)
    values = tuple(((each.name,), float(ranks.index(each.finding.state))) for each in _checked().now())
    return Gauge("part_state", PART_STATE, values, ("part",))


def _family(each: Gauge) -> GaugeMetricFamily:
    family = GaugeMetricFamily(PREFIX + each.name, each.words, labels=each.labels)
    for labels, value in each.values:
        family.add_metric(labels, value)
    return family
