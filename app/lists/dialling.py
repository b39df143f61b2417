"""Numbers as people of a country dial them, made into E.164."""

TRUNK_ZERO = {
    "AT": "43",
    "AU": "61",
    "BA": "387",
    "BE": "32",
    "BG": "359",
    "CH": "41",
    "CN": "86",
    "DE": "49",
    "EG": "20",
    "FI": "358",
    "FR": "33",
    "GB": "44",
    "HR": "385",
    "ID": "62",
    "IE": "353",
    "IL": "972",
    "IN": "91",
    "JP": "81",
    "KR": "82",
    "LI": "423",
    "MA": "212",
    "ME": "382",
    "MK": "389",
    "MY": "60",
    "NL": "31",
    "NZ": "64",
    "PH": "63",
    "PK": "92",
    "RO": "40",
    "RS": "381",
    "SE": "46",
    "SI": "386",
    "SK": "421",
    "TH": "66",
    "TR": "90",
    "UA": "380",
    "VN": "84",
    "ZA": "27",
    "AE": "971",
    "AL": "355",
}
"""Country -> its code, where the national notation begins with a 0 that is left out behind the code (ITU-T E.164)."""

KEPT_ZERO = {"IT": "39", "SM": "378"}
"""Where that 0 is a part of the number."""


def to_e164(number: str, country: str) -> str | None:
    """*number* begins with "+" or "0"; None when *country* is not known to write a 0 before its numbers."""
    if number.startswith("+"):
        return number
    if number.startswith("00"):
        return f"+{number[2:]}"
    if country in KEPT_ZERO:
        return f"+{KEPT_ZERO[country]}{number}"
    return f"+{TRUNK_ZERO[country]}{number[1:]}" if country in TRUNK_ZERO else None
