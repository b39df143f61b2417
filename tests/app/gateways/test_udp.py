import gc

import pytest

from app.gateways import udp


def test_a_taken_address_is_refused_and_leaves_no_socket_open():
    with udp.bound("127.0.0.1") as first:
        with pytest.raises(OSError, match="already in use"):
            udp.bound("127.0.0.1", first.getsockname()[1])
        gc.collect()  # a socket left open would be a warning, which is an error here
