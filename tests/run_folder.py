"""A folder that all processes of a test run share: in it, one of them makes what takes long to make."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = "FOLDER_OF_TEST_RUN"


def run_folder() -> Path:
    return Path(os.environ[_NAME])


@contextmanager
def run_folder_made() -> Iterator[None]:
    """Let the processes that are started meanwhile find it by their environment; one in which it is there does so."""
    if _NAME in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="zentrale-tests-") as folder:
        os.environ[_NAME] = folder
        try:
            yield
        finally:
            del os.environ[_NAME]
