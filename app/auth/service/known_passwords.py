"""Recognises long passwords that attackers try first, whatever precedes or follows them."""

import re
from pathlib import Path

WORDS = sorted(Path(__file__).with_name("known_words.txt").read_text("utf-8").split(), key=len, reverse=True)
ROWS = (
    "1234567890123456789012345678901234567890",
    "0987654321098765432109876543210987654321",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "1q2w3e4r5t6y7u8i9o0p",
    "1q2w3e4r5t6z7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn",
    "q1w2e3r4t5y6u7i8o9p0",
)
DISGUISES = str.maketrans("@$!0", "asio")


def is_well_known(password: str) -> bool:
    """Return whether *password*, in lower case, is among those.

    It is if it consists of listed words, perhaps with digits and symbols around them, or of a row of keys.
    """
    return any(_is_known(re.sub(r"[\W_]", "", each)) for each in (password, password.translate(DISGUISES)))


def _is_known(bare: str) -> bool:
    rest = bare
    for word in WORDS:
        rest = rest.replace(word, "")
    return any(bare in row for row in ROWS) or (rest != bare and re.fullmatch(r"[\doasi]{0,10}", rest) is not None)
