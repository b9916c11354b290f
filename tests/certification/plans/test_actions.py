"""Plans on a real encrypted store: drafting, publishing, following up, new versions, what waits."""

from datetime import date, timedelta

import pytest

from app.certification.plans import actions, rules
from app.certification.plans.records import SelfMonitoringPlan
from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal
from app.core.store import Store
from app.core.text import _l
from tests.certification.plans.data import ANSWERS, WRITTEN, assess, house, plan, written
from tests.conftest import TODAY

PUBLISHING = {"approved_by": "Marja Mäkelä", "published_on": TODAY, "link": "arkiapu.example.fi"}
ROUND = {"day": TODAY, "by": "Marja", "findings": {"fi": "Kaikki hyvin."}}


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.certification.plans.actions.today", lambda: TODAY + timedelta(400))


def draft(store: Store, **more) -> str:
    return store.write(lambda session: Changes(_l("Added"), written(session, **more))).result


def published(store: Store, **more) -> str:
    made = draft(store)
    store.write(lambda session: actions.publish(session, made, {**PUBLISHING, **more}))
    return made


def refused(store: Store, work) -> str:
    with pytest.raises(Refusal) as fault:
        store.write(work)
    return fault.value.told.say("en")


def test_a_plan_is_drafted_from_the_profile_and_the_newest_assessment(store: Store) -> None:
    def work(session) -> Changes:
        house(session)
        assess(session, {"feedback": ("no", "")})
        assess(session, {key: each for key, each in ANSWERS.items() if key != "students"})
        return actions.begin(session)

    found = plan(store, store.write(work).result)
    texts = {row["key"]: row["text"]["fi"] for row in found.chapters}
    assert found.status == rules.DRAFT
    assert found.name == {"fi": "Rantakylän Arkiapu ry", "en": "Rantakylä Everyday Help"}
    assert found.responsible == "Marja Mäkelä"
    assert "Y-tunnus: 1234567-1" in texts["unit"]
    assert "Osoite: Esimerkkikatu 4, 80160 Joensuu" in texts["unit"]
    assert "Timo Åkerlund (Palveluvastaava)" in texts["unit"]
    assert "Salainen" not in str(found.chapters), "only those who may be shown to clients"
    assert "– Palvelu ARKI: Sama ihminen" in texts["services"]
    assert "IDEA" not in texts["services"]
    assert "kunnissa: Joensuu, Kontiolahti. Palvelukielet: suomi, englanti." in texts["services"]
    assert "työntekijä 2, vapaaehtoinen 1. Yhteensä 3." in texts["staff"]
    assert "Aho" not in str(found.chapters)
    assert "keväällä ja syksyllä" in texts["feedback"]
    assert "– Toimisto, Esimerkkikatu 4, 80160 Joensuu. Ei portaita." in texts["premises"]
    assert len({row["id"] for row in found.chapters}) == len(found.chapters)


def test_a_plan_can_be_drafted_from_nothing(store: Store) -> None:
    found = plan(store, store.write(actions.begin).result)
    assert len(found.chapters) == 24
    assert found.name["en"] == "Our service unit"
    assert len(rules.chapters_open(found.chapters)) == 24


def test_publishing_sets_the_follow_up(store: Store) -> None:
    made = draft(store)
    store.write(lambda session: actions.publish(session, made, PUBLISHING))
    found = plan(store, made)
    assert found.status == rules.PUBLISHED
    assert found.approved_by == "Marja Mäkelä"
    assert found.link == "https://arkiapu.example.fi"
    assert found.follow_up_on == date(2027, 3, 23)
    store.undo()
    found = plan(store, made)
    assert (found.status, found.published_on, found.follow_up_on) == (rules.DRAFT, None, None)


def test_what_is_still_to_be_filled_in_isnt_published(store: Store) -> None:
    row = {"id": "1", "heading": {"fi": "3.1 Riskit"}, "text": {"fi": "Hyvä. [Täydennä: mitkä]"}}
    made = draft(store, chapters=[*WRITTEN, row])
    told = refused(store, lambda session: actions.publish(session, made, PUBLISHING))
    assert "3.1 Riskit" in told
    assert "Finnish" in told
    assert plan(store, made).status == rules.DRAFT
    empty = draft(store, chapters=[])
    assert "no chapters" in refused(
        store, lambda session: actions.publish(session, empty, PUBLISHING)
    )


def test_nor_can_it_be_marked_published_past_the_action(store: Store) -> None:
    values = {"approved_by": "M", "published_on": TODAY, "status": rules.PUBLISHED}
    open_row = {"id": "1", "heading": {"fi": "A"}, "text": {"fi": "[Täydennä: x]"}}
    made = draft(store, chapters=[open_row])
    with pytest.raises(InvalidFields) as fault:
        store.write(lambda session: editing.change(session, SelfMonitoringPlan, made, values))
    assert set(fault.value.problems) == {"chapters"}


@pytest.mark.parametrize("missing", ["approved_by", "published_on"])
def test_publishing_needs_an_approver_and_a_day(store: Store, missing: str) -> None:
    made = draft(store)
    with pytest.raises(InvalidFields) as fault:
        store.write(lambda session: actions.publish(session, made, {**PUBLISHING, missing: None}))
    assert set(fault.value.problems) == {missing}


def test_it_is_published_once_and_stays_as_it_is(store: Store) -> None:
    made = published(store)
    assert "already" in refused(store, lambda session: actions.publish(session, made, PUBLISHING))
    with pytest.raises(InvalidFields) as fault:
        store.write(
            lambda session: editing.change(session, SelfMonitoringPlan, made, {"chapters": []})
        )
    assert set(fault.value.problems) == {"chapters"}


