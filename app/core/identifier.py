"""Texts with a form of their own: business ids, IBANs, e-mail addresses and the like.

Each is normalised to one stored form and shown in the usual one. Check digits come from python-stdnum;
the Finnish reference number is the banks' 7-3-1 method.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from stdnum import iban, iso11649
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fi import alv, associationid, hetu, ytunnus

from app.core.fault import InvalidValue
from app.core.text import Text, _l


@dataclass(frozen=True)
class Identifier:
    """How one identifier is read and shown.

    Attributes:
        normalise: typed text to stored form; raises :class:`InvalidValue`.
        display: stored form to what a person reads.
    """

    normalise: Callable[[str], str]
    display: Callable[[str], str] = str


def _by_stdnum(
    validate: Callable[[str], str],
    form: Callable[[str], str],
    words: Text,
    mistyped: Text | None = None,
) -> Callable[[str], str]:
    """Read with python-stdnum; ``mistyped`` tells that only the check digit doesn't fit."""

    def normalise(typed: str) -> str:
        try:
            return form(validate(typed.strip()))
        except InvalidChecksum:
            raise InvalidValue(mistyped or words) from None
        except ValidationError:
            raise InvalidValue(words) from None

    return normalise


def _by_pattern(
    pattern: str, words: Text, clean: Callable[[str], str] = str.strip
) -> Callable[[str], str]:
    compiled = re.compile(pattern)

    def normalise(typed: str) -> str:
        value = clean(typed)
        if len(value) > _LONGEST or not compiled.fullmatch(value):
            raise InvalidValue(words)
        return value

    return normalise


_LONGEST = 254
"""Characters in an e-mail or web address at most (RFC 5321 for e-mail)."""


def _url(typed: str) -> str:
    value = typed.strip()
    if len(value) > _LONGEST:
        raise InvalidValue(_l("This web address is too long. Use a shorter one."))
    if value and "://" not in value:
        value = f"https://{value}"
    if not re.fullmatch(r"https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?", value):
        raise InvalidValue(_l("Write the web address, for example www.example.fi."))
    return value


def _phone(typed: str) -> str:
    value = re.sub(r"[\s\-()./]", "", typed)
    if value.startswith("00"):
        value = "+" + value[2:]
    elif value.startswith("0"):
        value = "+358" + value[1:]
    if not re.fullmatch(r"\+[1-9]\d{5,14}", value):
        raise InvalidValue(_l("Write the telephone number, for example 050 123 4567."))
    return value


def _show_phone(value: str) -> str:
    if not value.startswith("+358"):
        return value
    national = "0" + value[4:]
    return " ".join(part for part in (national[:3], national[3:6], national[6:]) if part)


def reference_check_digit(base: str) -> str:
    """The check digit of a Finnish reference number (weights 7, 3, 1 from the right)."""
    weights = (7, 3, 1)
    total = sum(int(digit) * weights[i % 3] for i, digit in enumerate(reversed(base)))
    return str(-total % 10)


def _reference(typed: str) -> str:
    value = re.sub(r"\s", "", typed).upper()
    if value.startswith("RF"):
        try:
            return iso11649.validate(value)
        except ValidationError:
            value = ""
    value = value.lstrip("0")
    if not re.fullmatch(r"\d{4,20}", value) or reference_check_digit(value[:-1]) != value[-1]:
        raise InvalidValue(_l("That is not a valid reference number. Check the digits."))
    return value


def _personal_id(typed: str) -> str:
    try:
        return hetu.validate(typed.strip().upper(), allow_temporary=True)
    except InvalidChecksum:
        raise InvalidValue(
            _l(
                "The last character of this personal identity code doesn’t fit the others. Check it."
            )
        ) from None
    except ValidationError:
        raise InvalidValue(
            _l("That is not a valid personal identity code. Check it, for example 010150-900C.")
        ) from None


def is_artificial(personal_id: str) -> bool:
    """Whether a personal identity code is never given to a person (individual number 900–999)."""
    return personal_id[7:10] >= "900"


_CENTURIES = {**dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000), "+": 1800}
"""The century that the sign in a personal identity code tells; the letters since 1.1.2023."""


def birth_day(personal_id: str) -> date:
    """The day of birth that a valid personal identity code tells."""
    day, month, year = (int(personal_id[i : i + 2]) for i in (0, 2, 4))
    return date(_CENTURIES[personal_id[6]] + year, month, day)


def masked(personal_id: str) -> str:
    """A personal identity code with its end hidden: ``010150-****``."""
    return personal_id[:7] + "****" if personal_id else ""


def _grouped(size: int) -> Callable[[str], str]:
    def display(value: str) -> str:
        return " ".join(value[i : i + size] for i in range(0, len(value), size))

    return display


IDENTIFIERS: dict[str, Identifier] = {
    "business_id": Identifier(
        _by_stdnum(
            ytunnus.validate,
            lambda v: f"{v.zfill(8)[:7]}-{v[-1]}",
            _l(
                "That is not a valid business ID. It has seven digits, a dash and a check digit, for example 1234567-1."
            ),
            _l("The last digit of this business ID doesn’t fit the others. Check the digits."),
        )
    ),
    "association_number": Identifier(
        _by_stdnum(
            associationid.validate,
            associationid.compact,
            _l("Write the association register number, for example 123.456."),
        ),
        associationid.format,
    ),
    "vat_number": Identifier(
        _by_stdnum(
            alv.validate,
            lambda v: "FI" + alv.compact(v),
            _l(
                "That is not a valid VAT number. It is FI and eight digits, for example FI12345671."
            ),
        )
    ),
    "iban": Identifier(
        _by_stdnum(
            iban.validate,
            iban.compact,
            _l("That is not a valid account number (IBAN). Check the digits."),
        ),
        _grouped(4),
    ),
    "sote_oid": Identifier(
        _by_pattern(
            r"1\.2\.246\.10\.\d{7,8}(\.\d+)*",
            _l("Write the identifier as numbers and dots, beginning 1.2.246.10."),
        )
    ),
    "postal_code": Identifier(
        _by_pattern(r"\d{5}", _l("Write the postal code as five digits, for example 80100."))
    ),
    "email": Identifier(
        _by_pattern(
            r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:.]+(\.[^\s@<>()\[\],;:.]+)+",
            _l("Write the e-mail address, for example name@example.fi."),
        )
    ),
    "phone": Identifier(_phone, _show_phone),
    "url": Identifier(
        _url, lambda v: v.removeprefix("https://").removeprefix("http://").rstrip("/")
    ),
    "personal_id": Identifier(_personal_id, masked),
    "reference_number": Identifier(_reference),
}
