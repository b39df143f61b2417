"""The parts of ``verify``: it looks at all that can happen to a call, by ``machine.step`` and nothing else.

``arrivals`` finds the calls that differ, ``choices`` what may happen to each while it waits, ``walk`` carries one on,
``explore`` does so in every way, ``faults`` and ``waits`` read the result, ``routes`` makes scripts of it.
"""
