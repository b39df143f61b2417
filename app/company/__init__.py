"""Defines the company: the tenant to which all other rows belong."""
