"""Carries calls and queues on: everything that the switch loads. It needs nothing but the standard library."""
