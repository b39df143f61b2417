"""A feature registers what belongs to it once, and finds it everywhere: nobody else knows of it."""

import html
import re

import pytest
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from app.calls.models import Call
from app.company.service import own_company
from app.db import company_scope, db
from app.db.groups import group_scope
from app.db.upserts import connection
from app.figures.doc import document
from app.figures.merging import merge_company
from app.figures.models import FigureState
from app.port import ProvidedTwice
from app.ports.call_records import call_records
from app.ports.currencies import BadCurrency
from app.ports.figure_features import (
    Amounts,
    BadFigureFeature,
    Classes,
    FeatureMeasure,
    FeatureSplit,
    FigureFeature,
    Texts,
    Total,
    figure_features,
    register,
)
from app.ports.figures import BadSelection, Measure, Question, figures
from app.ports.health import check_health
from app.ports.questions import questions
from app.statistics.cards import cards_of
from app.statistics.models import Board
from app.status.choices import own_catalog, read
from app.status.reading import make
from app.status.sight import Sight
from tests.app.figures.cost import Cost
from tests.app.figures.made_calls import MONDAY, answered_call, ask, keep, listed

MEASURES = ("cost", "average_cost", "paid")


@pytest.fixture
def cost(app):
    found = Cost({"a": 250, "b": 40, "d": -30}, {"a": ["night", "abroad"], "b": ["night"]})
    register(app, found.feature())
    return found


@pytest.fixture
def scope(app, company_id):
    with app.app_context(), company_scope(company_id):
        yield
        db.session.remove()


def calls():
    return [
        answered_call("a", extension="101", group="sales"),
        answered_call("b", extension="102", group="sales"),
        answered_call("c", extension="102", group="support"),
        answered_call("d", extension="103", group="support"),
    ]


@pytest.mark.parametrize("is_stored", [False, True])
def test_its_figures_are_counted_split_and_filtered(cost, scope, company_id, is_stored):
    keep(*calls())
    if is_stored:
        merge_company(company_id)
    total, by_group = ask(MEASURES, ("group",))
    assert total == pytest.approx((2.6, 2.6 / 3, 3))
    assert by_group[("sales",)] == pytest.approx((2.9, 1.45, 2))
    assert by_group[("support",)] == pytest.approx((-0.3, -0.3, 1))
    assert ask("calls", ("cost",))[1] == {"none": 2, "cheap": 1, "dear": 1}
    assert ask("calls", ("tariff",))[1] == {"night": 2, "abroad": 1}
    assert ask("cost", tariff="night") == pytest.approx(2.9)
    assert ask("cost", ("employee",), cost=["cheap", "dear"])[1] == pytest.approx({"101": 2.5, "102": 0.4})
    assert listed("paid") == ["a", "b", "d"]
    assert listed(tariff="abroad") == ["a"]


def test_the_day_so_far_the_stored_day_and_a_recount_agree(cost, scope, company_id):
    keep(*calls())
    chosen = figures().selection({"from": ["2026-11-23"], "to": ["2026-11-23"]})
    questions = [Question(chosen, MEASURES, splits) for splits in ((), ("cost",), ("tariff",), ("tariff", "group"))]
    before = [figures().ask(each) for each in questions]
    recount = figures().recount(call_records().records(["a", "b", "c", "d"]))
    assert [(each.rows, each.total) for each in map(recount, questions)] == [(each.rows, each.total) for each in before]
    merge_company(company_id)
    assert [figures().ask(each) for each in questions] == before


def test_what_it_says_anew_is_counted_anew(cost, scope, company_id):
    keep(*calls())
    merge_company(company_id)
    cost.cents["c"] = 1000
    assert ask("cost") == pytest.approx(2.6)
    figures().count_anew(["c"])
    db.session.commit()
    assert ask("cost") == pytest.approx(12.6)
    merge_company(company_id)
    assert ask("cost") == pytest.approx(12.6)


@pytest.mark.parametrize(("unit", "currency"), [("money", ""), ("money", "€"), ("money", "EURO"), ("calls", "EUR")])
def test_money_has_a_currency_and_nothing_else_has(unit, currency):
    with pytest.raises(BadCurrency):
        Measure("cost", _l("Cost"), _l("words"), _l("formula"), unit, "less", currency=currency)


@pytest.mark.parametrize(("language", "shown"), [("en", "€3.60"), ("de", "3,60\u00a0€")])
def test_no_amount_of_money_is_a_bare_number(cost, app, client, company_id, language, shown):
    with app.app_context(), company_scope(company_id):
        keep(*calls())
        cost.cents["c"] = 100
    day = "from=2026-11-23&to=2026-11-23"
    headers = {"Accept-Language": language}
    alone = client.get(f"/statistics/cards/question?{day}&measure=cost", headers=headers).text
    assert f"<b>{shown}</b>" in alone
    average = client.get(f"/statistics/cards/question?{day}&measure=average_cost", headers=headers).text
    assert f"{shown} / " in average
    by_group = client.get(f"/statistics/cards/question?{day}&measure=cost&by=group", headers=headers).text
    assert '"ticksuffix": " \\u20ac"' in html.unescape(by_group)


