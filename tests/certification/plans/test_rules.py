"""Drafting a plan, what is still open in it, and how two versions differ."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certification.plans import comparing, drafting, rules
from app.certification.schemes.actions import shipped
from tests.certification.plans.data import ANSWERS, WRITTEN

SCHEME = next(each for each in shipped() if each.key == drafting.SCHEME)
CRITERIA = {each.key: each.text for each in SCHEME.criteria}
QUESTIONS = {each.key for each in SCHEME.criteria if not each.scored}
TEXTS = st.text(alphabet="ab cd.\nÄ,!", max_size=60)


def drafted(answers=ANSWERS, facts=None, criteria=CRITERIA) -> dict[str, dict]:
    return {row["key"]: row for row in drafting.draft(facts or {}, answers, criteria)}


def text(key: str, language: str = "fi", **more) -> str:
    return drafted(**more)[key]["text"][language]


def test_every_criterion_of_the_shipped_scheme_has_its_place() -> None:
    assert drafting.criteria_said() == set(CRITERIA)


def test_a_yes_is_told_with_the_comment_as_a_sentence() -> None:
    assert text("feedback").endswith("perusteella. Kysely lähetetään keväällä ja syksyllä.")
    assert text("feedback", "en").startswith("Feedback is collected regularly")
    assert "[" not in text("feedback", "en")


def test_a_yes_without_a_comment_asks_how() -> None:
    said = text("feedback", answers={"feedback": ("yes", "")})
    assert said.startswith("Asiakkailta ja läheisiltä kerätään palautetta")
    assert "[Täydennä: miten ja kuinka usein" in said


def test_what_is_partly_done_is_told_and_what_is_left_is_asked() -> None:
    said = text("hygiene")
    assert "ohjetta täydennetään. Käsihuuhde on joka laukussa. [Täydennä: mitä vielä" in said
    assert "[Fill in: what is still to be done" in text("hygiene", "en")


def test_a_no_claims_nothing_and_keeps_what_was_noted() -> None:
    said = text("risks")
    assert said.startswith("[Täydennä: ")
    assert said.endswith("Kirjasit: Riskimatriisi tehdään joulukuussa]")
    assert "tunnistettu" not in said


def test_a_question_answered_no_is_told_plainly() -> None:
    assert text("devices") == "Palvelussa ei käytetä lääkinnällisiä laitteita."
    assert text("subcontract") == "Palvelussa ei käytetä alihankkijoita."


def test_what_doesnt_concern_us_tells_why() -> None:
    said = text("hygiene", answers={"hygiene": ("not_applicable", "Työ on puhelinneuvontaa")})
    assert said == "Tämä ei koske palveluyksikköämme. Työ on puhelinneuvontaa."
    said = text("hygiene", answers={"hygiene": ("not_applicable", "")})
    assert "[Täydennä: miksi" in said


def test_who_works_alone_isnt_asked_about_staff() -> None:
    alone = drafted({"has_staff": ("no", ""), "own_competence": ("yes", "Sairaanhoitaja.")})
    assert "Sairaanhoitaja." in alone["staff"]["text"]["fi"]
    assert "qualification" not in alone
    assert "induction" not in alone


def test_chapters_are_numbered_without_gaps() -> None:
    for answers in (ANSWERS, {}, {"has_staff": ("no", "")}):
        numbers = [row["heading"]["fi"].split(" ")[0] for row in drafting.draft({}, answers, {})]
        parts: dict[str, list[int]] = {}
        for each in numbers:
            part, _dot, number = each.partition(".")
            parts.setdefault(part, []).append(int(number))
        assert list(parts) == ["1", "2", "3", "4"]
        assert all(each == list(range(1, len(each) + 1)) for each in parts.values())


def test_facts_are_said_and_missing_ones_asked() -> None:
    facts = {
        "provider": {"fi": "Arkiapu {ry}"},
        "municipalities": {"fi": "Joensuu", "en": "Joensuu"},
    }
    found = drafted(facts=facts)
    assert "Palveluntuottaja: Arkiapu {ry}" in found["unit"]["text"]["fi"]
    assert "Provider: Arkiapu {ry}" in found["unit"]["text"]["en"], "no other language has it"
    assert "[Täydennä: Y-tunnus]" in found["unit"]["text"]["fi"]
    assert "Verkkosivut" not in found["unit"]["text"]["fi"], "what may be left out isn't asked"
    assert "kunnissa: Joensuu." in found["services"]["text"]["fi"]


def test_employees_in_the_register_answer_the_question_of_staff() -> None:
    facts = {name: {"fi": "2", "en": "2"} for name in ("employees", "roles", "workers")}
    assert "Yhteensä 2." in drafted({}, facts)["staff"]["text"]["fi"]


def test_a_criterion_of_a_newer_scheme_comes_last() -> None:
    more = {
        **CRITERIA,
        "new": {"fi": "Ympäristöstä huolehditaan.", "en": "The environment is cared for."},
    }
    rows = drafting.draft({}, {**ANSWERS, "new": ("yes", "Pyöräilemme")}, more)
    assert rows[-1]["heading"]["fi"] == "4.3 Muut asiat"
    assert rows[-1]["text"]["fi"] == "Ympäristöstä huolehditaan. Pyöräilemme."
    said = text("others", answers={}, criteria=more)
    assert said == "[Täydennä: Ympäristöstä huolehditaan]"


@given(
    st.dictionaries(
        st.sampled_from(sorted(CRITERIA)),
        st.tuples(st.sampled_from(["", "yes", "partly", "no", "not_applicable"]), TEXTS),
    )
)
def test_any_answers_make_a_plan_in_both_languages(answers) -> None:
    rows = drafting.draft({}, answers, CRITERIA)
    assert {row["key"] for row in rows} <= set(drafting.parts())
    for row in rows:
        assert set(row["heading"]) == set(row["text"]) == {"fi", "en"}
        assert all(len(words) <= 120 for words in row["heading"].values())
    scored = {key: each for key, each in answers.items() if key not in QUESTIONS}
    if not any(answer in {"yes", "partly"} for answer, _comment in scored.values()):
        assert rules.still_open(rows)


def test_open_marks_are_found_in_each_language() -> None:
    rows = [
        {"heading": {"fi": "A"}, "text": {"fi": "Valmis.", "en": "See [fill in: x]"}},
        {"heading": {"fi": "B"}, "text": {"fi": "[ Täydennä]", "en": "[Fill in: y]"}},
        {"heading": {"fi": "C"}, "text": {"fi": "Täydennämme tätä [ks. liite]."}},
    ]
    assert [(heading["fi"], each) for heading, each in rules.still_open(rows)] == [
        ("A", "en"), ("B", "fi"), ("B", "en"),
    ]  # fmt: skip
    assert [heading["fi"] for heading in rules.chapters_open(rows)] == ["A", "B"]


@pytest.mark.parametrize(
    ("day", "months", "following"),
    [
        (date(2026, 3, 2), 4, date(2026, 7, 2)),
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2026, 3, 2), None, date(2026, 7, 2)),
    ],
)
def test_the_next_follow_up(day: date, months: int | None, following: date) -> None:
    assert rules.next_follow_up(day, months) == following


def test_rounds_of_two_versions_stand_once_in_order() -> None:
    old = [{"id": "a", "day": "2026-05-01"}, {"id": "b", "day": "2026-09-01"}]
    own = [{"id": "a", "day": "2026-05-01", "by": "M"}, {"id": "c", "day": "2026-07-01"}]
    assert [(row["id"], row.get("by")) for row in rules.all_rounds(old, own)] == [
        ("a", "M"), ("c", None), ("b", None),
    ]  # fmt: skip


@given(TEXTS, TEXTS)
def test_segments_make_both_texts(old: str, new: str) -> None:
    found = comparing.segments(old, new)
    assert "".join(each.text for each in found if each.kind != "removed") == new
    assert "".join(each.text for each in found if each.kind != "added") == old
    assert all(each.text for each in found)


@given(TEXTS)
def test_a_text_doesnt_differ_from_itself(words: str) -> None:
    assert all(each.kind == "same" for each in comparing.segments(words, words))


def test_long_texts_are_compared_by_sentences() -> None:
    old = "Sama lause toistuu. " * 400
    new = old + "Uusi lause."
    assert comparing.segments(old, new) == [
        comparing.Segment("same", old),
        comparing.Segment("added", "Uusi lause."),
    ]


def test_which_chapters_changed() -> None:
    changed = {**WRITTEN[1], "text": {"fi": "Palautetta kysytään kaksi kertaa vuodessa."}}
    new = {"id": "9", "heading": {"fi": "4.3 Ympäristö"}, "text": {"fi": "Pyöräilemme."}}
    found = comparing.changes(WRITTEN, [new, changed], "fi")
    assert [(each.state, each.heading) for each in found] == [
        ("new", "4.3 Ympäristö"), ("changed", "2.5 Palaute"), ("gone", "1.1 Palveluntuottaja"),
    ]  # fmt: skip
    assert {each.kind for each in found[2].segments} == {"removed"}
    assert comparing.changes(WRITTEN, list(reversed(WRITTEN)), "fi") == []


def test_a_change_in_the_other_language_isnt_shown() -> None:
    translated = [{**row, "text": {**row["text"], "en": "Anew."}} for row in WRITTEN]
    assert comparing.changes(WRITTEN, translated, "fi") == []
    assert len(comparing.changes(WRITTEN, translated, "en")) == 2


def test_a_chapter_that_lost_its_row_is_known_by_its_key() -> None:
    anew = [{**row, "id": f"new-{at}"} for at, row in enumerate(WRITTEN)]
    assert comparing.changes(WRITTEN, anew, "fi") == []
