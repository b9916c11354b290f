"""What another register of Kumppani tells beside HSDS comes into our own fields."""

from pathlib import Path
from typing import Any

from tests.exchange.directories.written import SERVICE_ID, document, organisation, read, told
from tests.exchange.directories.written import service as hsds_service

CHILD = "7c0a3f2e-5d0b-4c36-9a53-0f6d1f0a7c07"


def attribute(kind: str, code: str) -> dict[str, Any]:
    return {"link_type": kind, "taxonomy_term": {"code": code, "name": code, "taxonomy": "Luokka"}}


def service(**more: Any) -> dict[str, Any]:
    firm = organisation(
        x_network_id="n", x_summary="Apua.", description="Esimerkki Oy", legal_status="Muu",
        attributes=[attribute("sector", "third"), attribute("legal_form", "association")],
        locations=[{"id": CHILD, "location_type": "physical", "name": "Talo"}],
    )  # fmt: skip
    return hsds_service(
        x_network={"id": "n", "name": "Verkosto"},
        organization=firm,
        description="Lupaus.",
        x_promise="Lupaus.",
        eligibility_description="En uskalla yksin.",
        fees_description="35,00 € / tunti",
        x_included="Matkat",
        x_excluded="Aineet",
        x_quality_promise="Sama työntekijä",
        x_competence="Lähihoitaja",
        x_duration_minutes=90,
        x_waiting_days=7,
        x_household_credit=True,
        x_steps=[{"title": "Soitto", "text": "Sovitaan.", "x_translations": {"en": {"title": "Call"}}}],
        cost_options=[
            {"id": CHILD, "amount": 35.0, "currency": "EUR", "amount_description": "35,00 € / tunti",
             "x_unit": "hour", "x_vat": "exempt_social", "x_payer": "voucher"},
        ],
        attributes=[attribute("payer", "voucher"), attribute("rhythm", "regular"), attribute("network", "n"),
                    attribute("shl_service", "social_work"), attribute("certificate", "c")],
        x_translations={"sv": {"name": "Hemhjälp", "x_promise": "Löfte.", "eligibility_description": "Rädd."}},
        **more,
    )  # fmt: skip


def test_our_own_fields(tmp_path: Path) -> None:
    found = read(document(tmp_path / "services.json", {"contents": [service()]}))
    values = found.service.values
    assert told(found.service) == set() == told(found.organisation)
    assert values["promise"] == {"fi": "Lupaus.", "sv": "Löfte."}
    assert values["description"] == {}, "it was only the promise again"
    assert values["need"] == {"fi": "En uskalla yksin.", "sv": "Rädd."}
    assert (values["duration"], values["waiting_days"], values["household_credit"]) == (90, 7, True)
    assert (values["included"], values["excluded"]) == ({"fi": "Matkat"}, {"fi": "Aineet"})
    assert values["competence"] == {"fi": "Lähihoitaja"}
    (step,) = values["steps"]
    assert step["title"] == {"fi": "Soitto", "en": "Call"}
    (price,) = values["prices"]
    assert (price["id"], price["price"], price["unit"]) == (CHILD, "35.00", "hour")
    assert (price["vat"], price["payer"]) == ("exempt_social", "voucher")
    assert (values["payers"], values["rhythm"]) == (["voucher"], ["regular"])
    assert values["shl_service"] == "social_work"
    firm = found.organisation.values
    assert firm["description"] == {}, "it was only the name again"
    assert (firm["summary"], firm["sector"]) == ({"fi": "Apua."}, "third")
    assert firm["legal_form"] == "association"
    assert [row["id"] for row in firm["locations"]] == [CHILD]


def test_numbers_that_make_no_sense(tmp_path: Path) -> None:
    strange = {
        **service(),
        "id": SERVICE_ID,
        "x_waiting_days": 10**9,
        "x_duration_minutes": "pitkään",
    }
    found = read(document(tmp_path / "services.json", [strange])).service
    assert "waiting_days" not in found.values
    assert found.values["duration"] is None
    assert told(found) == {"The number “{written}” isn’t valid."}
