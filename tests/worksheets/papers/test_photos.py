"""Pictures kept with a sheet are on its paper."""

from io import BytesIO

from PIL import Image
from pypdf import PdfReader

from app.core import attachment
from app.core.store import Store
from app.worksheets.papers import poster
from tests.worksheets.sheets.test_notes import begun


def picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "PNG")
    return out.getvalue()


def test_photos_before_and_after_are_printed_and_other_files_are_not(store: Store) -> None:
    sheet = begun(store, "five_s")
    for name, content in (
        ("ennen.png", picture("red")),
        ("jälkeen.png", picture("green")),
        ("muistio.txt", b"ei kuva\n"),
    ):
        store.write(lambda s, n=name, c=content: attachment.attach_bytes(s, sheet, n, c))
    with store.read() as session:
        pages = PdfReader(BytesIO(poster.a4(session, sheet, "fi"))).pages
    said = "\n".join(page.extract_text() for page in pages)
    assert "ennen.png" in said
    assert "jälkeen.png" in said
    assert "muistio.txt" not in said
    assert sum(len(page.images) for page in pages) == 2


def test_a_sheet_without_pictures_has_no_page_for_them(store: Store) -> None:
    sheet = begun(store, "five_s")
    with store.read() as session:
        assert len(PdfReader(BytesIO(poster.a4(session, sheet, "fi"))).pages) == 1
