"""Reads programs and directories: files named by the hash of their content, which appear whole and never change."""

import hashlib
import re
from pathlib import Path

FOLDERS = {"p": "programs", "d": "directories"}
"""Folders by the letter with which the name of a text begins: "p:<sha>" is a program, "d:<sha>" a directory."""

HASH = re.compile(r"[0-9a-f]{64}")


class NotPublished(Exception):
    """Says that there is no such entry, or no whole file of that name."""


def path_of(home: Path, name: str) -> Path:
    """Return where the text *name*, such as "p:<sha>", is. Raises NotPublished if it is no such name."""
    kind, _, sha = name.partition(":")
    if kind not in FOLDERS or not HASH.fullmatch(sha):
        raise NotPublished(name)
    return home / FOLDERS[kind] / f"{sha}.json"


def read(home: Path, name: str) -> str:
    """Return the text of *name*, once its hash has proved it whole. Raise NotPublished if there is none, or it is
    damaged."""
    try:
        content = path_of(home, name).read_bytes()
    except OSError as problem:
        raise NotPublished(f"{name}: {problem.strerror}") from problem
    if hashlib.sha256(content).hexdigest() != name.partition(":")[2]:
        raise NotPublished(f"{name}: the file is damaged")
    return content.decode()