def test_a_new_version_replaces_the_old_one_when_it_is_published(store: Store) -> None:
    first = published(store)
    store.write(lambda session: actions.follow_up(session, first, ROUND))
    second = store.write(lambda session: actions.new_version(session, first)).result
    found = plan(store, second)
    assert (found.version, found.status, found.amends_id) == (2, rules.DRAFT, first)
    assert (found.approved_by, found.published_on, found.follow_up_on) == ("", None, None)
    assert found.chapters == WRITTEN
    assert len(found.rounds) == 1
    # A round that is noted of the first version meanwhile comes along when the second is published.
    later = {**ROUND, "day": TODAY + timedelta(100), "findings": {"fi": "Toinen."}}
    store.write(lambda session: actions.follow_up(session, first, later))
    when = {**PUBLISHING, "published_on": TODAY + timedelta(120)}
    store.write(lambda session: actions.publish(session, second, when))
    assert plan(store, first).status == rules.REPLACED
    assert [row["findings"]["fi"] for row in plan(store, second).rounds] == [
        "Kaikki hyvin.", "Toinen.",
    ]  # fmt: skip
    store.undo()
    assert plan(store, first).status == rules.PUBLISHED


def test_a_version_isnt_published_before_the_one_it_replaces(store: Store) -> None:
    first = published(store)
    second = store.write(lambda session: actions.new_version(session, first)).result
    early = {**PUBLISHING, "published_on": TODAY - timedelta(1)}
    with pytest.raises(InvalidFields) as fault:
        store.write(lambda session: actions.publish(session, second, early))
    assert set(fault.value.problems) == {"published_on"}


def test_there_is_one_newer_version(store: Store) -> None:
    first = published(store)
    second = store.write(lambda session: actions.new_version(session, first)).result
    assert "draft of version 2" in refused(
        store, lambda session: actions.new_version(session, first)
    )
    assert "still a draft" in refused(store, lambda session: actions.new_version(session, second))
    store.write(lambda session: actions.publish(session, second, PUBLISHING))
    assert "newer version 2" in refused(store, lambda session: actions.new_version(session, first))
    # One in the bin is not in the way.
    third = store.write(lambda session: actions.new_version(session, second)).result
    store.write(lambda session: editing.remove(session, SelfMonitoringPlan, [third]))
    store.write(lambda session: actions.new_version(session, second))


def test_a_follow_up_is_noted_and_the_next_one_set(store: Store) -> None:
    made = published(store)
    when = {**ROUND, "day": date(2027, 3, 20)}
    store.write(lambda session: actions.follow_up(session, made, when))
    found = plan(store, made)
    assert found.follow_up_on == date(2027, 7, 20)
    (row,) = found.rounds
    assert row["day"] == "2027-03-20"
    assert row["findings"] == {"fi": "Kaikki hyvin."}
    assert row["id"]
    # An older round that is noted later doesn't bring the next one nearer.
    store.write(lambda session: actions.follow_up(session, made, ROUND))
    found = plan(store, made)
    assert found.follow_up_on == date(2027, 7, 20)
    assert [each["day"] for each in actions.rounds_of(found)] == [date(2027, 3, 20), TODAY]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"day": None}, "day"),
        ({"day": TODAY - timedelta(1)}, "day"),
        ({"day": TODAY + timedelta(401)}, "day"),
        ({"findings": {}}, "findings"),
        ({"findings": {"fi": "x" * 2001}}, "findings"),
    ],
)
def test_a_follow_up_tells_when_and_what(store: Store, values: dict, field: str) -> None:
    made = published(store)
    with pytest.raises(InvalidFields) as fault:
        store.write(lambda session: actions.follow_up(session, made, {**ROUND, **values}))
    assert set(fault.value.problems) == {field}


def test_only_a_published_plan_is_followed_up(store: Store) -> None:
    made = draft(store)
    assert "published" in refused(store, lambda session: actions.follow_up(session, made, ROUND))


def test_what_waits(store: Store) -> None:
    made = published(store)
    due = date(2027, 3, 23)

    def waiting(day: date) -> list:
        with store.read() as session:
            return list(actions.matters(session, day))

    assert waiting(due - timedelta(31)) == []
    (near,) = waiting(due - timedelta(30))
    assert (near.record_id, near.due, near.tone) == (made, due, "watch")
    (late,) = waiting(due + timedelta(1))
    assert late.tone == "bad"
    draft(store, chapters=[{"id": "1", "heading": {"fi": "A"}, "text": {"fi": "[Täydennä: x]"}}])
    _near, waits = waiting(due)
    assert waits.due is None
    assert waits.advice.say("en") == "1 chapter still has something to fill in."
    draft(store)
    assert waiting(TODAY)[1].advice.say("en") == "Everything is written. Approve and publish it."


def test_how_a_version_differs_from_the_one_before(store: Store) -> None:
    first = published(store)
    second = store.write(lambda session: actions.new_version(session, first)).result
    store.write(
        lambda session: editing.change(
            session, SelfMonitoringPlan, second, {"chapters": WRITTEN[:1]}
        )
    )
    with store.read() as session:
        newer, older = (editing.find(session, SelfMonitoringPlan, each) for each in (second, first))
        (gone,) = actions.compared(session, newer, "fi")
        assert (gone.state, gone.heading) == ("gone", "2.5 Palaute")
        assert actions.compared(session, older, "fi") == []
        earlier = older.id
    store.write(lambda s: editing.remove(s, SelfMonitoringPlan, [earlier]))
    with store.read() as session:
        kept = actions.compared(session, session.get_one(SelfMonitoringPlan, newer.id), "fi")
        assert kept == [gone], "an earlier version in the bin still tells what has changed"
