"""Exchanges JSON about passkeys with app/frontend/passkeys.ts."""

from typing import Any

from flask import flash, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.login_redirect import own_path
from app.auth.routes.blueprint import auth
from app.auth.routes.pages import after_set_up, me, remember_user, requires_recent_login
from app.auth.service import passkeys, profile, sessions, signing_in
from app.auth.service.passkeys import BadPasskey
from app.db import db
from app.rights import public, right
from app.web.security import limiter


@auth.post("/sign-in/passkey/options")
@limiter.limit("60 per minute")
@public
def passkey_options() -> ResponseReturnValue:
    """Return the options to sign in with a passkey.

    In the second step it must belong to the user who showed the password; otherwise any passkey will do.
    """
    user = signing_in.half_signed_in() if _sent().get("step") == "second" else None
    return jsonify(passkeys.authentication_options(user))


@auth.post("/sign-in/passkey")
@limiter.limit("20 per minute")
@public
def passkey_sign_in() -> ResponseReturnValue:
    """Sign in with a passkey."""
    sent = _sent()
    half = signing_in.half_signed_in() if sent.get("step") == "second" else None
    if half is None and sent.get("step") == "second":
        raise BadPasskey(_("That took too long. Begin again with your password."))
    user = signing_in.try_passkey(sent.get("answer"), half)
    return remember_user(jsonify({"next": own_path(sent.get("next")) or url_for("home")}), user)


@auth.post("/account/reauthenticate/passkey")
@limiter.limit("20 per minute")
@right("own", scope="own")
def passkey_reauthenticate() -> ResponseReturnValue:
    """Accept a passkey as proof of who the user is."""
    sent = _sent()
    passkeys.authenticate(sent.get("answer"), me())
    sessions.note_login()
    db.session.commit()
    return jsonify({"next": own_path(sent.get("next")) or url_for("auth.account")})


@auth.post("/account/reauthenticate/passkey/options")
@right("own", scope="own")
def passkey_reauthenticate_options() -> ResponseReturnValue:
    """Return the options to show one of the user's passkeys."""
    return jsonify(passkeys.authentication_options(me()))


@auth.post("/account/passkeys/options")
@requires_recent_login
@right("own", scope="own")
def passkey_add_options() -> ResponseReturnValue:
    """Return the options to create a passkey."""
    return jsonify(passkeys.registration_options(me()))


@auth.post("/account/passkeys")
@requires_recent_login
@right("own", scope="own")
def passkey_add() -> ResponseReturnValue:
    """Store a new passkey."""
    sent = _sent()
    codes = profile.add_passkey(me(), sent.get("answer"), str(sent.get("name") or ""))
    db.session.commit()
    flash(_("The passkey is ready."), "success")
    return jsonify({"next": after_set_up(codes)})


def _sent() -> dict[str, Any]:
    found = request.get_json(silent=True)
    return found if isinstance(found, dict) else {}
