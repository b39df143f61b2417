"""Texts that are spoken: each is a prompt whose name says what is said, in which language."""

from designer.runtime.program import sha256


def spoken_name(language: str, text: str) -> str:
    """The name of the prompt in a directory: "say:" and 16 hex digits."""
    return f"say:{sha256(f'{language} {text}')[:16]}"
