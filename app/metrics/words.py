"""Describes the metrics that no feature registers."""

PART_STATE = "How a part of the exchange is: 0 is well, 1 needs you soon, 2 is unknown, 3 does not work."
SOURCE_FAILED = "Whether the figures of a feature could not be read: 1 if so."
TOOK = "How long it took to collect these figures, in seconds."
