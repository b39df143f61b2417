"""Provides ``app.ports.flows``."""

from app.flows.drawings import drawing_of_program, programs
from app.flows.numbers import inner_numbers, owned
from app.flows.published_faults import published_faults
from app.flows.replacing import replace_uses
from app.flows.uses import all_uses

__all__ = ["all_uses", "drawing_of_program", "inner_numbers", "owned", "programs", "published_faults", "replace_uses"]
