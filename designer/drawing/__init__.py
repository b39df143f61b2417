"""Reads, checks and compiles drawings, and compares them. Nothing here knows how a call is tried or verified."""