def test_its_filters_are_chips(cost, scope):
    chosen = figures().selection({"cost": ["dear"], "tariff": ["night", "gone"]})
    assert [(each.name, each.text) for each in figures().chips(chosen)] == [
        ("cost", "Dear"),
        ("tariff", "night"),
        ("tariff", "gone"),
    ]
    assert ("tariff", "night") in figures().args(chosen)
    assert figures().choices("cost") == [("none", "No cost"), ("cheap", "Cheap"), ("dear", "Dear")]


def test_users_of_some_groups_are_offered_what_their_own_calls_have(cost, scope, company_id):
    keep(*calls())
    merge_company(company_id)
    assert figures().choices("tariff") == [("abroad", "abroad"), ("night", "night")]
    cost.tariffs["c"] = ["support only"]
    figures().count_anew(["c"])
    merge_company(company_id)
    with group_scope(frozenset({"support"})):
        assert figures().choices("tariff") == [("support only", "support only")]


def test_it_is_in_the_drawer_of_the_wall_and_shows_the_day(cost, app, company_id):
    with app.app_context(), company_scope(company_id):
        keep(*calls())
        known = {each["name"]: each for each in own_catalog()}
        assert len(known) == 23
        assert (known["cost"]["label"], known["cost"]["words"]) == ("Cost today", "What calls cost.")
        assert (known["cost"]["unit"], known["cost"]["target"]) == ("money", {"watch": 5, "act": 10})
        assert known["cost"]["currency"] == "EUR"
        assert not known["cost"]["is_default"]
        assert [each["name"] for each in read([{"name": "cost"}], known)] == ["cost"]
        made = make(Sight(company_id, None, "en"), moment=MONDAY.replace(hour=12))
        cost.cents["c"] = 100
        figures().count_anew(["c"])
        db.session.commit()
        noticed = make(Sight(company_id, None, "en"), moment=MONDAY.replace(hour=12, second=58))
        later = make(Sight(company_id, None, "en"), moment=max(noticed.next_turn, MONDAY.replace(hour=12, second=59)))
    assert later.state["figures"]["cost"]["value"] == pytest.approx(3.6)
    assert made.state["figures"]["cost"]["value"] == pytest.approx(2.6)
    assert made.state["figures"]["cost"]["href"] == "/calls/?period=today&measure=cost"


def test_statistics_and_the_list_of_calls_know_it(cost, app, client, company_id):
    with app.app_context(), company_scope(company_id):
        keep(*calls())
    day = "from=2026-11-23&to=2026-11-23"
    page = html.unescape(client.get(f"/statistics/?{day}&cost=dear&measure=cost&by=group").text)
    assert "Cost class" in page
    assert "Dear" in page
    assert "Tariff" in page
    assert '<option value="average_cost">Average cost</option>' in page
    card = {"measure": "cost", "split": "tariff", "chart": "bars", "title": "By tariff"}
    made = client.post("/statistics/own-cards", data=card).location.partition("#card-")[2]
    shown = html.unescape(client.get(f"/statistics/cards/{made}?{day}").text)
    assert "Cost: €2.60 in all. <b>night has most</b>: €2.90." in shown
    card = {"measure": "average_cost", "split": "tariff", "chart": "bars", "title": "Average"}
    average = client.post("/statistics/own-cards", data=card).location.partition("#card-")[2]
    assert (
        "Average cost: €0.87. <b>abroad is highest</b>: €2.50." in client.get(f"/statistics/cards/{average}?{day}").text
    )
    file = client.get(re.search(r'href="([^"]+)" download', shown)[1]).data.decode("utf-8-sig")
    assert "night" in file
    assert "2.9" in file
    assert "night" in client.get(f"/calls/?{day}&tariff=night").text


def test_plain_questions_know_it(cost, scope, company_id):
    keep(*calls())
    merge_company(company_id)
    with force_locale("en"):
        found = questions().understand("average cost by tariff in November")
        abroad = questions().understand("answered calls with abroad")
    assert (found.measure, found.splits, found.unknown) == ("average_cost", ("tariff",), ())
    assert (("tariff", "abroad") in abroad.args, abroad.unknown) == (True, ())


def test_the_documentation_has_it_behind_the_others(cost, app):
    page = document(app)
    names = [line.split("`")[1] for line in page.splitlines() if line.startswith("| **")]
    assert tuple(names[-3:]) == MEASURES
    assert "| Tariff | `tariff` | yes |" in page


def test_it_has_a_line_in_health(cost, app):
    with app.test_request_context():
        found = {each.name: each.finding.said for each in check_health()}
    assert found["tariffs"] == "Prices are a year old."


def test_nothing_of_it_is_shown_in_a_company_that_lacks_it(cost, client, scope):
    cost.is_there = False
    keep(*calls())
    assert not {*MEASURES} & figures().measures().keys()
    assert not {"cost", "tariff"} & (figures().splits().keys() | figures().filters().keys())
    assert figures().selection({"cost": ["dear"]}).filters == ()
    assert "cost" not in {each["name"] for each in own_catalog()}
    assert "Tariff" not in client.get("/statistics/").text
    for question in ({"measures": "cost"}, {"measures": "calls", "splits": ("tariff",)}):
        with pytest.raises(BadSelection):
            ask(**question)


