"""What the browser asks for passkeys with, and what it brings: JSON, for app/frontend/passkeys.ts."""

from typing import Any

from flask import flash, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.login_redirect import own_path
from app.auth.routes.blueprint import auth
from app.auth.routes.pages import after_set_up, me, proved, welcome
from app.auth.service import passkeys, profile, sessions, signing_in
from app.auth.service.passkeys import BadPasskey
from app.db import db
from app.web.security import limiter


@auth.post("/sign-in/passkey/options")
@limiter.limit("60 per minute")
def passkey_options() -> ResponseReturnValue:
    """For the second step one of theirs, who showed the password; else whichever the browser has."""
    user = signing_in.half_signed_in() if _sent().get("step") == "second" else None
    return jsonify(passkeys.options_to_show(user))


@auth.post("/sign-in/passkey")
@limiter.limit("20 per minute")
def passkey_sign_in() -> ResponseReturnValue:
    sent = _sent()
    half = signing_in.half_signed_in() if sent.get("step") == "second" else None
    if half is None and sent.get("step") == "second":
        raise BadPasskey(_("That took too long. Begin again with your password."))
    user = signing_in.try_passkey(sent.get("answer"), half)
    return welcome(jsonify({"next": own_path(sent.get("next")) or url_for("home")}), user)


@auth.post("/account/prove/passkey")
@limiter.limit("20 per minute")
def passkey_prove() -> ResponseReturnValue:
    sent = _sent()
    passkeys.show(sent.get("answer"), me())
    sessions.note_proved()
    db.session.commit()
    return jsonify({"next": own_path(sent.get("next")) or url_for("auth.account")})


@auth.post("/account/prove/passkey/options")
def passkey_prove_options() -> ResponseReturnValue:
    return jsonify(passkeys.options_to_show(me()))


@auth.post("/account/passkeys/options")
@proved
def passkey_add_options() -> ResponseReturnValue:
    return jsonify(passkeys.options_to_add(me()))


@auth.post("/account/passkeys")
@proved
def passkey_add() -> ResponseReturnValue:
    sent = _sent()
    codes = profile.add_passkey(me(), sent.get("answer"), str(sent.get("name") or ""))
    db.session.commit()
    flash(_("The passkey is ready."), "success")
    return jsonify({"next": after_set_up(codes)})


def _sent() -> dict[str, Any]:
    found = request.get_json(silent=True)
    return found if isinstance(found, dict) else {}
