"""What a certificate says of itself where it is met: beside its mark and in its QR code."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol
from urllib.parse import quote

from app.certification.certificates.rules import short_fingerprint
from app.core.format import show_date
from app.core.text import Text, _l


class Verifiable(Protocol):
    """What is asked of a certificate to verify it."""

    code: str
    valid_to: date | None
    content_hash: str
    self_declared: bool


class Marked(Verifiable, Protocol):
    """What is asked of a certificate to word its mark."""

    @property
    def services(self) -> Sequence[Mapping[str, Any]]:
        """What it is about, ``[]`` for the whole organisation."""
        raise NotImplementedError


def verification(certificate: Verifiable, address: str = "", language: str | None = None) -> str:
    """What the QR code holds: where the register answers, or of what it doesn't know the facts to compare.

    Args:
        certificate: what is verified.
        address: the register's address, ``""`` when there is none.
        language: of the facts.
    """
    if asked_at := answer_address(certificate, address):
        return asked_at
    lines = [certificate.code]
    if certificate.valid_to:
        lines.append(_valid_to(certificate.valid_to, language))
    if certificate.content_hash:
        fingerprint = short_fingerprint(certificate.content_hash)
        lines.append(_l("Fingerprint {hash}", hash=fingerprint).say(language))
    return "\n".join(line for line in lines if line)


def answer_address(certificate: Verifiable, address: str) -> str:
    """Where the register answers for a certificate, ``""`` for one that it doesn't know."""
    if certificate.self_declared or not address or not certificate.code:
        return ""
    return f"{address.rstrip('/')}/verify/{quote(certificate.code, safe='')}"


def mark_name(certificate: Marked) -> Text:
    """The words of the mark: that a service, or the whole organisation, is certified, or says so itself."""
    if certificate.self_declared:
        return _l("Self-declared")
    return _l("Certified service") if certificate.services else _l("Certified organisation")


def mark_words(certificate: Marked, language: str | None = None) -> list[str]:
    """The lines that always stand beside the mark: what it is, the number, the last day."""
    lines = [mark_name(certificate).say(language), certificate.code]
    if certificate.valid_to:
        lines.append(_valid_to(certificate.valid_to, language))
    return [line for line in lines if line]


def _valid_to(day: date, language: str | None) -> str:
    return _l("valid to {day}", day=show_date(day, language)).say(language)
