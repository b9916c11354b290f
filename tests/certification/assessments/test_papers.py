"""Papers of assessments: every answer, finding and piece of evidence is there, whatever is written."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.certification.assessments import actions, papers, pictures, report_head, rules, wording
from app.certification.assessments.pictures import Spoke
from app.certification.assessments.records import Assessment, Evidence
from app.certification.certificates.rules import short_fingerprint
from app.certification.findings.records import Finding
from app.core import editing
from app.core.change import Changes
from app.core.fault import Missing
from app.core.store import Store
from app.core.text import literal, pick, speaking
from app.services.records import ServiceProduct

SERVICE = {"fi": "Arkiapu kotiin", "en": "Everyday help at home"}
ANSWERS = ("yes", "partly", "no", "not_applicable", "yes")
DUE = date(2027, 2, 1)


def read(content: bytes) -> tuple[int, str]:
    reader = PdfReader(BytesIO(content))
    text = " ".join(page.extract_text() for page in reader.pages)
    text = text.replace("\u00ad", "").replace("\xa0", " ")
    return len(reader.pages), " ".join(text.split())


def begin(session: Session, **values: Any) -> str:
    service = editing.add(session, ServiceProduct, {"name": SERVICE}).result
    given = {"scheme_key": "network_quality", "service_id": service, "target": "certificate"}
    return actions.begin(session, {**given, **values}).result


def fill(session: Session, assessment_id: str, answers: tuple[str, ...] = ANSWERS) -> None:
    """Answer all that is asked, each answer in its turn; questions with yes."""
    found = editing.find(session, Assessment, assessment_id)
    assert found.scheme is not None
    for at, criterion in enumerate(found.scheme.content.asked(found.target)):
        said = answers[at % len(answers)] if criterion.scored else rules.YES
        actions.answer(session, assessment_id, criterion.key, {"answer": said})


def paper(
    store: Store, record_id: str, language: str = "fi", make: Any = papers.report
) -> tuple[int, str]:
    with store.read() as session, speaking(language):
        return read(make(session, record_id, language))


@pytest.fixture
def begun(store: Store) -> Iterator[str]:
    """An assessment in progress with a partial answer, evidence of two criteria and two findings."""

    def work(session: Session) -> Changes:
        made = begin(
            session, manner="peer", assessor="Kaisa Korhonen", assessor_from="Hoivaosuuskunta"
        )
        partly = {"answer": "partly", "comment": "Ehdot puuttuvat.", "responsible": "Maija Laine"}
        actions.answer(session, made, "product_card", {**partly, "due": DUE})
        actions.answer(session, made, "price_clear", {"answer": "no"})
        shown = {"name": "Tuotekortti", "sort": "seen", "speaks_of": date(2026, 10, 3)}
        actions.add_evidence(session, made, "product_card", {**shown, "place": "sivu 1"})
        known = session.query(Evidence).one()
        actions.show_evidence(session, made, "price_clear", known.id)
        values = {"assessment_id": made, "criterion": "price_clear", "severity": "major"}
        editing.add(
            session,
            Finding,
            {
                **values,
                "what": "Matkakulut puuttuvat hinnastosta.",
                "whys": [{"id": "1", "why": "Hinnasto on vanha."}],
                "action": "Uusitaan hinnasto.",
                "owner": "Maija Laine",
                "due": date(2020, 1, 1),
            },
        )
        editing.add(session, Finding, {**values, "what": "Toinen havainto."})
        return Changes(literal("Valmis"), made)

    return store.write(work).result


@pytest.fixture
def second(store: Store) -> str:
    """The second round, frozen, of which the first one was better."""

    def work(session: Session) -> Changes:
        first = begin(session)
        fill(session, first, ("yes",))
        actions.freeze(session, first)
        made = actions.begin_next(
            session, first, {"manner": "external", "assessor": "Oy Auditoija"}
        )
        fill(session, made.result)
        actions.freeze(session, made.result)
        return made

    return store.write(work).result


@pytest.mark.parametrize("language", ["fi", "en"])
def test_a_report_tells_all_of_an_assessment(store: Store, begun: str, language: str) -> None:
    _pages, text = paper(store, begun, language)
    with store.read() as session:
        found = editing.find(session, Assessment, begun)
        result = found.result
        assert found.scheme is not None
        assert result is not None
        said = [
            pick(found.scheme.name, language),
            pick(found.scheme.basis, language),
            SERVICE[language],
            wording.percent_words(result.total.percent).say(language).replace("\xa0", " "),
            dict(rules.STATES)[rules.OPEN].say(language),
            wording.progress_words(result.total).say(language),
            *(pick(each.text, language) for each in result.criteria),
            *(pick(each.group.name, language) for each in result.groups),
            *(why.say(language) for _criterion, why in result.short),
        ]
    for words in said:
        assert words in text, words
    for words in (
        "Kaisa Korhonen, Hoivaosuuskunta",
        "Ehdot puuttuvat.",
        "Maija Laine",
        "Matkakulut puuttuvat hinnastosta.",
        "Hinnasto on vanha.",
        "Uusitaan hinnasto.",
        "Toinen havainto.",
        "2.1 (sivu 1), 2.2",
    ):
        assert words in text, words
    assert text.count("Tuotekortti ") == 1 + text.count("Tuotekortti on ")


def test_what_is_frozen_is_told_as_it_was_frozen(store: Store, begun: str) -> None:
    def freeze(session: Session) -> Changes:
        fill(session, begun, ("yes",))
        return actions.freeze(session, begun)

    def rename(session: Session) -> Changes:
        service = session.query(ServiceProduct).one()
        editing.change(session, ServiceProduct, service.id, {"name": {"fi": "Uusi nimi"}})
        return Changes(literal("Nimetty"))

    store.write(freeze)
    before = paper(store, begun)
    store.write(rename)
    assert paper(store, begun) == before
    with store.read() as session:
        found = editing.find(session, Assessment, begun)
        words = wording.state_words(found.status, found.frozen_on).say()
        assert short_fingerprint(found.content_hash) in before[1]
    assert words in before[1]
    assert "Tuotekortti" in before[1]


def test_a_changed_content_is_told(store: Store, begun: str) -> None:
    def work(session: Session) -> Changes:
        fill(session, begun, ("yes",))
        actions.freeze(session, begun)
        found = editing.find(session, Assessment, begun)
        found.content = found.content.replace("Hoivaosuuskunta", "Toinen")
        return Changes(literal("Muutettu"))

    store.write(work)
    with store.read() as session:
        found = editing.find(session, Assessment, begun)
        told = report_head.fingerprint(found, "fi")
    assert told != short_fingerprint(found.content_hash)
    assert told in paper(store, begun)[1]


@pytest.mark.parametrize("language", ["fi", "en"])
def test_a_report_and_a_comparison_tell_the_change(
    store: Store, second: str, language: str
) -> None:
    _pages, text = paper(store, second, language)
    with store.read() as session:
        found = editing.find(session, Assessment, second)
        before = actions.before(session, found)
        assert before is not None
        assert before.result is not None
        assert found.result is not None
        change = rules.change(found.result.total, before.result.total)
        percents = [
            wording.percent_words(each.result.total.percent).say(language).replace("\xa0", " ")
            for each in (before, found)
            if each.result
        ]
    assert change is not None
    assert change < 0
    assert wording.change_words(change).say(language) in text
    assert wording.change_short(change).say(language) in text
    pages, compared = paper(store, second, language, papers.comparison)
    assert pages == 1
    for words in (*percents, "Oy Auditoija", wording.change_short(change).say(language)):
        assert words in compared, words


def test_one_round_says_that_there_is_nothing_to_compare(store: Store, begun: str) -> None:
    _pages, text = paper(store, begun, "en", papers.comparison)
    assert "This is the first round" in text
    assert "Change in points" not in text


def test_many_rounds_show_the_first_one_and_the_latest(store: Store) -> None:
    def work(session: Session) -> Changes:
        made = begin(session, assessor="Kierros 1")
        for number in range(2, 10):
            fill(session, made, ("yes", "no", "partly")[: 1 + number % 3])
            actions.freeze(session, made)
            found = editing.find(session, Assessment, made)
            found.frozen_on = date(2010 + number, 11, 15)
            session.flush()
            next_one = {"assessor": f"Kierros {number}"}
            made = actions.begin_next(session, made, next_one).result
        return Changes(literal("Valmis"), made)

    made = store.write(work).result
    pages, text = paper(store, made, "en", papers.comparison)
    assert pages == 1
    assert text.count("Kierros") == papers.MOST_ROUNDS
    assert "Kierros 1 " in text
    assert "Kierros 2 " not in text
    assert f"{8 - papers.MOST_ROUNDS + 1} rounds between" in text
    _pages, finnish = paper(store, made, "fi", papers.comparison)
    for year in (2012, 2018, 2019):
        assert finnish.count(f"15.11.{year}") == 2


NASTY = ["<b>x</b> & {y} %s", "sana " * 400, "W" * 2000, "x\n" * 1000, "🙂\x07 שלום", ""]


@pytest.mark.parametrize("words", NASTY)
def test_no_text_breaks_a_report_and_none_is_cut(store: Store, begun: str, words: str) -> None:
    def work(session: Session) -> Changes:
        editing.change(session, Assessment, begun, {"summary": words[:1990]})
        given = {"answer": "no", "comment": f"{words[:1980]} LOPPU"}
        actions.answer(session, begun, "product_card", given)
        more = {"what": f"{words[:580]} LOPPU", "action": f"{words[:980]} LOPPU"}
        editing.add(session, Finding, {**more, "assessment_id": begun})
        named = {"name": f"{words[:120].strip()} LOPPU", "sort": "seen", "place": words[:110]}
        return actions.add_evidence(session, begun, "price_clear", named)

    store.write(work)
    _pages, text = paper(store, begun)
    assert text.count("LOPPU") == 4


def test_a_long_summary_leaves_no_page_half_empty(store: Store, begun: str) -> None:
    long = {"summary": "sana " * 390}
    store.write(lambda session: editing.change(session, Assessment, begun, long))
    with store.read() as session:
        first = PdfReader(BytesIO(papers.report(session, begun, "fi"))).pages[0].extract_text()
    assert "sana sana" in first
    assert "Kehittäminen ja verkosto" in first  # the last group of the picture


def test_a_report_without_findings_and_evidence_says_so(store: Store) -> None:
    made = store.write(lambda s: Changes(literal("x"), begin(s))).result
    _pages, text = paper(store, made, "en")
    assert "No findings have been written" in text
    assert "No evidence has been added" in text


def test_the_same_report_is_the_same_bytes(store: Store, second: str) -> None:
    with store.read() as session:
        first, again = (papers.report(session, second, "fi") for _time in range(2))
    assert first == again


def test_a_paper_of_nothing_is_missing(store: Store) -> None:
    with store.read() as session:
        for make in (papers.report, papers.comparison):
            with pytest.raises(Missing):
                make(session, "nobody", "fi")


@pytest.mark.parametrize(
    ("count", "drawn"), [(0, False), (2, False), (3, True), (8, True), (9, False)]
)
def test_a_radar_has_from_three_to_eight_spokes(count: int, drawn: bool) -> None:
    spokes = [Spoke(str(n), Decimal(10 * n), None if n % 2 else Decimal(50)) for n in range(count)]
    assert (pictures.radar(spokes) is not None) == drawn


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("change", [None, Decimal(0), Decimal("3.5"), Decimal(-1), Decimal("-0.1")])
def test_a_change_is_told_with_its_sign(change: Decimal | None, language: str) -> None:
    short = wording.change_short(change).say(language)
    signs = {None: "–", 1: "+", -1: "−", 0: "±"}
    assert short[0] == signs[None if change is None else (change > 0) - (change < 0)]
    assert bool(wording.change_words(change)) == (change is not None)
    if change:
        assert short[1:] in wording.change_words(change).say(language)


def test_a_finding_past_its_day_is_late(store: Store, begun: str) -> None:
    _pages, text = paper(store, begun, "en")
    assert text.count("Late") == 1
    later = {"due": date.today() + timedelta(days=1)}

    def work(session: Session) -> Changes:
        found = session.query(Finding).filter(Finding.due.is_not(None)).one()
        return editing.change(session, Finding, found.id, later)

    store.write(work)
    assert "Late" not in paper(store, begun, "en")[1]


def test_no_change_is_told_of_what_is_not_wholly_answered(store: Store, second: str) -> None:
    third = store.write(lambda s: actions.begin_next(s, second, {})).result
    for make in (papers.report, papers.comparison):
        _pages, text = paper(store, third, "en", make)
        assert wording.COUNTED_AS_NOTHING.say("en") in text
        assert "worse than" not in text


def test_the_whole_organisation_is_told_by_its_name(demo: Store) -> None:
    made = demo.write(lambda s: actions.begin(s, {"scheme_key": "data_protection"})).result
    with demo.read() as session:
        name = papers.letterhead(session, "fi").name
    for make in (papers.report, papers.comparison):
        assert paper(demo, made, "fi", make)[1].count(name) > 1
