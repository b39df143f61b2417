"""Serves one page per step of the guide."""
