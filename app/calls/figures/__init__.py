"""Registers what people and phones add to calls among the figures: ratings, speech quality and tags."""
