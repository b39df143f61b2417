"""Holds the ports by which features use each other without importing each other."""
