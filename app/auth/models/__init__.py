"""People who sign in to the portal, and what they sign in with."""

from app.auth.models.credentials import Guesses, Passkey, RecoveryCode, SpentChallenge
from app.auth.models.invitations import Invitation, OneTimeLink, PasswordRequest
from app.auth.models.users import ROLES, User, Visit

__all__ = [
    "ROLES",
    "Guesses",
    "Invitation",
    "OneTimeLink",
    "Passkey",
    "PasswordRequest",
    "RecoveryCode",
    "SpentChallenge",
    "User",
    "Visit",
]
