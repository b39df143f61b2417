"""Finds faults in a flow by exploring everything that can happen to a call, with ``machine.step`` itself.

``arrivals`` finds the calls that differ, ``choices`` what may happen to each while it waits. ``exploration`` carries
one call on from one point to the next, and ``explore`` builds the map of all. ``faults``, ``waits`` and ``longest``
read the map, and ``routes`` turns their findings into scripts for the simulator.
"""
