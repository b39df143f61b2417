"""Names texts that are spoken: each is a prompt."""

from designer.runtime.program import sha256


def spoken_name(language: str, text: str) -> str:
    """Return the name that the spoken *text* has among a directory's prompts: "say:" and 16 hex digits."""
    return f"say:{sha256(f'{language} {text}')[:16]}"
