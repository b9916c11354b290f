"""The task list on paper."""

from io import BytesIO

from pypdf import PdfReader

from app.agenda import papers
from app.agenda.tasks import actions
from app.agenda.tasks.records import Task
from app.core import editing
from app.core.change import Changes
from app.core.store import Store
from app.core.text import _l


def text(store: Store, language: str) -> str:
    with store.read() as session:
        content = papers.task_list(session, None, language)
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_open_tasks_stand_by_person_and_what_nobody_has_taken_last(demo: Store) -> None:
    told = text(demo, "fi")
    flat = " ".join(told.split())
    names = ["Marja Mäkelä", "Sari Kärkkäinen", "Timo Åkerlund"]
    places = [told.index(f"{name}\n") for name in names]
    assert places == sorted(places)
    assert told.index("hinnasto") > places[-1]
    assert "Hankintayksikön vastaus" in flat
    assert "Rantakylän Arkiapu ry" in flat
    assert "sidetarpeet" not in flat  # that is done


def test_the_same_list_in_english(demo: Store) -> None:
    flat = " ".join(text(demo, "en").split())
    with demo.read() as session:
        number = len(actions.still_open(session))
    assert f"{number} open tasks" in flat
    assert "Nobody has taken these yet" in flat
    assert "Waits for: Hankintayksikön vastaus" in flat


def test_an_empty_list_says_so(store: Store) -> None:
    assert "Nothing is open." in text(store, "en")


def test_a_name_in_other_letters_is_the_same_person_and_many_tasks_take_more_pages(
    store: Store,
) -> None:
    def fill(session) -> Changes:
        for number in range(120):
            who = "Timo Åkerlund" if number % 2 else "timo  åkerlund"
            editing.add(session, Task, {"what": f"asia {number} " + "pitkä " * 20, "who": who})
        return Changes(_l("Added"))

    store.write(fill)
    with store.read() as session:
        content = papers.task_list(session, None, "fi")
    pages = PdfReader(BytesIO(content)).pages
    assert len(pages) > 2
    told = "\n".join(page.extract_text() for page in pages)
    assert "asia 119" in told
    assert told.casefold().count("timo åkerlund") == 1