def test_pages_work_where_no_feature_has_registered_anything(app, client, company_id):
    figure_features.replace(app, ())
    with app.app_context(), company_scope(company_id):
        keep(*calls())
        assert not {"rating", "mos"} & figures().measures().keys()
        assert not {"rating", "quality", "tag"} & figures().filters().keys()
        cards = list(cards_of(Board(order=[], cards=[])))
        assert "quality" not in cards
        assert questions().understand("calls with speech quality bad").args == ()
        assert make(Sight(company_id, None, "en"), moment=MONDAY.replace(hour=12)).state["figures"]["answered"]
        merge_company(company_id)
    day = "from=2026-11-23&to=2026-11-23"
    pages = [f"/statistics/?{day}", f"/statistics/sums?{day}", f"/calls/?{day}", "/calls/a", "/status/"]
    for address in (*pages, *(f"/statistics/cards/{name}?{day}" for name in cards)):
        assert client.get(address).status_code == 200, address
    assert "Rating" not in html.unescape(client.get(f"/statistics/?{day}").text)


def test_days_from_before_the_feature_get_it_and_keep_calls_that_are_gone(app, scope, company_id):
    keep(*calls())
    merge_company(company_id)
    connection().execute(delete(Call.__table__).where(Call.__table__.c.id == "c"))
    db.session.commit()
    register(app, Cost({"a": 250}, {"a": ["night"]}).feature())
    assert (ask("calls"), ask("cost"), ask("calls", ("tariff",))[1]) == (4, 0, {})
    merge_company(company_id)
    assert (ask("calls"), ask("cost"), ask("calls", ("tariff",))[1]) == (4, 2.5, {"night": 1})
    assert ask("calls", ("cost",))[1] == {"none": 3, "dear": 1}


def test_a_feature_that_has_gone_and_come_back_is_counted_anew(app, scope, company_id):
    keep(*calls())
    before = figure_features.of(app)
    register(app, Cost({"a": 250}).feature())
    merge_company(company_id)
    figure_features.replace(app, before)
    merge_company(company_id)
    keep(answered_call("e"))
    merge_company(company_id)
    register(app, FigureFeature("cost", *_parts(Cost({"a": 100, "e": 50}).feature())))
    assert (ask("calls"), ask("cost")) == (5, 0)
    merge_company(company_id)
    assert (ask("calls"), ask("cost")) == (5, 1.5)


def _parts(feature):
    return feature.measures, feature.splits


def test_other_rules_still_make_all_facts_anew(scope, company_id):
    keep(*calls())
    merge_company(company_id)
    own_company().zone = "Asia/Tokyo"
    db.session.commit()
    merge_company(company_id)
    state = db.session.query(FigureState).one()
    assert (state.rules.split(" ")[1], state.since) == ("Asia/Tokyo", None)
    assert ask("calls") == 4


def of(name, kind=Amounts, **how):
    return kind(name, lambda calls: {}, **how)


def measure(name="m", amounts=None):
    said = Measure(name, _l("M"), _l("words"), _l("formula"), "calls", "")
    return FeatureMeasure(said, Total(amounts or of("column")))


def split(name="s", by=None):
    return FeatureSplit(name, _l("S"), by or of("texts", Texts))


def test_what_cannot_be_kept_is_refused(app):
    for bad in (lambda: of("two words"), lambda: of("x" * 17), lambda: of("ninechars", Texts), lambda: of("")):
        with pytest.raises(BadFigureFeature):
            bad()
    with pytest.raises(BadFigureFeature, match="edge"):
        Classes(of("a"), (1, 2), ("one",))
    with pytest.raises(BadFigureFeature, match="words"):
        split(by=Classes(of("a"), (1,), ("low", "high")))


def test_two_features_cannot_use_one_name(app):
    register(app, FigureFeature("one", (measure("m", of("x")),), (split("s", of("t", Texts)),)))
    for again in (
        FigureFeature("two", (measure("m", of("y")),)),
        FigureFeature("two", (measure("n", of("x")),)),
        FigureFeature("two", (), (split("s", of("u", Texts)),)),
        FigureFeature("two", (), (split("r", of("t", Texts)),)),
    ):
        with pytest.raises(BadFigureFeature, match="two"):
            register(app, again)
    with pytest.raises(ProvidedTwice):
        register(app, FigureFeature("one"))


@pytest.mark.parametrize(
    "feature",
    [
        FigureFeature("bad", (measure("calls"),)),
        FigureFeature("bad", (measure("m", of("outcome")),)),
        FigureFeature("bad", (), (split("group", of("t", Texts)),)),
        FigureFeature("bad", (), (split("s", of("leg", Texts)),)),
    ],
)
def test_names_of_calls_themselves_are_taken(app, scope, feature):
    register(app, feature)
    with pytest.raises(BadFigureFeature, match="already"):
        ask(("calls", "answered"), ("hour",))
