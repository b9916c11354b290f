"""The page of the client room, driven as a person would."""

import pytest

from app.clients.page.merge_dialog import MergeDialog
from app.clients.records import Client
from app.core import editing
from app.ui.inputs.line import SecretInput
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.widgets import Banner
from app.ui.window import MainWindow
from tests.windows import shown


@pytest.fixture(autouse=True)
def on_the_page(window: MainWindow) -> None:
    window.go("clients")
    settle()


def ident(window: MainWindow, code: str) -> str:
    return window.office.ask(lambda s: s.query(Client).filter_by(code=code).one().id)


def open_client(window: MainWindow, code: str) -> str:
    window.page.open_record("client", ident(window, code))
    settle()
    return shown(window.page.bench.detail)


def test_a_client_reads_as_one_story(window: MainWindow) -> None:
    text = open_client(window, "A001")
    for words in (
        "Mäkelä Aino",
        "En uskalla enää lähteä yksin kauppaan.",
        "Diakonian ystäväpiiri",
        "Tapahtumat",
        "Kumppani ei ole asiakastietojärjestelmä",
        "120341-****",
    ):
        assert words in text, words
    assert window.page.bench.list.table.current_id() == ident(window, "A001")
    set_language("en")
    settle()
    text = shown(window.page.bench.detail)
    assert "Timeline" in text
    assert "Everyday help at home" in text


def test_protection_hides_on_the_page_and_in_the_list(window: MainWindow) -> None:
    text = open_client(window, "A005")
    assert "Lehtitie" not in text
    assert "050 111 0005" not in text
    assert "Turvakielto" in text
    model = window.page.bench.list.model
    row = model.row_of(ident(window, "A005"))
    cells = [model.index(row, column).data() for column in range(1, model.columnCount())]
    assert "050 111 0005" not in cells
    assert "Laukkanen" in open_client(window, "A012")
    assert "Siivousapu" not in open_client(window, "A012")


def test_a_code_is_masked_in_the_form_until_it_is_shown_and_saving_keeps_it(
    window: MainWindow, qtbot
) -> None:
    open_client(window, "A002")
    window.page.edit()
    settle()
    field = window.page.bench.editor.form.findChild(SecretInput)
    assert field.line.text() == "050738-****"
    field._toggle()
    whole = field.line.text()
    assert whole.startswith("050738-902")
    field._toggle()
    assert field.line.text() == "050738-****"
    window.page.save()
    settle()
    assert (
        window.office.ask(lambda s: s.query(Client).filter_by(code="A002").one().personal_id)
        == whole
    )
    window.page.edit()
    settle()
    field = window.page.bench.editor.form.findChild(SecretInput)
    field.line.setText("050738-9021")
    field.line.editingFinished.emit()
    window.page.save()
    settle()
    assert "Henkilötunnuksen viimeinen merkki ei täsmää" in shown(window.page.bench.editor)
    assert window.page.bench.editor.active


def test_the_same_client_is_offered_compared_and_merged_and_undone(window: MainWindow) -> None:
    text = open_client(window, "A009")
    assert "Voi olla sama asiakas kuin Mäkelä Aino." in text
    dialog = MergeDialog(window, window.office, ident(window, "A009"))
    dialog.show()
    settle()
    assert dialog.merge_button.isEnabled()
    assert "Etunimet" in shown(dialog.findChild(Banner))
    dialog.merge()
    settle()
    other = ident(window, "A001")
    assert window.office.ask(lambda s: editing.find(s, Client, other).deleted_at)
    window.office.undo()
    settle()
    assert not window.office.ask(lambda s: editing.find(s, Client, other).deleted_at)
    dialog.deleteLater()


def test_a_form_writes_only_what_was_changed_in_it(window: MainWindow) -> None:
    keep, drop = ident(window, "A009"), ident(window, "A005")
    page = window.page
    open_client(window, "A009")
    page.edit()
    settle()
    page.bench.editor.form.row("call_name").input.line.setText("Ansku")
    page.bench.editor.form.row("call_name").input.line.editingFinished.emit()
    page.bench.editor.keep_draft()
    settle()
    # Somebody else does something to the same client while the form is open.
    window.office.write(
        lambda s: editing.change(
            s, Client, keep, {"protected_address": True, "street": "Salatie 1"}
        )
    )
    settle()
    page.save()
    settle()
    client = window.office.ask(lambda s: editing.find(s, Client, keep))
    assert client.call_name == "Ansku"
    assert client.protected_address
    assert client.street == "Salatie 1"
    assert drop


def test_a_new_form_shows_what_a_new_client_is(window: MainWindow) -> None:
    window.page.begin()
    settle()
    form = window.page.bench.editor.form
    assert form.row("client_type").input.value() == "person"
    assert form.row("status").input.value() == "active"


def test_nothing_in_a_long_form_is_squeezed(window: MainWindow) -> None:
    open_client(window, "A001")
    window.page.edit()
    settle()
    form = window.page.bench.editor.form
    ground = window.page.bench.editor._place.widget()
    form.row("needs")
    settle()
    assert ground.height() >= ground.layout().totalHeightForWidth(ground.width())
    for row in form._rows.values():
        if row.isVisible():
            assert row.height() >= row.heightForWidth(row.width()), row.described.name
