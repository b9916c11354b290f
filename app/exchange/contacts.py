"""Contact cards as vCard 4.0 (RFC 6350), for telephones and address books."""

from dataclasses import dataclass

LONGEST = 75
"""A line has at most so many bytes; what is longer goes on in the next one, after a space."""
_END = "\r\n"


@dataclass(frozen=True)
class Card:
    """Somebody who can be reached; what is blank is left out.

    Attributes:
        name: what stands in the address book.
        organisation: blank where the card is of the organisation itself, whose ``name`` it then is.
        address: in one line, or in several.
        id: stays the same when the card is saved again, so that it isn't entered twice.
    """

    name: str
    organisation: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    address: str = ""
    note: str = ""
    id: str = ""


def vcard(card: Card) -> bytes:
    """A card as the content of a ``.vcf`` file."""
    organisation = card.organisation or card.name
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"KIND:{'individual' if card.organisation else 'org'}",
        f"FN:{_escaped(card.name)}",
        *(f"{name}:{_escaped(value)}" for name, value in (("ROLE", card.role),) if value.strip()),
        f"ORG:{_escaped(organisation)}",
    ]
    if card.id:
        lines.append(f"UID:urn:uuid:{_uri(card.id)}")
    if card.phone.strip():
        lines.append(f"TEL;VALUE=uri;TYPE=voice:tel:{_telephone(card.phone)}")
    if card.email.strip():
        lines.append(f"EMAIL:{_escaped(card.email.strip())}")
    if card.website.strip():
        lines.append(f"URL:{_uri(card.website)}")
    if card.address.strip():
        # Post box; extended address; street; town; region; postal code; country: all of it stands as the street.
        lines.append(f"ADR:;;{_escaped(card.address)};;;;")
    if card.note.strip():
        lines.append(f"NOTE:{_escaped(card.note)}")
    lines.append("END:VCARD")
    return b"".join(_folded(line) for line in lines)


def vcards(cards: list[Card]) -> bytes:
    """Several cards in one file, as address books import them."""
    return b"".join(vcard(each) for each in cards)


def _escaped(text: str) -> str:
    """A text value: what parts values is marked, and line breaks are written as a mark and an n."""
    clean = "".join(
        c for c in text.strip().replace("\r\n", "\n").replace("\r", "\n") if _may_stand(c)
    )
    for mark in ("\\", ",", ";"):
        clean = clean.replace(mark, f"\\{mark}")
    return clean.replace("\n", "\\n")


def _may_stand(character: str) -> bool:
    return character in "\n\t" or (character >= " " and character != "\x7f")


def _uri(text: str) -> str:
    """An address has no room for what would end its line."""
    return "".join(c for c in text.strip() if c > " " and c != "\x7f")


def _telephone(phone: str) -> str:
    return "".join(c for c in phone if c in "+0123456789")


def _folded(line: str) -> bytes:
    """A line, folded so that no part is longer than allowed; a letter is never cut in two."""
    parts: list[bytes] = []
    here = b""
    for character in line:
        letter = character.encode("utf-8", "replace")
        room = LONGEST if not parts else LONGEST - 1
        if len(here) + len(letter) > room:
            parts.append(here)
            here = b""
        here += letter
    parts.append(here)
    return b"\r\n ".join(parts) + _END.encode()
