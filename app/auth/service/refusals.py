"""Defines the errors of managing accounts."""

from app.web.errors import Refused


class BadAddress(Refused):
    """Says that no mail can reach the address."""

    code = "bad_address"


class AddressUsed(Refused):
    """Says that somebody else signs in with the address, or is invited by it."""

    status = 409
    code = "address_used"


class HasAccount(Refused):
    """Says that the employee already has an account."""

    status = 409
    code = "has_account"


class RoleNotAllowed(Refused):
    """Says that the user may not give or take this role, because it is above their own."""

    status = 403
    code = "role_not_allowed"


class LastOwner(Refused):
    """Says that a company must keep an owner."""

    status = 409
    code = "last_owner"


class BadLink(Refused):
    """Says that the link was used, is too old, or never existed."""

    status = 410
    code = "bad_link"
