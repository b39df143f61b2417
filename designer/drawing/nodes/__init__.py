"""Holds the node types, one file each: ``menu.py`` is the type "menu"."""
