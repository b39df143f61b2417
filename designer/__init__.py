"""Defines the flow language of Zentrale, in layers that import only downwards: ``runtime`` carries calls on,
``drawing`` compiles drawings into programs, ``trying`` simulates and replays calls, and ``verifying`` explores
everything that can happen."""
