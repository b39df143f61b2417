"""The journal tells when an employee's phone goes and comes back."""

from designer.runtime.journal_entries import PresenceChanged, entry_in
from switch.journal_files import journal_files, lines_in
from tests.peers.baresip import Baresip
from tests.waiting import until


def states(exchange, extension):
    """What the journal has of the employee's phones, until now."""
    lines = (line for path in journal_files(exchange.config.journal_dir) for line in lines_in(path))
    found = [entry for entry in map(entry_in, lines) if isinstance(entry, PresenceChanged)]
    return [each.state for each in found if each.extension == extension]


def test_a_phone_that_loses_its_connection_is_lost_until_it_is_back(own_exchange, peers_end):
    def phone(transport):
        made = Baresip("1001-101", own_exchange.address, password, transport=transport)
        peers_end.callback(made.close)
        made.start()
        assert made.wait_registered()
        return made

    password = own_exchange.passwords["1001-101"]
    first = phone("tcp")
    assert until(lambda: states(own_exchange, "101") == ["phone_back"])
    first.kill()
    assert until(lambda: states(own_exchange, "101") == ["phone_back", "phone_lost"], 90)
    second = phone("udp")
    assert until(lambda: states(own_exchange, "101") == ["phone_back", "phone_lost", "phone_back"])
    second.close()
    assert until(lambda: states(own_exchange, "101")[3:] == ["phone_lost"], 90)
