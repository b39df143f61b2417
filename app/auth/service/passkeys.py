"""Creates and verifies passkeys (WebAuthn level 2), which replace the password or accompany it."""

import json
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import webauthn
from flask import Response, after_this_request, current_app, request
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import delete, select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.auth.models import Passkey, SpentChallenge, User
from app.auth.service.tokens import hash_token
from app.config import config
from app.db import company_scope, db, every_company, now
from app.db.conflicts import unless_taken
from app.web.errors import Refused

COOKIE = "challenge"
ANSWER_WITHIN_S = 600
KEEP = timedelta(hours=1)
MOST = 20
VERIFY = UserVerificationRequirement


class BadPasskey(Refused):
    """Says that the authenticator's response is not acceptable."""

    code = "bad_passkey"


def registration_options(user: User) -> dict[str, Any]:
    """Return the options with which the browser asks an authenticator for a new passkey."""
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name="Zentrale",
        user_id=f"zentrale-{user.id}".encode(),
        user_name=user.email,
        user_display_name=user.name,
        challenge=_new_challenge("add"),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=VERIFY.PREFERRED
        ),
        exclude_credentials=_descriptors(user),
    )
    return _as_dict(options)


def register(user: User, answer: Any, name: str) -> Passkey:
    """Verify the authenticator's response and store the passkey. Raise BadPasskey if the response does not prove the
    passkey."""
    if len(passkeys_of(user)) >= MOST:
        raise BadPasskey(_("You have as many passkeys as one can have. Remove one first."))
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=_spend_challenge("add"),
            expected_rp_id=_host(),
            expected_origin=_origin(),
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError) as problem:
        raise _refused() from problem
    response = answer.get("response", {}) if isinstance(answer, dict) else {}
    transports = [str(each)[:20] for each in response.get("transports") or []][:8]
    passkey = Passkey(
        company_id=user.company_id,
        user_id=user.id,
        name=name.strip()[:80] or _("Passkey"),
        credential=bytes_to_base64url(made.credential_id),
        public_key=made.credential_public_key,
        signatures=made.sign_count,
        transports=transports,
    )
    with unless_taken(BadPasskey(_("This passkey is there already."))):
        db.session.add(passkey)
    return passkey


def authentication_options(user: User | None = None) -> dict[str, Any]:
    """Return the options with which the browser asks for a passkey: one of *user*'s, or any instead of a password."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(),
        challenge=_new_challenge("show"),
        allow_credentials=_descriptors(user) if user else None,
        user_verification=VERIFY.PREFERRED if user else VERIFY.REQUIRED,
    )
    return _as_dict(options)


def authenticate(answer: Any, user: User | None = None) -> User:
    """Return the passkey's user, who must be *user*, or be verified by the passkey alone. Raise BadPasskey if the
    response does not prove the passkey."""
    challenge = _spend_challenge("show")
    passkey = _find(answer)
    if passkey is None or (user is not None and passkey.user_id != user.id):
        raise BadPasskey(_("This passkey is not known here. It may have been removed."))
    try:
        shown = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.signatures,
            require_user_verification=user is None,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError) as problem:
        raise _refused() from problem
    passkey.signatures, passkey.used_at = shown.new_sign_count, now()
    with company_scope(passkey.company_id):
        db.session.flush()
    return passkey.user


def passkeys_of(user: User) -> list[Passkey]:
    """Return the user's passkeys, the oldest first."""
    with company_scope(user.company_id):
        return list(db.session.scalars(select(Passkey).where(Passkey.user_id == user.id).order_by(Passkey.id)))


def delete_spent() -> None:
    """Delete challenges whose cookies have expired."""
    db.session.execute(delete(SpentChallenge).where(SpentChallenge.spent_at < now() - KEEP))


def _new_challenge(purpose: str) -> bytes:
    """Return 32 random bytes, kept in a signed cookie of their own until they are answered.

    In the session they could undo a sign-in: the page asks by itself, and its response may arrive after the form's.
    """
    challenge = secrets.token_bytes(32)
    value = _signer(purpose).dumps(bytes_to_base64url(challenge))
    _send_cookie(value, ANSWER_WITHIN_S)
    return challenge


def _spend_challenge(purpose: str) -> bytes:
    """Return the challenge made for *purpose*; it is never accepted again, whatever the result. Raise BadPasskey if the
    response does not prove the passkey."""
    _send_cookie("", 0)
    try:
        kept = str(_signer(purpose).loads(request.cookies.get(COOKIE, ""), max_age=ANSWER_WITHIN_S))
    except BadData:
        raise _refused() from None
    with unless_taken(_refused()):
        db.session.add(SpentChallenge(challenge_hash=hash_token(kept)))
    db.session.commit()
    return base64url_to_bytes(kept)


def _send_cookie(value: str, lasts_s: int) -> None:
    @after_this_request
    def send(answer: Response) -> Response:
        answer.set_cookie(COOKIE, value, max_age=lasts_s, samesite="Strict", secure=request.is_secure, httponly=True)
        return answer


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"passkey: {purpose}")


def _find(answer: Any) -> Passkey | None:
    credential = answer.get("id") if isinstance(answer, dict) else None
    if not isinstance(credential, str):
        return None
    with every_company():
        return db.session.scalar(select(Passkey).where(Passkey.credential == credential))


def _descriptors(user: User) -> list[PublicKeyCredentialDescriptor]:
    known = {each.value for each in AuthenticatorTransport}
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(each.credential),
            transports=[AuthenticatorTransport(name) for name in each.transports if name in known],
        )
        for each in passkeys_of(user)
    ]


def _as_dict(options: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(webauthn.options_to_json(options))
    return found


def _refused() -> BadPasskey:
    return BadPasskey(_("That did not work. Try again."))


def _origin() -> str:
    return config().public_url or request.host_url.rstrip("/")


def _host() -> str:
    return urlsplit(_origin()).hostname or ""
