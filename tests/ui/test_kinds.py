"""Whatever kind of record there is has a whole page: list, detail, form, history, command."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from app import rooms
from app.core import listing
from app.core.field import groups_of
from app.core.listing import Listing
from app.core.record import today
from app.core.text import current_language
from app.ui.language import set_language
from app.ui.preferences import Preferences
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.conftest import copied, opened
from tests.windows import shown

KINDS = [record.kind.name for record in rooms.kinds().values()]
of_each_kind = pytest.mark.parametrize(
    "kind", KINDS, scope="module"
)  # its tests one after the other


@pytest.fixture(scope="module")
def window_of(
    demo_of: Callable[[date], Path], tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Callable[[str], MainWindow]]:
    """One window for all kinds of a room: nothing is changed in it. The next room has the next one."""
    with ExitStack() as last:
        room, window = "", None

        def of(name: str) -> MainWindow:
            nonlocal room, window
            if window is None or name != room:
                last.close()
                folder = tmp_path_factory.mktemp(name)
                store = last.enter_context(copied(demo_of(today()), folder))
                preferences = Preferences.load(folder / "preferences.json")
                room, window = name, last.enter_context(opened(store, preferences, qapp))
            return window

        yield of


@pytest.fixture
def window(kind: str, window_of: Callable[[str], MainWindow]) -> MainWindow:
    """The window of the kind's room."""
    return window_of(rooms.room_of(kind).name)


@of_each_kind
def test_a_kind_is_listed_read_and_edited_in_both_languages(window: MainWindow, kind: str) -> None:
    record = rooms.record_class(kind)
    assert groups_of(record), "a field without a group is neither in the form nor on the page"
    room = rooms.room_of(kind)
    words = room.label if record is room.kinds[0] else record.kind.label_plural
    command = next(each for each in window.commands() if each.words == words)
    command.run()
    settle()
    bench = window.page.bench
    assert bench.desk.record is record
    found = window.office.ask(lambda session: listing.ids(session, record, Listing()))
    assert sorted(bench.list.model.ids) == sorted(found)
    window.open_record(kind, found[0])
    settle()
    for language in ("en", "fi"):
        set_language(language)
        settle()
        assert current_language() == language
        title = window.office.ask(lambda session: session.get(record, found[0]).title())
        assert title[language] in shown(bench.detail)
    window.page.edit()
    settle()
    if not bench.detail.editable:  # such records are made by the room, or can't change any more
        assert not bench.editor.active
        return
    assert bench.editor.form
    assert set(bench.editor.form.fields) >= {
        field.name for fields in groups_of(record).values() for field in fields
    }
    assert not bench.editor.changed
    window.page.save()
    settle()
    assert not bench.editor.active


@of_each_kind
def test_a_new_one_can_be_begun_and_left(window: MainWindow, kind: str) -> None:
    record = rooms.record_class(kind)
    window.go(rooms.room_of(kind).name)
    window.page.show_kind(kind)
    settle()
    window.page.begin()
    settle()
    guide = QApplication.activeModalWidget()
    if guide:  # some kinds are asked by a guide, but have their form too
        assert isinstance(guide, QDialog)
        guide.reject()
    if guide or window.page.in_view:  # or in a view of the room's own
        window.page.show_kind(kind)
        window.page.bench.begin()
        settle()
    assert window.page.bench.editor.active == window.page.bench.desk.can_edit
    assert window.page.bench.desk.record is record
    window.page.back()
    settle()
    assert not window.page.bench.editor.active
