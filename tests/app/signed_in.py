"""A browser in which somebody is signed in, without a page and a password: it has a cookie, and the cookie its row."""

from flask.testing import FlaskClient

from app.auth.models import UserSession
from app.auth.service.sessions import TOKEN
from app.auth.service.tokens import hash_token, new_token
from app.db import company_scope, db


class SignedInClient(FlaskClient):
    def open(self, *args, buffered=True, **how):
        """Reads the answer to its end, as browsers do: one that nobody closes would keep its context."""
        return super().open(*args, buffered=buffered, **how)

    def __init__(self, *args, user=None, **how):
        super().__init__(*args, **how)
        if user is None:
            return
        token = new_token()
        with self.application.app_context(), company_scope(user.company_id):
            db.session.add(
                UserSession(user_id=user.id, token_hash=hash_token(token), address="127.0.0.1", agent="Firefox/1")
            )
            db.session.commit()
        with self.session_transaction() as session:
            session["_user_id"], session["_fresh"], session[TOKEN] = str(user.id), True, token
