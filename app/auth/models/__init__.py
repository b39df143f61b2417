"""Defines the portal's users and what they sign in with."""

from app.auth.models.credentials import FailedAttempts, Passkey, RecoveryCode, SpentChallenge
from app.auth.models.invitations import Invitation, OneTimeLink, PasswordRequest
from app.auth.models.users import ROLES, User, UserSession

__all__ = [
    "ROLES",
    "FailedAttempts",
    "Invitation",
    "OneTimeLink",
    "Passkey",
    "PasswordRequest",
    "RecoveryCode",
    "SpentChallenge",
    "User",
    "UserSession",
]
