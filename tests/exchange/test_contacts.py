"""Contact cards that telephones read: RFC 6350, whatever is typed."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.contacts import Card, vcard, vcards


def lines(content: bytes) -> list[str]:
    """The lines of a card, unfolded."""
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def value(content: bytes, name: str) -> str:
    found = next(line for line in lines(content) if re.match(rf"{name}[:;]", line))
    escaped = found.partition(":")[2]
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], escaped)


def test_a_card_holds_what_is_known_and_nothing_blank() -> None:
    card = Card(
        "Neuvonta",
        phone="050 123 4567",
        email="neuvo@example.fi",
        website="https://example.fi/a b",
        address="Katu 1; 80100, Joensuu",
        id="0192f0c1-0000-7000-8000-00000000000b",
    )
    assert lines(vcard(card)) == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:org",
        "FN:Neuvonta",
        "ORG:Neuvonta",
        "UID:urn:uuid:0192f0c1-0000-7000-8000-00000000000b",
        "TEL;VALUE=uri;TYPE=voice:tel:0501234567",
        "EMAIL:neuvo@example.fi",
        "URL:https://example.fi/ab",
        r"ADR:;;Katu 1\; 80100\, Joensuu;;;;",
        "END:VCARD",
    ]
    assert lines(vcard(Card("X")))[2:] == ["KIND:org", "FN:X", "ORG:X", "END:VCARD"]


def test_a_person_is_of_an_organisation() -> None:
    found = lines(vcard(Card("Aino", organisation="Apu ry", role="Neuvoja")))
    assert {"KIND:individual", "FN:Aino", "ORG:Apu ry", "ROLE:Neuvoja"} <= set(found)


def test_several_cards_stand_in_one_file() -> None:
    found = lines(vcards([Card("A"), Card("B")]))
    assert found.count("BEGIN:VCARD") == found.count("END:VCARD") == 2


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_any_words_come_back_whole(text: str) -> None:
    assert value(vcard(Card("X", note=f"a{text}b")), "NOTE") == f"a{text}b"


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_words_make_another_line_and_no_line_is_too_long(name: str, note: str) -> None:
    content = vcard(Card(f"x{name}", note=note, website=note, phone=note, email=note, id=name))
    content.decode()
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
    known = {"BEGIN", "VERSION", "KIND", "FN", "ORG", "UID", "TEL", "EMAIL", "URL", "NOTE", "END"}
    assert all(re.split("[:;]", line)[0] in known for line in lines(content))


def test_lines_of_a_text_stay_lines_of_it() -> None:
    assert value(vcard(Card("X", note="yksi\r\nkaksi\rkolme")), "NOTE") == "yksi\nkaksi\nkolme"
