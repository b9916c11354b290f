"""A network as offices share it: organisations, services, a path, events and a partnership, sent as any office does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.core.record import new_id
from app.sync.protocol import Change, Role
from tests.register.certificates import content, fields_of
from tests.register.offices import Net, Office, part, whole

JOENSUU, LIPERI, KONTIOLAHTI, HELSINKI = "167", "426", "276", "091"
NUMBER = "V-2026-ABC123"


def said(finnish: str, english: str = "") -> dict[str, str]:
    return {"fi": finnish, **({"en": english} if english else {})}


def row(**values: Any) -> dict[str, Any]:
    return {"id": new_id(), **values}


def price(amount: str, unit: str = "hour", **also: Any) -> dict[str, Any]:
    given = {
        "name": {},
        "vat": "standard",
        "payer": "self_pay",
        "valid_from": None,
        "valid_to": None,
    }
    return row(price=amount, unit=unit, **{**given, **also})


CLEANING = {
    "name": said("Arkiapu kotiin", "Everyday help at home"),
    "promise": said(
        "Tuttu tekijä, sovittu aika, siisti koti.", "A familiar helper, an agreed time, a tidy home."
    ),
    "description": said(
        "Teemme arjen askareet yhdessä sinun kanssasi: siivous, ruoanlaitto ja kauppa-asiat.\n\n"
        "Sovit käynneistä saman ihmisen kanssa.",
        "We do the chores together with you: cleaning, cooking and shopping.\n\n"
        "You agree on the visits with the same person.",
    ),
    "steps": [
        row(title=said("Soitat meille", "You call us"), text=said("Vastaamme arkisin.", "We answer on weekdays.")),
        row(
            title=said("Tutustumme kotonasi", "We meet at your home"),
            text=said("Kartoitus on maksuton.", "The first visit is free."),
        ),
        row(
            title=said("Käynnit alkavat", "The visits begin"),
            text=said("Sama tekijä, sama päivä.", "The same helper, the same day."),
        ),
    ],
    "included": said("Siivous\nRuoanlaitto\nKaupassa käynti yhdessä", "Cleaning\nCooking\nShopping together"),
    "excluded": said("Ikkunoiden pesu\nHoitotoimenpiteet", "Washing windows\nNursing"),
    "target_groups": ["KR1.1", "KR1.6"],
    "need": said("En jaksa enää siivota enkä uskalla yksin kauppaan.", "I can’t clean any more, and I’m afraid to go shopping alone."),
    "prices": [
        price("38.00"),
        price("45.00", name=said("Viikonloppuna", "At weekends")),
        price("36.00", "visit", payer="voucher", vat="exempt_social", name=said("Palveluseteli", "With a voucher")),
    ],
    "payers": ["self_pay", "voucher"],
    "household_credit": True,
    "place": ["home"],
    "form": ["individual"],
    "rhythm": ["regular"],
    "municipalities": [JOENSUU, LIPERI],
    "languages": ["fi", "en", "ru"],
    "duration": 120,
    "waiting_days": 7,
    "quality_promise": said("Sama tekijä vähintään kahdeksalla käynnillä kymmenestä.", "The same helper on at least eight visits of ten."),
    "quality_measure": said("Laskemme käynnit joka kuukausi", "We count the visits every month"),
    "competence": said("Kotiavustaja tai lähihoitaja", "Home helper or practical nurse"),
    "ptv_class": "P4.3",
    "stage": "certified",
}  # fmt: skip


def service(name: str, english: str = "", **also: Any) -> dict[str, Any]:
    return {
        "name": said(name, english),
        "promise": said("Et jää yksin.", "You aren’t left alone." if english else ""),
        "stage": "productised",
        "municipalities": [JOENSUU],
        "languages": ["fi"],
        "target_groups": ["KR1.1"],
        "ptv_class": "P4.3",
        "payers": ["self_pay"],
        "place": ["home"],
        "prices": [price("34.00")],
        **also,
    }


@dataclass
class Town:
    """What was sent, by name."""

    net: Net
    arkiapu: Office
    taksi: Office
    certifier: Office
    changes: dict[str, Change]

    def id(self, name: str) -> str:
        return self.changes[name].record

    def add(self, name: str, office: Office, kind: str, fields: Mapping[str, Any]) -> str:
        change = whole(office, fields, kind)
        answers = office.push(change)
        assert not answers[0].refused, answers
        self.changes[name] = change
        return self.id(name)

    def change(self, name: str, office: Office, **fields: Any) -> None:
        answers = office.push(part(office, self.changes[name], fields))
        assert not answers[0].refused, answers


def build(net: Net, today: date) -> Town:
    """A small network on a day."""
    arkiapu = net.office("Rantakylän Arkiapu ry")
    taksi = net.office("Taksi Rääkkylä Oy")
    certifier = net.office("Kehittämisyhtiö", Role.CERTIFIER)
    town = Town(net, arkiapu, taksi, certifier, {})
    town.add("arkiapu", arkiapu, "organisation", {
        "name": said("Rantakylän Arkiapu ry"),
        "summary": said("Arjen apua kotiin Joensuussa", "Everyday help at home in Joensuu"),
        "description": said("Olemme yhdistys, jonka työntekijät ja vapaaehtoiset auttavat arjessa."),
        "sector": "third", "legal_form": "association", "business_id": "1234567-1", "founded": 1998,
        "home_municipality": JOENSUU, "municipalities": [JOENSUU, LIPERI], "languages": ["fi", "en"],
        "website": "https://arkiapu.example.fi/", "email": "apua@arkiapu.example.fi", "phone": "+358 13 123 4567",
        "locations": [row(name="Rantakylän toimipiste", street="Rantakyläntie 2", postal_code="80160",
                          town="Joensuu", municipality=JOENSUU,
                          accessibility=said("Esteetön sisäänkäynti pihan puolelta", "Step-free entrance from the yard"))],
        "marks": [row(mark="shqs", number="12-34", valid_to="2099-12-31")],
    })  # fmt: skip
    town.add("taksi", taksi, "organisation", {
        "name": said("Taksi Rääkkylä Oy"), "sector": "business", "home_municipality": KONTIOLAHTI,
        "phone": "013 765 4321", "summary": said("Kyydit saattajan kanssa"),
    })  # fmt: skip
    cleaning = town.add("cleaning", arkiapu, "service", CLEANING)
    company = town.add(
        "company",
        arkiapu,
        "service",
        service("Saattoapu asioille", "Company for errands", place=["home", "mobile"]),
    )
    town.add("retired", arkiapu, "service", service("Entinen palvelu", stage="productised"))
    town.add("ride", taksi, "service", service(
        "Kyyti saattajan kanssa", municipalities=[KONTIOLAHTI], ptv_class="P16.5", payers=["self_pay", "kela"],
        place=["mobile"], prices=[price("1.90", "kilometre")],
    ))  # fmt: skip
    town.add("remote", taksi, "service", service(
        "Etäjumppa", "Exercise by video", municipalities=[], place=["remote"], ptv_class="P27.1", target_groups=["KR1.4"],
        prices=[price("9.00", "session")],
    ))  # fmt: skip
    days = {
        "granted_on": today.isoformat(),
        "valid_from": today.isoformat(),
        "valid_to": (today + timedelta(days=700)).isoformat(),
    }
    town.add(
        "certificate",
        certifier,
        "certificate",
        fields_of(content((cleaning,), holder=said("Rantakylän Arkiapu ry"), **days)),
    )
    town.add("path", arkiapu, "service_path", {
        "name": said("Sairaalasta kotiin", "From hospital to home"),
        "need": said("Kotiudun leikkauksesta enkä pärjää yksin.", "I come home from surgery and can’t manage alone."),
        "target_groups": ["KR1.1"],
        "steps": [
            row(service=said("Kotiutushoitaja", "Discharge nurse"), service_id=None, organisation_id=None,
                client_sees=said("Hoitaja soittaa sinulle ennen kotiutumista.", "A nurse calls you before you go home."),
                hand_over=said("Hoitaja tilaa kyydin ja kertoo, mitä kotona tarvitaan.", "The nurse books the ride and tells what is needed at home.")),
            row(service=said("Kyyti", "Ride"), service_id=None, directory_id=town.id("ride"), organisation_id=None,
                client_sees=said("Kuljettaja saattaa sinut ovelle asti.", "The driver takes you to the door."),
                hand_over=said("Kotiavustaja on vastassa.", "The home helper meets you.")),
            row(service={}, service_id=cleaning, organisation_id=None,
                client_sees=said("Sama tekijä käy kahdesti viikossa.", "The same helper comes twice a week."), hand_over={}),
        ],
    })  # fmt: skip
    network = town.add("partnership", arkiapu, "partnership", {
        "name": said("Kotona pärjäämisen kumppanit", "Partners for managing at home"), "form": "network",
        "purpose": said("Kukaan ei jää kotiutumisen jälkeen yksin.", "Nobody is left alone after coming home."),
        "for_clients": said("Yksi soitto riittää.", "One call is enough."),
        "members": [row(organisation_id=town.id("arkiapu"), name="", role="lead", country="FI"),
                    row(name="Põlva Hoolekanne", role="member", country="EE"),
                    row(name="Lähtenyt Oy", role="member", country="FI", left_on="2020-01-01")],
        "stage": "activity", "public": True,
    })  # fmt: skip
    town.add("event", arkiapu, "event", {
        "name": said("Avoimet ovet Rantakylässä", "Open doors in Rantakylä"), "sort": "visit",
        "objective": said("Tiedät, mistä apua saa.", "You know where to get help."),
        "starts_on": (today + timedelta(days=10)).isoformat(), "starts_at": 9 * 60, "ends_at": 12 * 60, "ends_on": None,
        "place": "Rantakyläntie 2", "municipality": JOENSUU, "country": "FI",
        "programme": [row(at=9 * 60, item=said("Aamukahvi", "Coffee"), by="Arkiapu"), row(at=600, item=said("Kierros", "A tour"), by="")],
        "invitation": said("Tervetuloa!\nKahvi on tarjolla.", "Welcome!\nCoffee is served."),
        "register_by": (today + timedelta(days=5)).isoformat(),
        "register_how": said("Soita 013 123 4567.", "Call 013 123 4567."),
        "state": "open", "public": True, "partnership_id": network,
    })  # fmt: skip
    town.add("past", arkiapu, "event", {
        "name": said("Syystapaaminen"), "sort": "workshop", "starts_on": (today - timedelta(days=30)).isoformat(),
        "state": "held", "public": True,
    })  # fmt: skip
    town.add("closed", arkiapu, "event", {
        "name": said("Jäsenten ilta"), "sort": "other", "starts_on": (today + timedelta(days=3)).isoformat(),
        "state": "open", "public": False,
    })  # fmt: skip
    assert company
    return town


def retire(town: Town) -> None:
    """A service ends, and another one takes its place."""
    town.change("retired", town.arkiapu, stage="retired", successor_id=town.id("company"))
