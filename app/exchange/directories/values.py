"""What a directory tells as values of our fields, in JSON as they are stored and shared. Pure functions.

What can't be taken as it is, is told: what is wrong is left out, what is too long is cut. Every field that a
directory can tell is given, blank when it doesn't, so that what it no longer says goes away too.
"""

from collections.abc import Iterable
from typing import Any

from app.core.codes import codes
from app.core.fault import InvalidValue
from app.core.field import fields_of
from app.core.record import Record
from app.core.text import _l
from app.core.value import Rows, Words
from app.exchange.directories import checking, ids, matching, rows
from app.exchange.directories.model import Organisation, Service, Tell, Term, Texts
from app.organisation import records as organisations
from app.organisation.records import SECTORS
from app.services.records import ServiceProduct

Values = dict[str, Any]
_ORGANISATION, _SERVICE = fields_of(organisations.Organisation), fields_of(ServiceProduct)
_SECTOR_IDS = frozenset(code for code, _label in SECTORS)


def organisation(found: Organisation, record_id: str, tell: Tell) -> Values:
    """The fields of an organisation; ``record_id`` is the id that it will have.

    Raises:
        InvalidValue: it has no name.
    """
    about = _Classes(found.terms, tell)
    told = found.sector or next(iter(about.sectors), "")
    sector = told if told in _SECTOR_IDS else ""
    if told and not sector:
        tell(_l("The sector “{sector}” isn’t known.", sector=told[:40]))
    classed = next(iter(about.of("legal_form")), "")
    legal_form = classed or matching.labelled("legal_forms", found.legal_form)
    if found.legal_form and not legal_form:
        tell(_l("The legal form “{form}” isn’t known.", form=found.legal_form[:60]))
    if not told and (form := codes("legal_forms").get(legal_form)):
        sector = form.extra.get("sector", "")
    home = matching.municipality(found.municipality)
    if found.municipality and not home:
        tell(_l("The municipality “{code}” isn’t known.", code=found.municipality[:40]))
    industries = [
        {"id": ids.made(record_id, "industry", code), "code": code, "scheme": scheme}
        for scheme, about_what in (("tol2025", "industry"), ("tol2008", "industry_2008"))
        for code in about.of(about_what)
    ]
    return {
        "name": _name(organisations.Organisation, found.name, tell),
        "summary": checking.words(_ORGANISATION["summary"].value, found.summary, tell),
        "description": checking.words(_ORGANISATION["description"].value, found.description, tell),
        "sector": sector,
        "legal_form": legal_form,
        **checking.identifiers(found.identifiers, tell),
        "founded": checking.year(_ORGANISATION["founded"].value, found.founded, tell),
        "industries": checking.few(industries, _ORGANISATION["industries"].value, tell),
        "home_municipality": home,
        "municipalities": checking.municipalities(found.areas, tell),
        "languages": checking.languages(found.languages, tell),
        "website": checking.first_good("url", found.websites, tell),
        "email": checking.first_good("email", found.emails, tell),
        "phone": checking.first_good("phone", found.phones, tell),
        "locations": rows.locations(found.locations, record_id, tell),
    }


def service(found: Service, record_id: str, tell: Tell) -> Values:
    """The fields of a service; ``record_id`` is the id that it will have.

    Raises:
        InvalidValue: it has no name.
    """
    about = _Classes(found.terms, tell)
    language = next(iter(found.name), "fi")
    prices, left = rows.prices(found.prices, record_id, language, tell)
    classes = about.of("ptv_class")
    # A class below another one says more than that.
    narrow = [code for code in classes if "." in code] or classes
    return {
        "name": _name(ServiceProduct, found.name, tell),
        "promise": checking.words(_SERVICE["promise"].value, found.summary, tell),
        "description": _description(found.description, [*found.more, *left], tell),
        "target_groups": about.of("target_groups"),
        "prices": prices,
        "payers": checking.unique([*found.payers, *about.of("payers")]),
        "place": checking.unique([*found.places, *about.of("place")]),
        "form": about.of("form"),
        "rhythm": about.of("rhythm"),
        "municipalities": checking.municipalities(found.areas, tell),
        "languages": checking.languages(found.languages, tell),
        "shl_service": next(iter(about.of("shl_service")), ""),
        "ptv_class": next(iter(narrow), ""),
        "industry": next(iter(about.of("industry")), ""),
        "stage": "retired" if found.status == "ended" else "productised",
        **_ours(found.ours, tell),
    }


def _ours(found: Values, tell: Tell) -> Values:
    """Fields of another register of Kumppani, as far as they can be held."""
    kept: Values = {}
    for name, value in found.items():
        described = _SERVICE[name]
        if isinstance(described.value, Words):
            kept[name] = checking.words(described.value, value, tell)
        elif isinstance(described.value, Rows):
            texts = {each.name: each.value for each in described.value.fields}
            steps = [
                {
                    "id": row["id"],
                    **{part: checking.words(texts[part], row[part], tell) for part in texts},
                }
                for row in value
            ]
            kept[name] = checking.few([row for row in steps if row["title"]], described.value, tell)
        else:
            try:
                kept[name] = described.value.check(value)
            except InvalidValue:
                tell(_l("The number “{written}” isn’t valid.", written=str(value)[:20]))
    return kept


class _Classes:
    """The classes of something by what they are about; those that aren't known are told."""

    def __init__(self, terms: Iterable[Term], tell: Tell) -> None:
        self._codes: dict[str, list[str]] = {}
        self.sectors: list[str] = []
        for term in terms:
            about = matching.tells(term)
            if about == "sector":
                self.sectors.append(term.code or term.name)
            elif code := matching.code_of(term, about) if about in matching.LISTS else "":
                self._codes.setdefault(about, []).append(code)
            elif about != matching.OTHER and (called := term.name or term.code or term.uri):
                tell(_l("The class “{name}” isn’t in our lists.", name=called[:60]))

    def of(self, about: str) -> list[str]:
        """The codes of one list, each once."""
        return checking.unique(self._codes.get(about, []))


def _name(record: type[Record], texts: Texts, tell: Tell) -> Texts:
    found = checking.words(fields_of(record)["name"].value, texts, tell, line=True)
    if not found:
        raise InvalidValue(_l("It has no name."))
    return found


def _description(description: Texts, more: list[Texts], tell: Tell) -> Texts:
    """The description, and after it in paragraphs what we have no field for, as far as it fits."""
    value = _SERVICE["description"].value
    assert isinstance(value, Words)
    texts = dict(description)
    for each in more:
        for language, paragraph in each.items():
            before = texts.get(language, "")
            if paragraph in before:
                continue
            together = f"{before}\n\n{paragraph}".strip()
            if len(together) > value.limit and before:
                tell(_l("There was no room for all that is told of it."))
            else:
                texts[language] = together
    return checking.words(value, texts, tell)
