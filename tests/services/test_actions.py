"""What can be done with services, on a real encrypted store."""

from datetime import timedelta

import pytest

from app.agenda.actions import gather
from app.agenda.rules import ordered, say_due
from app.core import editing
from app.core.fault import InvalidFields, Missing
from app.core.store import Store
from app.organisation.actions import own
from app.rooms import ROOMS
from app.services import actions, wording
from app.services.records import ServicePath, ServiceProduct
from tests.conftest import TODAY


def by_code(store: Store, code: str) -> ServiceProduct:
    with store.read() as session:
        return session.query(ServiceProduct).filter_by(code=code).one()


def test_a_new_service_is_a_draft(store: Store) -> None:
    made = store.write(lambda s: editing.add(s, ServiceProduct, {"name": {"fi": "Kotiapu"}})).result
    with store.read() as session:
        assert editing.find(session, ServiceProduct, made).stage == "draft"


def test_an_unfinished_service_cannot_be_productised(demo: Store) -> None:
    service = by_code(demo, "LUONTO")
    with pytest.raises(InvalidFields) as caught:
        demo.write(lambda s: actions.productise(s, service.id))
    assert set(caught.value.problems) == {"stage"}
    assert by_code(demo, "LUONTO").stage == "draft"


def test_a_productised_service_can_go_on_being_edited(demo: Store) -> None:
    service = by_code(demo, "DIGI")
    demo.write(lambda s: editing.change(s, ServiceProduct, service.id, {"duration": 60}))
    assert by_code(demo, "DIGI").duration == 60


def test_retiring_names_the_successor_and_can_be_undone(demo: Store) -> None:
    old, new = by_code(demo, "DIGI"), by_code(demo, "JUMPPA")
    demo.write(lambda s: actions.retire(s, old.id, new.id))
    assert by_code(demo, "DIGI").successor_id == new.id
    demo.undo()
    assert by_code(demo, "DIGI").stage == "productised"


def test_a_code_is_used_once_whatever_its_case(demo: Store) -> None:
    with pytest.raises(InvalidFields) as caught:
        demo.write(
            lambda s: editing.add(s, ServiceProduct, {"name": {"fi": "Toinen"}, "code": "arki"})
        )
    assert "Arkiapu kotiin" in str(caught.value.problems["code"])


def test_a_duplicate_tells_itself_from_the_original(demo: Store) -> None:
    service = by_code(demo, "ARKI")
    copy_id = demo.write(lambda s: editing.duplicate(s, ServiceProduct, service.id)).result
    with demo.read() as session:
        copy = editing.find(session, ServiceProduct, copy_id)
        assert copy.name == {"fi": "Arkiapu kotiin (kopio)", "en": "Everyday help at home (copy)"}
        assert copy.code == ""
        assert copy.prices == service.prices


def test_a_path_knows_its_providers_and_what_is_gone(demo: Store) -> None:
    with demo.read() as session:
        path = session.query(ServicePath).filter_by(code="P1").one()
        steps = actions.path_steps(session, path)
    assert [step.sector for step in steps] == ["public", "business", "third", "business", "third"]
    assert steps[2].own
    removed = steps[4].service_id or ""
    demo.write(lambda s: editing.remove(s, ServiceProduct, [removed]))
    with demo.read() as session:
        path = session.query(ServicePath).filter_by(code="P1").one()
        assert [step.gone for step in actions.path_steps(session, path)].count(True) == 1


def test_prices_are_said_as_people_write_them(demo: Store) -> None:
    service = by_code(demo, "ARKI")
    rows = wording.price_rows(service, TODAY)
    assert wording.price_words(rows[0], "fi") == "38,00\u00a0€/h"
    assert wording.price_words(rows[0], "en") == "€38.00/h"
    assert wording.vat_words(rows[0], TODAY, "fi") == "Veroton sosiaalihuolto"
    assert "1\u00a0180\u00a0€" in wording.credit_words(service, TODAY, "fi")


def test_what_waits_is_gathered_from_all_rooms(demo: Store) -> None:
    with demo.read() as session:
        day = gather(session, ROOMS, TODAY)
    titles = [matter.title.say("fi") for matter in day.matters]
    assert titles[0] == "Todistus on vanhentunut: Ystäväpuhelu K-2026-005", (
        "what is late comes first"
    )
    assert titles[1] == "Tarkista palvelusuunnitelma: Korhonen Eino"
    assert "Todistus päättyy: Saattaja asioinnille K-2026-003" in titles
    assert "Vanhenee pian: Luotettava Kumppani" in titles
    assert "Keskeneräinen palvelu: Luontoretki pienryhmälle" in titles
    assert day.counts == {
        "agenda": 4,
        "worksheets": 3,
        "clients": 6,
        "visits": 0,
        "billing": 1,
        "employment": 7,
        "hours": 0,
        "services": 0,
        "certification": 6,
        "network": 4,
        "tenders": 2,
        "programmes": 0,
        "organisation": 1,
    }
    assert [str(figure.value) for figure in day.figures] == [
        "8",
        "7 / 8",
        "0 / 1",
        "9",
        "75\N{NO-BREAK SPACE}%",
        "4 / 14",
        "11 / 14",
    ]


def test_an_empty_office_has_no_figures_and_nothing_late(store: Store) -> None:
    with store.read() as session:
        day = gather(session, ROOMS, TODAY)
    assert day.matters == []
    assert day.figures == []


def test_days_are_said_as_one_would(demo: Store) -> None:
    assert say_due(TODAY, TODAY) == "tänään"
    assert say_due(TODAY + timedelta(days=1), TODAY) == "huomenna"
    assert say_due(TODAY + timedelta(days=2), TODAY).endswith("25.11.")
    assert say_due(TODAY + timedelta(days=30), TODAY) == "23.12.2026"
    assert say_due(None, TODAY) == ""
    with demo.read() as session:
        matters = gather(session, ROOMS, TODAY).matters
    assert ordered(reversed(matters)) == matters


def test_there_is_one_own_organisation(demo: Store) -> None:
    with demo.read() as session:
        organisation = own(session)
        assert organisation is not None
        assert organisation.title()["fi"] == "Rantakylän Arkiapu ry"


def test_what_is_gone_is_missing(store: Store) -> None:
    with pytest.raises(Missing):
        store.write(lambda s: editing.change(s, ServiceProduct, "nobody", {}))


def test_a_service_is_certified_by_a_certificate_that_names_it(demo: Store) -> None:
    with demo.read() as session:
        bare = session.query(ServiceProduct).filter_by(code="DIGI").one().id
        certified = session.query(ServiceProduct).filter_by(code="ARKI").one()
    wrong = {
        "stage": "certified",
        "certified_to": certified.certified_to,
        "certificate_id": certified.certificate_id,
    }
    for values in ({"stage": "certified"}, wrong):
        with pytest.raises(InvalidFields):
            demo.write(lambda s, values=values: editing.change(s, ServiceProduct, bare, values))
    longer = {"certified_to": certified.certified_to + timedelta(days=400)}
    with pytest.raises(InvalidFields) as told:
        demo.write(lambda s: editing.change(s, ServiceProduct, certified.id, longer))
    assert "certified_to" in told.value.problems
    copy = demo.write(lambda s: editing.duplicate(s, ServiceProduct, certified.id)).result
    with demo.read() as session:
        made = session.get(ServiceProduct, copy)
        assert (made.stage, made.certified_to, made.certificate_id) == ("productised", None, None)
