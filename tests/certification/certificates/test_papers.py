"""The certificate for the wall and the rules of its mark: nothing cut, nothing claimed that isn't so."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from app.certification.certificates import papers, wall
from app.certification.certificates.records import Certificate
from app.certification.certificates.rules import short_fingerprint
from app.certification.requests import network
from app.certification.requests.network import Network
from app.core import editing
from app.core.fault import Missing
from app.core.store import Store
from app.core.text import _l
from app.services.records import ServiceProduct
from tests.certification.certificates import kept

TODAY = date(2026, 11, 25)
NASTY = ["<b>lihava</b> & {name} %s", "🙂 שלום", "W" * 80, "]]>"]
Granter = Callable[..., str]


def read(content: bytes) -> tuple[int, str]:
    reader = PdfReader(BytesIO(content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    return len(reader.pages), text.replace("\u00ad", "").replace("\xa0", " ")


def flat(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "today", lambda: TODAY)
    monkeypatch.setattr(wall, "today", lambda: TODAY)


@pytest.fixture
def grant(store: Store) -> Granter:
    """Add a certificate as it comes from granting, some values changed."""
    count: list[int] = []

    def add(services: int = 2, **values: Any) -> str:
        ids = [
            store.write(
                lambda s, n=n: editing.add(
                    s, ServiceProduct, {"name": {"fi": f"Palvelu {n}.", "en": f"Service {n}."}}
                )
            ).result
            for n in range(services)
        ]
        ready = {
            "name": {"fi": "Laatumerkki", "en": "Quality mark"},
            "scope": {"fi": "Kotiin vietävät palvelut", "en": "Services at home"},
            "services": [{"id": str(n), "service_id": each} for n, each in enumerate(ids)],
            "holder": {"fi": "Rantakylän Arkiapu ry", "en": "Rantakylä Everyday Help"},
            "valid_from": date(2026, 11, 25),
            "valid_to": date(2028, 11, 24),
            "issuer": {"fi": "Kumppanuusverkosto", "en": "Partnership network"},
            "granted_by": "Maija Kettunen",
            "granted_on": date(2026, 11, 25),
            "self_declared": False,
            "assessment_id": "assessment",
            "content": "{}",
            "content_hash": "0123456789abcdef" * 4,
            **values,
        }
        count.append(1)
        return kept(store, **{"code": f"K-2026-{len(count):03d}", **ready})

    return add


def drawn(store: Store, record_id: str, language: str = "en") -> tuple[int, str]:
    with store.read() as session:
        return read(papers.certificate(session, record_id, language))


@pytest.mark.parametrize("language", ["fi", "en"])
def test_all_that_a_certificate_says_is_on_one_page(
    store: Store, grant: Granter, language: str
) -> None:
    made = grant()
    pages, text = drawn(store, made, language)
    assert pages == 1
    with store.read() as session:
        found = session.get(Certificate, made)
        own = [value[language] for value in (found.name, found.holder, found.scope, found.issuer)]
        expected = [*own, found.code, found.granted_by, short_fingerprint(found.content_hash)]
    expected += {"fi": ["Palvelu 0.", "Palvelu 1.", "25.11.2026", "24.11.2028"]}.get(
        language, ["Service 0.", "Service 1.", "25 Nov 2026", "24 Nov 2028"]
    )
    for words in expected:
        assert flat(words) in flat(text), words
    for hint in (_l("Self-declared"), _l("Not valid: expired {day}", day="")):
        assert hint.say(language) not in text


def test_it_says_that_it_is_no_decision_of_an_authority(store: Store, grant: Granter) -> None:
    _pages, text = drawn(store, grant())
    assert "network’s own certificate" in " ".join(text.split())
    assert "authority" in text


def test_a_self_declared_one_says_so_plainly(store: Store, grant: Granter) -> None:
    _pages, text = drawn(store, grant(self_declared=True))
    words = " ".join(text.split())
    assert "Self-declared" in words
    assert "No certifier of the network has granted it." in words
    assert "Declared on 25 Nov 2026" in words
    assert "Granted" not in words
    assert "Issuer" not in words


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"valid_to": date(2026, 11, 24), "valid_from": date(2024, 1, 1)}, "expired 24 Nov 2026"),
        ({"status": "suspended", "status_on": TODAY, "reason": "x"}, "suspended 25 Nov 2026"),
        ({"status": "withdrawn", "status_on": TODAY, "reason": "x"}, "withdrawn 25 Nov 2026"),
        ({"status": "replaced", "status_on": TODAY}, "replaced by a new one 25 Nov 2026"),
    ],
)
def test_one_that_is_not_valid_is_stamped_and_has_no_mark(
    store: Store, grant: Granter, monkeypatch: pytest.MonkeyPatch, values: dict, said: str
) -> None:
    made = grant(services=90, **values)
    monkeypatch.setattr(wall, "mark", None)  # it isn't asked for
    with store.read() as session:
        reader = PdfReader(BytesIO(papers.certificate(session, made, "en")))
    assert len(reader.pages) > 1
    for page in reader.pages:
        assert f"Not valid: {said}" in page.extract_text()


def test_one_that_begins_later_says_from_when(store: Store, grant: Granter) -> None:
    _pages, text = drawn(store, grant(valid_from=date(2027, 1, 1)))
    assert "Valid only from 1 Jan 2027" in text
    assert "Not valid" not in text


def test_a_day_is_enough_for_the_last_day(store: Store, grant: Granter) -> None:
    _pages, text = drawn(store, grant(valid_to=TODAY))
    assert "Not valid" not in text


@pytest.mark.parametrize("services", [0, 7, 30, 100])
def test_no_service_is_left_out(store: Store, grant: Granter, services: int) -> None:
    _pages, text = drawn(store, grant(services=services))
    assert [n for n in range(services) if f"Service {n}." not in text] == []


def test_long_names_are_whole(store: Store, grant: Granter) -> None:
    holder = ("Pohjois-Karjalan Mielenterveys- ja Päihdekuntoutusyhdistysten Osuuskunta " * 2)[:120]
    name = "Ikäihmisten kotiin vietävien hyvinvointipalvelujen laajennettu laatutodistus"
    scope = ("Kotiin vietävät arjen tuen palvelut. " * 11)[:400]
    made = grant(
        9,
        holder={"fi": holder.strip()},
        name={"fi": name},
        scope={"fi": scope.strip()},
        issuer={"fi": ("Hyvinvointialojen kumppanuusverkosto " * 4)[:120].strip()},
        granted_by=("Maija-Liisa Kettunen-Väänänen " * 4).strip()[:120],
        self_declared=True,
    )
    _pages, text = drawn(store, made, "fi")
    for words in (holder, name, scope):
        assert flat(words) in flat(text)
    assert "…" not in text


@pytest.mark.parametrize("words", NASTY)
def test_no_text_breaks_a_certificate(store: Store, grant: Granter, words: str) -> None:
    made = grant(
        name={"fi": words},
        holder={"fi": words},
        scope={"fi": words * 4},
        issuer={"fi": words},
        granted_by=words,
    )
    pages, text = drawn(store, made, "fi")
    assert pages == 1
    if "<b>" in words:
        assert words in text
    with store.read() as session:
        assert read(papers.rules_for_use(session, made, "fi"))[0] == 1


def test_a_bare_certificate_is_drawn_too(store: Store, grant: Granter) -> None:
    made = grant(0, scope={}, holder={}, issuer={}, granted_by="", granted_on=None, content_hash="")
    pages, text = drawn(store, made)
    assert pages == 1
    assert "Quality mark" in text
    assert "Fingerprint" not in text


def test_the_code_leads_to_the_register_once_there_is_one(
    store: Store, grant: Granter, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str] = []
    real = wall.qr
    monkeypatch.setattr(wall, "qr", lambda words, size: held.append(words) or real(words, size))
    made = grant()
    drawn(store, made)
    with store.read() as session:
        code = session.get(Certificate, made).code
        known = Network(address="https://rekisteri.example.fi/")
        monkeypatch.setattr(network, "of", lambda _session: known)
        papers.certificate(session, made, "fi")
    assert held[0].startswith(code)
    assert held[1] == f"https://rekisteri.example.fi/verify/{code}"


def test_the_same_certificate_is_the_same_bytes(store: Store, grant: Granter) -> None:
    made = grant()
    with store.read() as session:
        first, second = (papers.certificate(session, made, "fi") for _time in range(2))
    assert first == second


def test_a_paper_of_nothing_is_missing(store: Store) -> None:
    with store.read() as session:
        for make in (papers.certificate, papers.rules_for_use):
            with pytest.raises(Missing):
                make(session, "nobody", "fi")


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("self_declared", [False, True])
def test_the_rules_of_the_mark_are_one_page(
    store: Store, grant: Granter, language: str, self_declared: bool
) -> None:
    made = grant(self_declared=self_declared)
    with store.read() as session:
        code = session.get(Certificate, made).code
        pages, text = read(papers.rules_for_use(session, made, language))
    assert pages == 1
    assert code in text
    for words in ("12 mm", "48 ", _l("Self-declared").say(language).casefold()):
        assert words in text.casefold()


def test_the_rules_say_when_the_mark_may_not_be_used(store: Store, grant: Granter) -> None:
    made, valid = grant(status="withdrawn", status_on=TODAY, reason="x"), grant()
    with store.read() as session:
        assert "may not be used now" in read(papers.rules_for_use(session, made, "en"))[1]
        assert "may not be used now" not in read(papers.rules_for_use(session, valid, "en"))[1]
