"""A call that the exchange refuses is in its journal, with the reason."""

from designer.runtime.journal_entries import CallRefused, entry_in
from switch.journal_files import journal_files, lines_in
from tests.waiting import until


def refusals(exchange):
    """What the journal has of them."""
    lines = (line for path in journal_files(exchange.config.journal_dir) for line in lines_in(path))
    return [entry for entry in map(entry_in, lines) if isinstance(entry, CallRefused)]


def test_a_number_that_nobody_has_is_noted(exchange, caller):
    number = "+493099999999"
    call = caller.call(number)
    assert call.wait("ended")
    assert call.status == 404
    (found,) = until(lambda: [each for each in refusals(exchange) if each.number == number])
    assert (found.status, found.count, found.direction, found.company) == (404, 1, "inbound", "")
