"""Provides the services of prompts."""
