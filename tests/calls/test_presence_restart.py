"""A phone that registers right before the switch restarts is there afterwards, and the journal says so."""

from designer.runtime.journal_entries import PresenceChanged, entry_in
from switch.journal_files import journal_files, lines_in
from tests.waiting import until


def states(exchange, extension):
    lines = (line for path in journal_files(exchange.config.journal_dir) for line in lines_in(path))
    found = [entry for entry in map(entry_in, lines) if isinstance(entry, PresenceChanged)]
    return [each.state for each in found if each.extension == extension]


def test_who_registered_right_before_a_restart_is_reachable(own_exchange):
    with own_exchange.phone("103"):
        own_exchange.parts.stop("kamailio")
        own_exchange.parts.start_kamailio()
        assert until(lambda: states(own_exchange, "103") == ["phone_back"])
