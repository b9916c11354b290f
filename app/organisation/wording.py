"""How organisations are put into words on papers."""

from app.core.codes import codes
from app.core.field import fields_of
from app.core.text import pick
from app.organisation.records import Organisation


def identity_words(organisation: Organisation | None, language: str) -> str:
    """Who an organisation is as a party: name, business id, telephone, e-mail; ``""`` when unknown."""
    if organisation is None:
        return ""
    shown = fields_of(Organisation)
    parts = [pick(organisation.name, language)]
    if organisation.business_id:
        number = shown["business_id"].value.show(organisation.business_id)
        parts.append(f"{shown['business_id'].label.say(language)} {number}")
    parts += [
        pick(town.names, language)
        if (town := codes("municipalities").get(organisation.home_municipality))
        else "",
        shown["phone"].value.show(organisation.phone),
        organisation.email,
    ]
    return ", ".join(part for part in parts if part)
