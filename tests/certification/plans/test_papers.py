"""The plan on paper: whole, in both languages, a draft told as one."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.certification.plans import actions, papers
from app.certification.plans.records import SelfMonitoringPlan
from app.core import editing
from app.core.change import Changes
from app.core.fault import Missing
from app.core.store import Store
from app.core.text import _l, speaking
from tests.certification.plans.data import WRITTEN, house, written
from tests.certification.plans.test_actions import PUBLISHING, ROUND
from tests.conftest import TODAY


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("actions", "papers"):
        monkeypatch.setattr(f"app.certification.plans.{module}.today", lambda: TODAY)


def printed(store: Store, plan_id: str, language: str = "en") -> str:
    with store.read() as session, speaking(language):
        content = papers.plan(session, plan_id, language)
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return " ".join(text.replace("\u00ad", "").split())


def drafted(store: Store) -> str:
    def work(session) -> Changes:
        house(session)
        return Changes(_l("Added"), written(session, responsible="Marja Mäkelä"))

    return store.write(work).result


def test_a_draft_says_that_it_is_one(store: Store) -> None:
    text = printed(store, drafted(store))
    assert "Draft, not published" in text
    assert "Self-monitoring plan, draft" in text, "at the foot of each page too"
    for words in (
        "Päivätoiminta", "Rantakylä Everyday Help, Business ID 1234567-1", "Marja Mäkelä",
        "1 Provider and services", "1.1 Provider", "2 Clients' rights and a safe service",
        "2.5 Feedback",
    ):  # fmt: skip
        assert words in text, words
    assert "Palautetta kysytään kerran vuodessa." in text, "what isn't translated is shown as it is"
    assert "Next follow-up" not in text


def test_a_whole_draft_is_printed_in_both_languages(store: Store) -> None:
    made = store.write(actions.begin).result
    for language, mark in (("fi", "[Täydennä: Y-tunnus]"), ("en", "[Fill in: the business ID]")):
        text = printed(store, made, language)
        assert mark in text
        assert text.count("4.2") == 1


def test_a_published_version_tells_follow_up_and_changes(store: Store) -> None:
    first = drafted(store)
    store.write(lambda session: actions.publish(session, first, PUBLISHING))
    text = printed(store, first)
    assert "Draft" not in text
    assert "23 Nov 2026" in text
    assert "23 Mar 2027" in text
    assert "Changes since" not in text
    store.write(lambda session: actions.follow_up(session, first, ROUND))
    second = store.write(lambda session: actions.new_version(session, first)).result
    extra = {"id": "9", "heading": {"fi": "4.3 Ympäristö"}, "text": {"fi": "Pyöräilemme."}}
    chapters = [WRITTEN[0], extra]
    store.write(
        lambda session: editing.change(session, SelfMonitoringPlan, second, {"chapters": chapters})
    )
    when = {**PUBLISHING, "published_on": TODAY + timedelta(1)}
    store.write(lambda session: actions.publish(session, second, when))
    text = printed(store, second)
    assert "Follow-up: findings and changes 23 Nov 2026 Kaikki hyvin. (made by Marja)" in text
    assert "Changes since version 1 – New chapter: 4.3 Ympäristö – Left out: 2.5 Feedback" in text
    assert "Replaced by a newer version" in printed(store, first)


def test_there_has_to_be_a_plan(store: Store) -> None:
    with store.read() as session, pytest.raises(Missing):
        papers.plan(session, "nothing", "fi")
