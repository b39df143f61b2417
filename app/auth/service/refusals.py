from app.web.errors import Refused


class BadAddress(Refused):
    """No mail can reach it."""

    code = "bad_address"


class AddressUsed(Refused):
    """Somebody else signs in with the address, or is invited by it."""

    status = 409
    code = "address_used"


class HasAccount(Refused):
    """The employee has an account already."""

    status = 409
    code = "has_account"


class RoleNotAllowed(Refused):
    """Nobody gives or takes a role that is above their own."""

    status = 403
    code = "role_not_allowed"


class LastOwner(Refused):
    """A company always has an owner."""

    status = 409
    code = "last_owner"


class BadLink(Refused):
    """The link was used, is too old, or was never made."""

    status = 410
    code = "bad_link"
