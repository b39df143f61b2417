"""The call-flow language: a drawing in, a program or diagnostics out, and what the program means.

Pure Python: nothing here imports Flask, a database, the network or ``app``.
"""
