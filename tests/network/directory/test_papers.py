"""The papers of the directory: services side by side, and one service."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.catalogue import finding
from app.catalogue.wanted import Wanted
from app.core.fault import Missing
from app.core.format import show_date
from app.core.record import today
from app.core.store import Store
from app.core.text import pick
from app.network.directory import following, papers


@pytest.fixture
def ids(demo: Store) -> list[str]:
    """The services of the demo office, as its own directory has them."""
    following.catch_up(demo)
    with demo.read() as session:
        place = [following.network_of(session)]
        items = finding.find(session.connection(), place, Wanted(by="fi"), today()).items
    return [item.record_id for item in items]


def drawn(
    demo: Store, draw: Callable[[Session, str, str], bytes], record_id: str, language: str
) -> PdfReader:
    with demo.read() as session:
        return PdfReader(BytesIO(draw(session, record_id, language)))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\u00ad", "").split())  # fmt: skip


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("count", [2, 4])
def test_services_stand_side_by_side(
    demo: Store, ids: list[str], count: int, language: str
) -> None:
    reader = drawn(demo, papers.comparison, ",".join(ids[:count]), language)
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (box.width > box.height) == (count > papers.UPRIGHT)
    told = words(reader)
    with demo.read() as session:
        for each in papers.actions.services(session, ids[:count]):
            assert pick(each.name, language).split()[0] in told
        own = papers.letterhead(session, language)
    assert own.name in told
    assert show_date(today(), language) in told
    assert own.contact.split(" · ")[0] in told, "how the provider is reached"


def test_one_that_has_gone_is_left_out(demo: Store, ids: list[str]) -> None:
    reader = drawn(demo, papers.comparison, f"{ids[0]},gone", "fi")
    assert len(reader.pages) == 1
    with pytest.raises(Missing):
        drawn(demo, papers.comparison, "gone", "fi")
    with pytest.raises(Missing):
        drawn(demo, papers.service, "gone", "fi")


@pytest.mark.parametrize("language", ["fi", "en"])
def test_a_service_stands_under_the_name_of_its_provider(
    demo: Store, ids: list[str], language: str
) -> None:
    reader = drawn(demo, papers.service, ids[0], language)
    with demo.read() as session:
        item = papers.actions.find(session, "service", ids[0])
    told = words(reader)
    assert told.startswith(pick(item.organisation.name, language))
    assert pick(item.name, language) in told
    assert pick(item.fields["promise"], language).split()[0] in told
