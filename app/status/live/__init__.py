"""Sends walls to browsers: who looks at which, when it is made anew, and what has changed."""
