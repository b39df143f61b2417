"""Reads e-mail addresses, as RFC 5321 and RFC 6531 allow them."""

from typing import Self

from flask_babel import gettext as _

from config_values import parsed_address

MOST_CHARACTERS = 254
"""Of an address on its way (RFC 5321, erratum 1690)."""


class Email(str):
    """Represents an address by which somebody can be reached by mail."""

    __slots__ = ()

    @classmethod
    def read(cls, written: str) -> Self:
        """Raise ValueError, with a sentence for the person, if *written* is no address with a whole domain.

        Whether the domain takes mail is not asked, and one such as "firm.local" may be the company's own.
        """
        try:
            found = parsed_address(written.strip())
        except ValueError as problem:
            raise ValueError(_("This is no e-mail address.")) from problem
        if "." not in found.domain or len(found.normalized) > MOST_CHARACTERS:
            raise ValueError(_("This is no e-mail address."))
        return cls(found.normalized)
