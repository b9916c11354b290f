"""Texts of an HSDS document in all the languages that it has them in. Pure functions."""

from app.exchange.directories.documents import Doc, row, said
from app.exchange.directories.model import Texts
from app.exchange.directories.plain import plain


def told(doc: Doc, language: str, *names: str) -> Texts:
    """A text in every language in which the document has it."""
    spoken = said(doc, "x_language") or language
    name = next((each for each in names if said(doc, each)), "")
    elsewhere = doc.get("x_untranslated")
    is_there = name and not (isinstance(elsewhere, list) and name in elsewhere)
    texts = {spoken: plain(said(doc, name))} if is_there else {}
    for other, fields in row(doc, "x_translations").items():
        if isinstance(fields, dict) and (found := said(fields, *names)):
            texts[other] = plain(found)
    return {each: words for each, words in texts.items() if words}


def told_unless(doc: Doc, language: str, name: str, *fallbacks: str) -> Texts:
    """The same, but nothing in a language in which another field says just that."""
    texts, others = told(doc, language, name), [told(doc, language, each) for each in fallbacks]
    return {
        each: words
        for each, words in texts.items()
        if all(other.get(each) != words for other in others)
    }
