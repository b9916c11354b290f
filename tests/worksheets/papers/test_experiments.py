"""The report of experiments: how many there are, and a card for each."""

import pytest
from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.store import Store
from app.core.text import literal, speaking
from app.worksheets.papers import experiments
from app.worksheets.sheets import actions
from app.worksheets.sheets.records import Entry
from tests.worksheets.papers.printed import bare, begin, pages, text_of, texts_of


def report(store: Store, language: str = "fi") -> bytes:
    with store.read() as session:
        return experiments.report(session, None, language)


@pytest.mark.parametrize("language", ["fi", "en"])
def test_a_card_tells_all_of_an_experiment(store: Store, language: str) -> None:
    sheet = begin(store, "experiment", language=language, name="Kotiin sairaalasta", owner="Helena")
    begin(store, "experiment", [], name="Aamukahvit")
    with store.read() as session, speaking(language):
        type_, content = actions.type_of(session, sheet), actions.content(session, sheet)
        said = list(texts_of(type_, content, language))
    text = text_of(report(store, language))
    for words in ("Kotiin sairaalasta", "Aamukahvit", "Helena", *said):
        assert bare(words) in text, words


def test_no_experiments_is_told_too(store: Store) -> None:
    assert len(pages(report(store))) == 1


def test_texts_of_any_length_are_whole(store: Store) -> None:
    sheet = begin(store, "experiment", [])
    long = "\n".join(f"Rivi {number} kertoo" for number in range(1000))

    def work(session: Session) -> Changes:
        for field in ("hypothesis", "result", "learning"):
            session.add(Entry(sheet_id=sheet, field=field, text=long, position=1))
        return Changes(literal("Valmis"))

    store.write(work)
    pdf = report(store)
    text = text_of(pdf)
    missing = [line for line in long.split("\n") if text.count(bare(line)) < 3]
    assert len(missing) <= len(pages(pdf))
