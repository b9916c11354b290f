"""What the tests of the pulse share: rounds and answers."""

from collections.abc import Iterable, Mapping
from datetime import date

from app.core.store import Store
from app.worksheets.pulse import actions
from app.worksheets.sheets import actions as sheets

KEYS = ("energy", "workload", "recovery", "influence", "support", "safety", "skills")


def begin(store: Store, name: str = "Pulssi", held_on: date = date(2026, 9, 1)) -> str:
    """A new round; its id."""
    values = {"type_key": actions.PULSE, "name": name, "held_on": held_on}
    return store.write(lambda session: sheets.begin(session, values)).result


def all_same(score: int, recommend: int = 9, **others: int) -> dict[str, int]:
    """An answer with the same score to each question."""
    return {**dict.fromkeys(KEYS, score), "recommend": recommend, **others}


def give(
    store: Store, sheet_id: str, answers: Iterable[Mapping[str, int]], words: str = ""
) -> None:
    """Let each answer be kept as the kiosk does."""
    for scores in answers:
        store.keep(lambda session, s=scores: actions.answer(session, sheet_id, s, words))


def closed(store: Store, name: str, held_on: date, *answers: Mapping[str, int]) -> str:
    """A round that has been answered and closed; its id."""
    made = begin(store, name, held_on)
    give(store, made, answers)
    store.write(lambda session: actions.close(session, made))
    return made


def results(store: Store, sheet_id: str):
    with store.read() as session:
        return actions.results(session, sheet_id)
