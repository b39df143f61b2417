"""Says which currency money is in, so that no page shows a bare number."""

from babel.numbers import is_currency


class BadCurrency(ValueError):
    """Raised when a figure of money names no currency, or another one does."""


def check_currency(name: str, unit: str, currency: str) -> None:
    """Raise BadCurrency unless the figure *name* has the code of a currency (ISO 4217) just if it is money."""
    if unit == "money" and not is_currency(currency):
        raise BadCurrency(f"{name}: money needs the code of a currency, such as EUR, and not {currency!r}")
    if unit != "money" and currency:
        raise BadCurrency(f"{name}: {currency} is of no use, since the figure is no money")
