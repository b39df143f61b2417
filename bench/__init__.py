"""Measures how much the exchange carries: real calls with real voice against a private exchange.

Each step prints a line of JSON.
"""
