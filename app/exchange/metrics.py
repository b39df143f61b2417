"""Tells Prometheus what the processes of the exchange need of the machine."""

import os
from collections.abc import Iterable

from app.config import config
from app.gateways.kamailio import switch_table
from app.ports.metrics import Gauge, MetricSource, gauge


def _switch() -> Iterable[Gauge]:
    table = switch_table()
    memory = table.memory()
    return (
        gauge("switch_memory_used_bytes", "Shared memory that Kamailio uses.", float(memory.used_bytes)),
        gauge("switch_memory_size_bytes", "Shared memory that Kamailio may use.", float(memory.size_bytes)),
        gauge("journal_unwritten_lines", "Steps of calls that wait in memory for the disk.", float(table.unwritten())),
        gauge("calls_refused_in_1_hour", "Calls told to try again later (503).", float(table.refused_lately())),
        gauge("calls_most", "Calls that the exchange takes at one time.", float(config().max_calls)),
    )


def _disk() -> Iterable[Gauge]:
    settings = config()
    folders = {"home": settings.home, "journal": settings.journal_dir, "recordings": settings.recordings_dir}
    free = {name: os.statvfs(folder) for name, folder in folders.items() if folder.exists()}
    values = tuple(((name,), float(found.f_bavail * found.f_frsize)) for name, found in free.items())
    return (Gauge("disk_free_bytes", "Free space where the folder lies.", values, ("folder",)),)


SOURCES = (MetricSource("switch", _switch), MetricSource("disk", _disk))
