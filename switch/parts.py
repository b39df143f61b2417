"""Holds what one worker of the switch works with. A part that has a socket or a file of its own makes it when first
used."""

from functools import cached_property
from pathlib import Path

from switch.acts import Acts
from switch.browsers import Browsers
from switch.callbacks import Callbacks
from switch.calls import Calls
from switch.digit_source import DigitSource
from switch.doorkeeper import Doorkeeper
from switch.effects import EffectRunner
from switch.few_faults import FewFaults
from switch.governor import Governor
from switch.guests import Guests
from switch.journal import Journal
from switch.locations import accounts_in
from switch.media import Media
from switch.queues import Queues
from switch.reachability import Reachability
from switch.refusals import Refusals
from switch.registrations import is_connected
from switch.settings import Settings
from switch.shared_backlog import SharedBacklog
from switch.shared_ng import SharedNg
from switch.trunk import Trunk
from switch.within_dialog import WithinDialog


class Parts:
    """Makes the parts of one worker."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.trunk = settings, Trunk(settings)
        self.faults = FewFaults()

    @cached_property
    def journal(self) -> Journal:
        """Return the journal."""
        settings, carrier = self.settings, self.settings.trunk.rpartition(":")[0]
        return Journal(Path(settings.journal_dir), settings.switch, SharedBacklog(), carrier)

    @cached_property
    def refusals(self) -> Refusals:
        """Return the record of calls that were turned away."""
        return Refusals(self.journal, self.settings.switch)

    @cached_property
    def reachability(self) -> Reachability:
        """Return the watch over employees' phones."""
        host, file = self.settings.sip_address, Path(self.settings.reachable)
        survivors = accounts_in(Path(self.settings.locations))
        return Reachability(
            self.journal, self.settings.switch, file, lambda account: is_connected(account, host), survivors
        )

    @cached_property
    def guests(self) -> Guests:
        """Return the watch over connections of guests."""
        return Guests(self.settings)

    @cached_property
    def ng(self) -> SharedNg:
        """Return the client of rtpengine."""
        return SharedNg(self.settings.ng_port)

    @cached_property
    def governor(self) -> Governor:
        """Return the decision on how many calls may come."""
        return Governor(self.settings)

    @cached_property
    def doorkeeper(self) -> Doorkeeper:
        """Return the check of requests and datagrams."""
        return Doorkeeper(self.settings)

    @cached_property
    def digit_source(self) -> DigitSource:
        """Return the socket from which rtpengine sends digits."""
        return DigitSource(self.settings.event_port)

    @cached_property
    def media(self) -> Media:
        """Return the voice of calls."""
        return Media(self.ng, self.settings.prompts_dir, self.settings.trunk_media, self.settings.inner_ports)

    @cached_property
    def browsers(self) -> Browsers:
        """Return the gateways of browsers."""
        return Browsers(self.ng, self.settings.inner_ports)

    @cached_property
    def queues(self) -> Queues:
        """Return the queues."""
        return Queues(self.settings.event_port, self.journal)

    @cached_property
    def acts(self) -> Acts:
        """Return what people may do to live calls."""
        return Acts(self.settings.event_port, self.queues)

    @cached_property
    def callbacks(self) -> Callbacks:
        """Return the calls that the exchange begins."""
        return Callbacks(self.settings, self.media, self.calls, self.queues)

    @cached_property
    def runner(self) -> EffectRunner:
        """Return the runner of effects."""
        return EffectRunner(self.settings, self.media, self.browsers, self.queues)

    @cached_property
    def calls(self) -> Calls:
        """Return the calls in progress."""
        return Calls(self.runner, self.media, self.journal, self.settings.longest_unanswered_s * 1000)

    @cached_property
    def within(self) -> WithinDialog:
        """Return the handling of requests within dialogs."""
        return WithinDialog(self.settings, self.calls, self.media, self.browsers, self.runner.contact)
