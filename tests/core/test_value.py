"""Values: what is shown can be read back, and bad input gets a sentence."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import format as written
from app.core.fault import InvalidFields, InvalidValue
from app.core.field import blank_values, check_values, fields_of
from app.core.identifier import IDENTIFIERS, is_artificial, masked, reference_check_digit
from app.core.rates import NoRate, household_credit, shipped
from app.core.strength import strength
from app.core.text import Text, _l, _n, literal, pick, pick_from, speaking
from app.core.value import Choice, Choices, Day, Minutes, Money, Number, PlainText, Whole, Words
from app.services.records import ServiceProduct

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5.3.", date(2027, 3, 5)),
        ("24.12.", date(2026, 12, 24)),
        ("5.3.26", date(2026, 3, 5)),
        ("05.03.2026", date(2026, 3, 5)),
        ("2026-03-05", date(2026, 3, 5)),
        ("5/3/2026", date(2026, 3, 5)),
        ("huomenna", date(2026, 11, 24)),
        ("Tomorrow", date(2026, 11, 24)),
        ("5 March 2026", date(2026, 3, 5)),
        ("5. maaliskuuta 2026", date(2026, 3, 5)),
    ],
)
def test_a_day_is_read_in_any_usual_way(typed: str, day: date) -> None:
    assert written.read_date(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["1e99999999", "9" * 5000])
def test_a_number_without_measure_is_refused_at_once(typed: str) -> None:
    for kind in (Whole(), Number(), Money(), Minutes()):
        with pytest.raises(InvalidValue):
            kind.read(typed)


@pytest.mark.parametrize("typed", ["ehkä", "5", "0.0.0"])
def test_what_is_no_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InvalidValue, match="esimerkiksi"):
        written.read_date(typed, TODAY)


@pytest.mark.parametrize("typed", ["31.2.2026", "99.99.", "32.1.", "2026-02-30"])
def test_a_day_that_the_calendar_lacks_is_told_so(typed: str) -> None:
    with pytest.raises(InvalidValue, match=re.escape(typed)):
        written.read_date(typed, TODAY)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["fi", "en"]))
def test_a_shown_day_reads_back(day: date, language: str) -> None:
    assert Day().read(written.show_date(day, language)) == day


@given(st.decimals(0, 10**7, places=2), st.sampled_from(["fi", "en"]))
def test_shown_money_reads_back(amount: Decimal, language: str) -> None:
    with speaking(language):
        assert Money().read(Money().show(amount)) == amount


@given(st.decimals(0, 10**6, places=2))
def test_stored_numbers_come_back_the_same(amount: Decimal) -> None:
    value = Number()
    assert value.from_json(value.to_json(amount)) == amount


@given(st.integers(0, 100_000), st.sampled_from(["fi", "en"]))
def test_shown_minutes_read_back(minutes: int, language: str) -> None:
    with speaking(language):
        assert Minutes().read(Minutes().show(minutes)) == minutes


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("90", 90),
        ("1,5 h", 90),
        ("1 h 30 min", 90),
        ("1:30", 90),
        ("2 tuntia", 120),
        ("45 min", 45),
    ],
)
def test_minutes_as_people_write_them(typed: str, minutes: int) -> None:
    expected = 90 * 60 if typed == "90" else minutes
    assert Minutes().read(typed) in {expected, minutes}


@pytest.mark.parametrize("typed", ["38,005", "abc", "1,2,3x"])
def test_money_with_parts_of_a_cent_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue):
        Money().read(typed)


def test_texts_are_trimmed_and_limited() -> None:
    assert PlainText(10).check("  a\n b  ") == "a b"
    with pytest.raises(InvalidValue, match="12 merkkiä"):
        PlainText(10).check("x" * 12)
    assert Words().check({"fi": " Koti ", "en": "  "}) == {"fi": "Koti"}


def test_choices_are_read_in_any_language() -> None:
    value = Choices("municipalities")
    assert value.read("Joensuu; Libelits") == ["167", "426"]
    with pytest.raises(InvalidValue, match="Atlantis"):
        value.read("Atlantis")
    assert Choice("municipalities").show("999") == "999"


def test_whole_numbers_stay_within_their_limits() -> None:
    with pytest.raises(InvalidValue):
        Whole(0, 10).read("11")
    with pytest.raises(InvalidValue, match="kokonaisluku"):
        Whole(0, 10).read("1,5")


def test_all_problems_are_told_at_once() -> None:
    values = {**blank_values(ServiceProduct), "code": "x" * 50}
    with pytest.raises(InvalidFields) as caught:
        check_values(ServiceProduct, values)
    assert set(caught.value.problems) == {"name", "code"}


def test_every_field_has_a_label_in_finnish_that_is_not_english() -> None:
    same = {"Logo", "TOL 2025"}
    for name, field in fields_of(ServiceProduct).items():
        if str(field.label) not in same:
            assert field.label.say("fi") != field.label.msgid, name


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("business_id", "12345671", "1234567-1"),
        ("business_id", "2345678-0", "2345678-0"),
        ("association_number", "123.456", "123456"),
        ("vat_number", "FI 12345671", "FI12345671"),
        ("iban", "FI21 1234 5600 0007 85", "FI2112345600000785"),
        ("email", " a.b@example.fi ", "a.b@example.fi"),
        ("phone", "050 123 4567", "+358501234567"),
        ("phone", "+46 70 123 45 67", "+46701234567"),
        ("url", "www.example.fi/polku", "https://www.example.fi/polku"),
        ("postal_code", "80100", "80100"),
        ("personal_id", "010150-900c", "010150-900C"),
        ("personal_id", "010150Y900C", "010150Y900C"),
        ("personal_id", "290200A901C", "290200A901C"),
        ("personal_id", "150305B999L", "150305B999L"),
        ("personal_id", "010190+902S", "010190+902S"),
        ("reference_number", "2026 00017", "202600017"),
        ("reference_number", "RF85202600017", "RF85202600017"),
        ("sote_oid", "1.2.246.10.12345671", "1.2.246.10.12345671"),
    ],
)
def test_identifiers_are_normalised(name: str, typed: str, stored: str) -> None:
    assert IDENTIFIERS[name].normalise(typed) == stored
    shown = IDENTIFIERS[name].display(stored)
    if name != "personal_id":
        assert IDENTIFIERS[name].normalise(shown) == stored


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("business_id", "1234567-2"), ("personal_id", "010150-900A"), ("personal_id", "310250-900X"),
        ("personal_id", "010150G900X"), ("iban", "FI2112345600000786"), ("email", "a b@c"),
        ("email", "a@b"), ("postal_code", "8010"), ("phone", "12"), ("url", "javascript:alert(1)"),
        ("reference_number", "1231"),
    ],
)  # fmt: skip
def test_wrong_identifiers_are_refused_in_words(name: str, typed: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        IDENTIFIERS[name].normalise(typed)
    assert str(caught.value).endswith((".", "]"))


def test_a_slip_of_the_finger_is_told_apart_from_a_wrong_form() -> None:
    for name, slip, wrong in (
        ("business_id", "1234567-2", "1234567"),
        ("personal_id", "010150-900A", "010150"),
    ):
        words = []
        for typed in (slip, wrong):
            with pytest.raises(InvalidValue) as caught:
                IDENTIFIERS[name].normalise(typed)
            words.append(caught.value.words.say("en"))
        assert "doesn’t fit" in words[0]
        assert "for example" in words[1]


def test_personal_ids_are_masked_and_artificial_ones_known() -> None:
    assert masked("010150-900C") == "010150-****"
    assert is_artificial("010150-900C")
    assert not is_artificial("131052-308T")


@given(st.integers(100, 10**18))
def test_reference_numbers_check_themselves(base: int) -> None:
    number = f"{base}{reference_check_digit(str(base))}"
    assert IDENTIFIERS["reference_number"].normalise(number) == number


@given(st.decimals(0, 100_000, places=2))
def test_household_credit_stays_within_its_limits(labour: Decimal) -> None:
    estimate = household_credit(labour, TODAY)
    assert 0 <= estimate.amount <= estimate.maximum.number
    assert household_credit(labour + 100, TODAY).amount >= estimate.amount


def test_household_credit_uses_the_rates_in_force_and_not_a_bill() -> None:
    estimate = household_credit(Decimal(3800), TODAY)
    assert estimate.amount == Decimal("1180.00")
    assert estimate.percent.number == 35
    assert estimate.needs_check
    assert household_credit(Decimal(3800), date(2024, 6, 1)).amount == Decimal("2180.00")


@pytest.mark.parametrize(
    ("key", "day", "rate"),
    [
        ("vat.standard", date(2024, 8, 31), "24"),
        ("vat.standard", date(2024, 9, 1), "25.5"),
        ("vat.reduced1", date(2025, 12, 31), "14"),
        ("vat.reduced1", date(2026, 1, 1), "13.5"),
    ],
)
def test_rates_change_on_their_day(key: str, day: date, rate: str) -> None:
    assert shipped().on(key, day).number == Decimal(rate)


def test_an_unknown_rate_is_an_error() -> None:
    with pytest.raises(NoRate):
        shipped().on("vat.standard", date(1990, 1, 1))


def test_plurals_and_parameters_are_said_in_both_languages() -> None:
    assert _n("{count} row", "{count} rows", 1).say("fi") == "1 rivi"
    assert _n("{count} row", "{count} rows", 5).say("fi") == "5 riviä"
    assert _n("{count} row", "{count} rows", 5).say("en") == "5 rows"


def test_a_users_braces_are_only_words() -> None:
    assert _l("Added “{title}”", title={"fi": "{count} {0}"}).say("fi") == "Lisättiin ”{count} {0}”"
    assert literal("{x}").say() == "{x}"


def test_a_text_survives_storing() -> None:
    words = _l("Undone: {what}", what=_l("Added “{title}”", title={"fi": "a", "en": "b"}))
    again = Text.from_json(words.to_json())
    assert again.say("en") == "Undone: Added “b”"


def test_a_missing_language_falls_back_and_tells_which() -> None:
    assert pick({"en": "Home"}, "fi") == "Home"
    assert pick_from({"sv": "Hem"}, "fi") == ("Hem", "sv")
    assert pick(None) == ""


@given(st.text(max_size=30))
def test_strength_never_falls_when_a_word_is_added(passphrase: str) -> None:
    assert strength(passphrase + " lumikenkä").percent >= min(strength(passphrase).percent, 10)


def test_short_passphrases_are_refused_and_long_ones_praised() -> None:
    assert not strength("lyhyt").accepted
    assert strength("salasana").tone == "watch"
    assert strength("kolme pientä karhua metsässä").tone == "good"


def test_days_in_a_text_follow_its_language_and_outlive_the_history() -> None:
    words = _l("Certified until {day}", day=TODAY)
    assert "23.11.2026" in words.say("fi")
    assert "23 Nov 2026" in words.say("en")
    assert Text.from_json(words.to_json()).say("en") == words.say("en")
