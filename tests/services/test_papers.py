"""Papers: one page where one is promised, every word there, no word taken as markup."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app import rooms
from app.core import editing, listing
from app.core.fault import Missing, Refusal
from app.core.listing import Listing
from app.core.record import now
from app.core.room import Paper
from app.core.store import Store
from app.core.text import speaking
from app.paper.recovery_sheet import recovery_sheet
from app.paper.words import clean, markup, shortened
from app.services import papers
from app.services.records import ServicePath, ServiceProduct

TODAY = date(2026, 11, 23)
NASTY = [
    "<b>lihava</b>",
    "a & b < c",
    "{name} %s",
    "🙂 hymy",
    "שלום",
    "x" * 5000,
    "rivi\nrivi",
    "]]>",
    "\x07",
]


def read(content: bytes) -> tuple[int, str]:
    reader = PdfReader(BytesIO(content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    return len(reader.pages), text.replace("\u00ad", "").replace("\xa0", " ")


@pytest.mark.parametrize("language", ["fi", "en"])
def test_each_demo_service_has_a_card_of_one_page(demo: Store, language: str) -> None:
    with demo.read() as session, speaking(language):
        for service in session.query(ServiceProduct):
            pages, text = read(papers.service_card(session, service.id, language))
            assert pages == 1, service.code
            assert service.name[language].split()[0] in text


def test_the_card_says_what_a_client_asks(demo: Store) -> None:
    with demo.read() as session:
        service = session.query(ServiceProduct).filter_by(code="ARKI").one()
        _pages, text = read(papers.service_card(session, service.id, "fi"))
    for words in (
        "Tuttu tekijä",
        "38,00 €/h",
        "Sisältyy",
        "Ei sisälly",
        "Joensuu",
        "050 123 4567",
        "tarkista ajantasaisuus",
    ):
        assert words in text, words


@settings(max_examples=12)
@given(
    name=st.sampled_from(NASTY),
    promise=st.sampled_from(NASTY),
    description=st.sampled_from([*NASTY, "sana " * 390]),
    steps=st.integers(0, 30),
)
def test_no_text_breaks_the_card(
    store: Store, name: str, promise: str, description: str, steps: int
) -> None:
    values = {
        "name": {"fi": name[:80]},
        "promise": {"fi": promise[:160]},
        "description": {"fi": description[:2000]},
        "included": {"fi": (description[:20] + "\n") * 30},
        "steps": [
            {"id": str(i), "title": {"fi": promise[:120]}, "text": {"fi": description[:600]}}
            for i in range(steps)
        ],
    }
    made = store.write(
        lambda s: editing.add(
            s, ServiceProduct, {**values, "name": {"fi": name[:80].strip("\x07") or "x"}}
        )
    ).result
    with store.read() as session:
        pages, text = read(papers.service_card(session, made, "fi"))
    assert pages == 1
    if name == "<b>lihava</b>":
        assert "<b>lihava</b>" in text


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_lists_name_all_services_in_use_and_no_others(demo: Store, language: str) -> None:
    with demo.read() as session, speaking(language):
        _pages, prices = read(papers.price_list(session, None, language))
        pages, catalogue = read(papers.catalogue(session, None, language))
        for service in session.query(ServiceProduct):
            name = service.name[language]
            used = service.stage in {"productised", "certified"}
            assert (name in catalogue) == used, name
            assert (name.split(" ")[0] in prices) or not used
    assert pages >= 12


def test_an_empty_office_has_polite_papers(store: Store) -> None:
    with store.read() as session:
        assert "ei vielä ole" in read(papers.price_list(session, None, "fi"))[1]
        assert "ei vielä ole" in read(papers.catalogue(session, None, "fi"))[1]


def test_a_path_shows_each_step_and_hand_over(demo: Store) -> None:
    with demo.read() as session:
        path = session.query(ServicePath).filter_by(code="P1").one()
        pages, text = read(papers.service_path(session, path.id, "fi"))
    assert pages == 1
    for words in (
        "Vaarojen hyvinvointialue",
        "Taksi Oriselkä",
        "Arkiapu kotiin",
        "Kuljettaja kuittaa",
    ):
        assert words in text


def test_a_paper_of_nothing_is_missing(store: Store) -> None:
    with store.read() as session, pytest.raises(Missing):
        papers.service_card(session, "nobody", "fi")


def test_the_same_paper_is_the_same_bytes(demo: Store) -> None:
    with demo.read() as session:
        service = session.query(ServiceProduct).first()
        first, second = (papers.service_card(session, service.id, "fi") for _time in range(2))
    assert first == second


def test_every_paper_of_every_room_can_be_drawn_in_every_language(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.clients.billing.papers.today", lambda: TODAY)
    with demo.read() as session:
        for paper in rooms.papers().values():
            ids: list[str | None] = [None]
            if paper.kind:
                ids = list(listing.ids(session, rooms.record_class(paper.kind), Listing()))
            for language in ("fi", "en"):
                assert any(drawn(session, paper, each, language) for each in ids), paper.name


def drawn(session: Session, paper: Paper, record_id: str | None, language: str) -> bool:
    """Whether a record has the paper; one that has not says so."""
    try:
        return paper.make(session, record_id, language).startswith(b"%PDF")
    except Refusal:
        return False


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_recovery_sheet_is_one_page_with_the_key(language: str) -> None:
    key = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789"
    pages, text = read(recovery_sheet("Toimistomme.kumppani", key, now(), language))
    assert pages == 1
    for group in key.split("-"):
        assert group in text


@given(st.text(max_size=200))
def test_markup_never_lets_a_tag_through(text: str) -> None:
    made = markup(text, "fi").replace("<br/>", "")
    assert "<" not in made
    assert ">" not in made


@given(st.text(max_size=100), st.integers(5, 50))
def test_shortened_texts_fit_and_show_it(text: str, limit: int) -> None:
    made = shortened(text, limit)
    assert len(made) <= limit + 2
    assert made == clean(text).strip() or made.endswith("…")


def test_no_page_of_the_catalogue_holds_only_a_few_left_over_lines(demo: Store) -> None:
    with demo.read() as session, speaking("fi"):
        services = list(papers._in_use(session, "fi"))
        content = papers.catalogue(session, None, "fi")
    reader = PdfReader(BytesIO(content))
    assert len(reader.pages) == 1 + len(services)


def test_the_letterhead_never_cuts_an_address(demo: Store) -> None:
    from app.paper.kit import Letterhead, Paper

    parts = ["050 123 4567", "toimisto@rantakylanarkiapu.example.fi", "www.rantakylanarkiapu.fi"]
    paper = Paper("fi", "Otsikko " * 40, Letterhead("Pitkä nimi " * 9, " · ".join(parts)), TODAY)
    paper.add("Sisältö")
    _pages, text = read(paper.draw())
    assert [part for part in parts if part[:12] in text] == [part for part in parts if part in text]
    assert "Otsikko" in text
    assert "…" in text


LONG_WORD = "MMONIAMMATILLINEN HOITOSUUNNITELMA KOTII"


@pytest.mark.parametrize(
    "values",
    [
        {"included": {"fi": "\n".join([LONG_WORD] * 24)}},
        {"steps": [{"id": "1", "title": {"fi": "A"}, "text": {"fi": "rivi\n" * 110}}]},
        {
            "description": {"fi": "W" * 2000},
            "included": {"fi": "W" * 1000},
            "excluded": {"fi": "W" * 1000},
            "need": {"fi": "W" * 400},
            "quality_promise": {"fi": "W" * 300},
        },
        {"description": {"fi": "a\n" * 900}, "excluded": {"fi": "b\n" * 400}},
        {
            "prices": [
                {
                    "id": str(n),
                    "name": {"fi": f"Hinta {n}"},
                    "unit": "hour",
                    "price": "10.00",
                    "vat": "standard",
                }
                for n in range(30)
            ]
        },
    ],
)
def test_full_and_odd_texts_still_make_a_card_of_one_page_and_a_catalogue(
    store: Store, values: dict
) -> None:
    ready = {"name": {"fi": "Täysi"}, **values}
    made = store.write(lambda s: editing.add(s, ServiceProduct, ready)).result
    with store.read() as session:
        pages, _text = read(papers.service_card(session, made, "fi"))
        session.get(ServiceProduct, made).stage = "productised"
        session.flush()
        catalogue, _text = read(papers.catalogue(session, None, "fi"))
    assert pages == 1
    assert catalogue >= 2


def test_what_a_card_leaves_out_is_counted(store: Store) -> None:
    steps = [
        {"id": str(n), "title": {"fi": f"Vaihe {n}"}, "text": {"fi": "sana " * 60}}
        for n in range(12)
    ]
    made = store.write(
        lambda s: editing.add(
            s,
            ServiceProduct,
            {"name": {"fi": "Pitkä"}, "steps": steps, "description": {"fi": "sana " * 380}},
        )
    ).result
    with store.read() as session:
        pages, text = read(papers.service_card(session, made, "fi"))
    assert pages == 1
    assert "… ja 7 vaihetta lisää" in text


def test_a_step_of_a_path_may_be_higher_than_a_page(store: Store) -> None:
    steps = [{"id": "1", "service": {"fi": "Pitkä"}, "client_sees": {"fi": "x\n" * 140}}]
    made = store.write(
        lambda s: editing.add(s, ServicePath, {"name": {"fi": "Polku"}, "steps": steps})
    ).result
    with store.read() as session:
        pages, _text = read(papers.service_path(session, made, "fi"))
    assert pages >= 2


def certified(store: Store, **values: object) -> str:
    """A service with a certificate of these values."""
    from tests.certification.certificates import kept

    service = {
        "name": {"fi": "Arkiapu", "en": "Everyday help"},
        "promise": {"fi": "Tuttu tekijä", "en": "Somebody you know"},
    }
    made = store.write(lambda s: editing.add(s, ServiceProduct, service)).result
    ready = {
        "name": {"fi": "Laatumerkki"},
        "services": [{"id": "1", "service_id": made}],
        "valid_from": date(2026, 1, 1),
        "valid_to": date(2100, 1, 1),
        **values,
    }
    fresh = {
        "stage": "certified",
        "certified_to": date(2100, 1, 1),
        "certificate_id": kept(store, **ready),
    }
    store.write(lambda s: editing.change(s, ServiceProduct, made, fresh))
    return made


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Which marks were drawn: whether each was a self-declared one."""
    drawn: list[bool] = []
    real = papers.mark

    def mark(size: float, *, self_declared: bool) -> object:
        drawn.append(self_declared)
        return real(size, self_declared=self_declared)

    monkeypatch.setattr(papers, "mark", mark)
    return drawn


