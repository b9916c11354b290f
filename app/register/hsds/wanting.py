"""What the parameters of a list ask of the catalogue."""

from dataclasses import replace

from app.catalogue import shapes
from app.catalogue.wanted import Wanted
from app.register.hsds.making import Made
from app.register.hsds.taxonomies import BY_ID, Taxonomy
from app.register.hsds.viewing import Told, View

_BOTH = frozenset({"network", "industry"})
"""Taxonomies of services and of organisations."""


def wanted_of(view: View, told: Told, kind: str) -> Wanted | None:
    """What the parameters ask for; ``None`` when nothing can be so."""
    wanted = Wanted(
        kind=kind,
        words=told.get("search", ""),
        municipality=chosen(told, "municipality"),
        county=chosen(told, "county"),
        language=chosen(told, "language"),
        sector=chosen(told, "sector"),
        organisation=chosen(told, "organization_id"),
        certified=told.get("certified", False),
        modified_after=told.get("modified_after"),
        by=view.reader.spoken,
    )
    if "taxonomy_term_id" in told:
        term = view.term(told["taxonomy_term_id"])
        if term is not None:
            wanted = _with_terms(wanted, term.taxonomy, (term.code,))
        else:
            wanted = _with_others(view, wanted, told["taxonomy_term_id"], "")
    if wanted is not None and "taxonomy_id" in told:
        taxonomy = BY_ID.get(told["taxonomy_id"])
        if taxonomy is not None:
            used = tuple(each.code for each in view.terms if each.taxonomy is taxonomy)
            wanted = _with_terms(wanted, taxonomy, used)
        else:
            wanted = _with_others(view, wanted, "", told["taxonomy_id"])
    return wanted


def within(view: View, told: Told) -> View:
    """The view within the network that is asked for, also by a term."""
    narrow = view.within(told.get("network"))
    if (term_id := told.get("taxonomy_term_id")) in view.networks:
        narrow = narrow.within(term_id)
    return narrow


def chosen(told: Told, name: str) -> tuple[str, ...]:
    """The value of a parameter as the catalogue takes it, nothing when it isn't told."""
    return (told[name],) if name in told else ()


def taxonomy_of(term: Made) -> str:
    """The id of the taxonomy of a directory's term, "" when that isn't told."""
    return term.get("taxonomy_detail", {}).get("id") or term.get("taxonomy_id", "")


def _with_others(view: View, wanted: Wanted, term_id: str, taxonomy_id: str) -> Wanted | None:
    """What is wanted, with a term of a directory, or with any of a taxonomy of one, too."""
    terms = tuple(
        each["id"]
        for each in view.others_terms
        if each["id"] == term_id or (taxonomy_id and taxonomy_of(each) == taxonomy_id)
    )
    return replace(wanted, also=(*wanted.also, ("term", terms))) if terms else None


def _with_terms(wanted: Wanted, taxonomy: Taxonomy, terms: tuple[str, ...]) -> Wanted | None:
    """What is wanted, with any of some terms too; ``None`` when nothing has one."""
    of_service = wanted.kind == shapes.SERVICE
    if not terms or not (of_service or taxonomy.of == wanted.kind or taxonomy.key in _BOTH):
        return None
    if taxonomy.key == "network":
        return wanted
    if taxonomy.key == "certificate":
        both = tuple(each for each in terms if not wanted.scheme or each in wanted.scheme)
        return replace(wanted, scheme=both) if both else None
    return replace(wanted, also=(*wanted.also, (taxonomy.key, terms)))
