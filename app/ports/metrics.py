"""Lets each feature register what Prometheus should know of it: ``app.metrics`` shows it at ``/metrics``.

Nothing here names a company, a person or a telephone number.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.port import Registry


@dataclass(frozen=True, slots=True)
class Gauge:
    """Describes a value of now. *name* ends in its unit; *words* says in English what it is.

    *values* has the labels' values, in the order of *labels*, with each number.
    """

    name: str
    words: str
    values: tuple[tuple[tuple[str, ...], float], ...]
    labels: tuple[str, ...] = field(default=())


def gauge(name: str, words: str, value: float) -> Gauge:
    """Return a gauge without labels."""
    return Gauge(name, words, (((), value),))


@dataclass(frozen=True, slots=True)
class MetricSource:
    """Describes where gauges come from. *read* runs in every company's scope; if it fails, the others are still
    shown."""

    name: str
    read: Callable[[], Iterable[Gauge]]


metric_sources: Registry[MetricSource] = Registry("sources of metrics", key=lambda source: source.name)
