"""The call-flow language: a drawing in, a program or diagnostics out, and what the program means.

Pure Python: nothing here imports Flask, a database, the network or ``app``. ``runtime`` is what the switch loads;
``drawing`` builds on it, ``trying`` on both, and ``verifying`` on all three.
"""
