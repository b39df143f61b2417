"""Provides what other features need of accounts: who has one, who is invited, and who loses access."""

from app.auth.service.accounts import (
    account_of,
    add_user,
    change_role,
    forget_group,
    limit_to_groups,
    remove_access,
    remove_second_factor,
    sign_out_everywhere,
)
from app.auth.service.invitations import Invitee, invitation_of, invite, withdraw
from app.auth.service.passwords import authenticate, new_password
from app.auth.service.refusals import (
    AddressUsed,
    BadAddress,
    BadLink,
    HasAccount,
    LastOwner,
    RoleNotAllowed,
)

__all__ = [
    "AddressUsed",
    "BadAddress",
    "BadLink",
    "HasAccount",
    "Invitee",
    "LastOwner",
    "RoleNotAllowed",
    "account_of",
    "add_user",
    "authenticate",
    "change_role",
    "forget_group",
    "invitation_of",
    "invite",
    "limit_to_groups",
    "new_password",
    "remove_access",
    "remove_second_factor",
    "sign_out_everywhere",
    "withdraw",
]
