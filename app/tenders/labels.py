"""How notices of procurement name what they tell, in Finnish and English.

Each is the beginning of a line, folded as :func:`app.tenders.watching.folded` does; longer ones come
first, so that “deadline for requesting information” isn't taken for the deadline of tenders.
"""

from app.tenders.states import CONCESSION

LABELS: dict[str, tuple[str, ...]] = {
    "name": (
        "hankinnan nimi", "hankinnan otsikko", "hankinnan kohteen nimi", "hankinnan nimike",
        "hankintasopimuksen nimi", "ilmoituksen otsikko", "otsikko", "nimike",
        "name of the procurement", "title of the procurement", "title", "subject of the procurement",
    ),
    "buyer": (
        "hankintayksikon nimi", "hankintayksikko", "ostajan nimi", "ostajaorganisaatio", "ostaja",
        "tilaaja", "virallinen nimi", "organisaatio",
        "name of the buyer", "contracting authority", "contracting entity", "official name", "buyer",
    ),
    "number": (
        "hilma ilmoituksen numero", "hilma ilmoitusnumero", "hilma numero", "hilma ilmoitus",
        "ilmoituksen numero", "ilmoitusnumero", "ilmoituksen tunnus", "ilmoituksen julkaisunumero",
        "hilma number", "notice publication number", "publication number", "notice number",
        "notice identifier", "number of the notice",
    ),
    "questions_by": (
        "kysymykset viimeistaan", "kysymysten esittamisen maaraaika", "kysymysten maaraaika",
        "kysymysten viimeinen jattopaiva", "maaraaika kysymyksille", "kysymykset on esitettava",
        "lisatietopyyntojen maaraaika", "maaraaika lisatietojen pyytamiselle",
        "lisatietojen pyytamisen maaraaika", "lisatietokysymykset", "kysymykset",
        "deadline for requesting additional information", "deadline for requests for information",
        "deadline for questions", "time limit for questions", "questions by", "questions",
    ),
    "deadline": (
        "tarjousten vastaanottamisen maaraaika", "tarjousten vastaanottamista koskeva maaraaika",
        "tarjousten jattamisen maaraaika", "tarjousten viimeinen jattopaiva", "tarjousten maaraaika",
        "tarjouksen maaraaika", "tarjousaika paattyy", "tarjous viimeistaan", "tarjoukset viimeistaan",
        "tarjoukset on jatettava", "tarjous on jatettava", "maaraaika tarjouksille",
        "osallistumishakemusten vastaanottamisen maaraaika", "osallistumishakemusten maaraaika",
        "hakemusten maaraaika", "maaraaika",
        "deadline for receipt of tenders", "time limit for receipt of tenders",
        "deadline for receipt of requests to participate", "deadline for requests to participate",
        "deadline for tenders", "submission deadline", "tenders by", "tender by", "deadline",
    ),
    "published_on": (
        "ilmoitus julkaistu", "julkaisupaiva", "julkaistu", "julkaisuajankohta",
        "ilmoituksen lahetyspaiva",
        "publication date", "date of publication", "published on", "published", "dispatch date",
    ),
    "value": (
        "hankinnan arvioitu kokonaisarvo", "arvioitu kokonaisarvo", "arvioitu arvo", "ennakoitu arvo",
        "ennakoitu kokonaisarvo", "hankinnan ennakoitu arvo", "hankinnan arvo", "kokonaisarvo",
        "estimated total value", "estimated value", "total value", "value of the procurement",
    ),
    "place": (
        "paaasiallinen toteutuspaikka", "suorituspaikka", "toteutuspaikka", "palvelun toteutuspaikka",
        "palvelualue", "kunta", "kunnat", "alue",
        "main place of performance", "place of performance", "municipality", "municipalities", "area",
    ),
    "procedure": (
        "hankintamenettely", "menettelyn tyyppi", "menettelyn luonne", "menettely",
        "type of procedure", "procedure type", "procedure",
    ),
    "cpv": ("cpv",),
    "link": ("linkki", "ilmoituksen osoite", "link", "url"),
}  # fmt: skip

PROCEDURE_WORDS: tuple[tuple[str, str], ...] = (
    ("palvelusetel", "voucher"),
    ("service voucher", "voucher"),
    ("kayttooikeussopimu", CONCESSION),
    ("concession", CONCESSION),
    ("dynaami", "dps"),
    ("dynamic purchasing", "dps"),
    ("puitejarjestely", "framework"),
    ("puitesopimu", "framework"),
    ("framework agreement", "framework"),
    ("pienhankinta", "small"),
    ("small procurement", "small"),
    ("rajoitettu menettely", "restricted"),
    ("neuvottelumenettely", "restricted"),
    ("restricted procedure", "restricted"),
    ("negotiated procedure", "restricted"),
    ("competitive procedure with negotiation", "restricted"),
    ("avoin menettely", "open"),
    ("open procedure", "open"),
)
"""Beginnings of words that name a procedure; the more special one first."""
