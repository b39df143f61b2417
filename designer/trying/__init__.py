"""Tries programs without a telephone: with scripted calls, and with calls that really took place."""
