"""A file is made as soon as it is ordered: the worker is woken, and asks nobody again and again."""

import threading

from app.auth.models import User
from app.db import company_scope, db
from app.exports import making
from app.exports.models import Export
from app.exports.service import order
from app.ports.exports import CallTable
from app.ports.figures import figures
from tests.waiting import until


def test_a_file_is_made_as_soon_as_it_is_ordered(app, client, company_id):
    stopped = threading.Event()

    def work():
        with app.app_context():
            making.make_exports(stopped)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        with app.app_context(), company_scope(company_id):
            table = CallTable(figures().selection({"period": ["today"]}))
            name = order(table, "csv", db.session.query(User).one(), "en").id
            db.session.commit()

        def state():
            with app.app_context(), company_scope(company_id):
                return db.session.get(Export, name).state == "ready"

        assert until(state)
    finally:
        stopped.set()
        worker.join(30)
    assert not worker.is_alive()
