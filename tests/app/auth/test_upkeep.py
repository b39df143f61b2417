from datetime import timedelta

from app.auth.models import FailedAttempts, OneTimeLink, SpentChallenge, UserSession
from app.auth.service import cleanup
from app.db import db, now

LONG_AGO = timedelta(days=40)


def test_what_has_ended_is_forgotten_and_the_rest_stays(app, anna_id, company_id, inside):
    of_anna = {"company_id": company_id, "user_id": anna_id}
    with inside():
        for name, ago in (("old", LONG_AGO), ("new", timedelta())):
            at = now() - ago
            db.session.add(UserSession(**of_anna, token_hash=name, address="", agent=name, began_at=at, seen_at=at))
            expires_at = at + timedelta(minutes=5)
            db.session.add(OneTimeLink(**of_anna, kind="password", token_hash=name, expires_at=expires_at))
            db.session.add(FailedAttempts(about=name, wrong=1, last_at=at))
            db.session.add(SpentChallenge(challenge_hash=name, spent_at=at))
        db.session.add(UserSession(**of_anna, token_hash="long", address="", agent="long", began_at=now() - LONG_AGO))
        db.session.commit()
    with app.app_context():
        cleanup.delete_expired()
    with inside():
        assert [each.agent for each in db.session.query(UserSession)] == ["new"]
        assert [each.token_hash for each in db.session.query(OneTimeLink)] == ["new"]
        assert [each.about for each in db.session.query(FailedAttempts)] == ["new"]
        assert [each.challenge_hash for each in db.session.query(SpentChallenge)] == ["new"]