def test_the_card_of_a_certified_service_has_the_mark_the_day_and_the_number(
    store: Store, marks: list[bool]
) -> None:
    made = certified(store, self_declared=False, code="K-2026-007")
    with store.read() as session:
        pages, text = read(papers.service_card(session, made, "en"))
        assert marks == [False]
        _pages, catalogue = read(papers.catalogue(session, None, "en"))
        _pages, finnish = read(papers.service_card(session, made, "fi"))
    assert pages == 1
    assert "Sertifioitu 1.1.2100 asti · K-2026-007" in finnish
    assert "Certified until 1 Jan 2100 · K-2026-007" in text
    assert "Self-declared" not in text
    assert "K-2026-007" in catalogue
    assert set(marks[1:]) == {False}


def test_a_self_declared_service_says_so_in_words(store: Store, marks: list[bool]) -> None:
    made = certified(store, self_declared=True, code="K-2026-008")
    with store.read() as session:
        _pages, text = read(papers.service_card(session, made, "en"))
    assert marks == [True]
    assert "Self-declared until 1 Jan 2100 · K-2026-008" in text
    assert "No certifier of the network has granted it." in " ".join(text.split())
    assert "Certified" not in text


@pytest.mark.parametrize(
    ("of_service", "of_certificate"),
    [
        ({"certified_to": date(2020, 1, 1)}, {}),
        ({"stage": "draft"}, {}),
        ({}, {"status": "withdrawn", "reason": "x"}),
        ({}, {"status": "suspended", "reason": "x"}),
        ({}, {"deleted_at": now()}),
    ],
)
def test_what_is_no_longer_certified_shows_no_mark_and_no_day(
    store: Store, marks: list[bool], of_service: dict, of_certificate: dict
) -> None:
    from app.certification.certificates.records import Certificate

    made = certified(store, self_declared=False, code="K-2026-009")
    with store.read() as session:
        service = session.get(ServiceProduct, made)
        for record, values in (
            (service, of_service),
            (session.get(Certificate, service.certificate_id), of_certificate),
        ):
            for name, value in values.items():
                setattr(record, name, value)
        session.flush()
        _pages, text = read(papers.service_card(session, made, "en"))
    assert not marks
    assert "Certified until" not in text
    assert "K-2026-009" not in text


def test_a_day_without_a_certificate_is_told_as_before(store: Store, marks: list[bool]) -> None:
    made = certified(store)
    with store.read() as session:
        session.get(ServiceProduct, made).certificate_id = None
        session.flush()
        _pages, text = read(papers.service_card(session, made, "en"))
    assert not marks
    assert "Certified until 1 Jan 2100" in text
    assert "·" not in text.split("Certified until 1 Jan 2100")[1].split("\n")[0]
