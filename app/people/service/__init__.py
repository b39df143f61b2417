"""Provides the services of employees and groups."""
