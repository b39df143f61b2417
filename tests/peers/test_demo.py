"""The demo of a new installation, called by software that we did not write."""

from tests.integration.test_run import NUMBER, installation  # noqa: F401 - a fixture
from tests.peers.baresip import Baresip


def test_baresip_hears_the_demo_company(installation):  # noqa: F811 - the fixture
    config = installation.config
    caller = Baresip("+4917012345", (config.sip_host, config.sip_port))
    try:
        caller.start()
        call = caller.call(NUMBER)
        assert call.wait("confirmed"), caller.log()[-3000:]
        assert call.heard.wait_for_sound(), call
        caller.hang_up()
    finally:
        caller.close()
