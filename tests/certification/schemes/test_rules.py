"""Which criteria apply, how versions differ, and that a sheet says all that a scheme does."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.certification.schemes import checking, rules, sheet_file
from app.certification.schemes.raw import Entry, RawScheme, Said
from app.certification.schemes.records import content_of, values_from
from app.certification.schemes.rules import Condition, Criterion, SchemeContent
from app.core.text import Text
from tests.certification.schemes.data import mini

ANSWERS = ("", "yes", "partly", "no", "not_applicable")
KEYS = [f"k{number}" for number in range(8)]
PLACE = Text("Line 1")
WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), include_characters="\n="),
    max_size=30,
)
LINE = WORDS.filter(lambda words: words.strip())


def criterion(key: str, *conditions: Condition, **values: Any) -> Criterion:
    given: dict[str, Any] = {
        "group": "g",
        "text": {"fi": key},
        "guidance": {},
        "evidence": {},
        "level": "required",
    }
    given |= {"weight": 1, "target": "t", **values}
    return Criterion(**given, key=key, applies_when=conditions)


@st.composite
def criteria(draw: st.DrawFn) -> list[Criterion]:
    """Criteria of which each may depend on some before it, in any order."""
    made = []
    for number, key in enumerate(KEYS):
        on = (
            draw(st.lists(st.sampled_from(KEYS[:number]), max_size=2, unique=True))
            if number
            else []
        )
        wanted = [
            Condition(each, frozenset(draw(st.sets(st.sampled_from(rules.STEERING), min_size=1))))
            for each in on
        ]
        made.append(criterion(key, *wanted))
    return draw(st.permutations(made))


answered = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(ANSWERS))


@given(criteria(), answered)
def test_an_answer_not_given_yet_takes_nothing_away(
    asked: list[Criterion], answers: dict[str, str]
) -> None:
    found = {each.key for each in rules.applicable(asked, answers)}
    for key in answers:
        fewer = {k: v for k, v in answers.items() if k != key}
        assert found <= {each.key for each in rules.applicable(asked, fewer)}


@given(criteria())
def test_all_apply_while_nothing_is_answered(asked: list[Criterion]) -> None:
    assert rules.applicable(asked, {}) == asked
    assert rules.applicable(asked, dict.fromkeys(KEYS, "")) == asked


@given(criteria(), answered)
def test_what_applies_keeps_its_order_and_is_among_what_is_asked(
    asked: list[Criterion], answers: dict[str, str]
) -> None:
    found = [each.key for each in rules.applicable(asked, answers)]
    assert found == [each.key for each in asked if each.key in found]


@given(criteria(), answered)
def test_what_applies_rests_on_nothing_that_doesnt(
    asked: list[Criterion], answers: dict[str, str]
) -> None:
    found = {each.key: each for each in rules.applicable(asked, answers)}
    for each in found.values():
        for condition in each.applies_when:
            assert condition.criterion in found
            assert answers.get(condition.criterion, "") in {"", *condition.answers}


@given(criteria(), answered)
def test_what_is_left_out_is_left_out_for_a_reason(
    asked: list[Criterion], answers: dict[str, str]
) -> None:
    found = {each.key for each in rules.applicable(asked, answers)}
    for each in asked:
        if each.key not in found:
            assert any(
                c.criterion not in found or answers.get(c.criterion, "") not in {"", *c.answers}
                for c in each.applies_when
            )


@given(criteria(), answered)
def test_looking_again_changes_nothing(asked: list[Criterion], answers: dict[str, str]) -> None:
    once = rules.applicable(asked, answers)
    assert rules.applicable(once, answers) == once


@given(criteria(), answered, st.sampled_from(ANSWERS))
def test_what_doesnt_apply_steers_nothing(
    asked: list[Criterion], answers: dict[str, str], other: str
) -> None:
    found = rules.applicable(asked, answers)
    out = {each.key for each in asked} - {each.key for each in found}
    assert rules.applicable(asked, {**answers, **dict.fromkeys(out, other)}) == found


@given(criteria())
def test_criteria_that_depend_on_earlier_ones_make_no_circle(asked: list[Criterion]) -> None:
    assert rules.cycle(asked) == ()


@given(st.integers(1, 8), criteria())
def test_a_circle_of_any_length_is_found(length: int, others: list[Criterion]) -> None:
    ring = [f"r{number}" for number in range(length)]
    made = [
        criterion(key, Condition(ring[(at + 1) % length], frozenset({"yes"})))
        for at, key in enumerate(ring)
    ]
    found = rules.cycle([*others, *made])
    assert found[0] == found[-1]
    assert set(found) == set(ring)


conditions = st.lists(
    st.builds(
        Condition,
        st.sampled_from(KEYS),
        st.frozensets(st.sampled_from(rules.STEERING), min_size=1),
    ),
    max_size=4,
)


@given(conditions)
def test_conditions_are_read_as_they_are_written(found: list[Condition]) -> None:
    assert rules.conditions(rules.written(found)) == tuple(found)


@given(st.text(alphabet="ab=|;_ yesno", max_size=20))
def test_any_words_are_conditions_or_refused(words: str) -> None:
    try:
        found = rules.conditions(words)
    except ValueError:
        return
    assert rules.conditions(rules.written(found)) == found


def test_ranks_and_what_is_asked_follow_the_order_of_levels() -> None:
    scheme = mini()
    assert [scheme.rank(key) for key in ("lower", "upper", "gone")] == [0, 1, 1]
    assert [each.key for each in scheme.asked("lower")] == ["staff", "plan", "training", "leaflet"]
    assert len(scheme.asked("upper")) == 5


# Versions


def test_a_version_differs_by_what_was_asked_not_by_how_it_is_explained() -> None:
    old = mini()
    new = mini(
        "2",
        ("weight: 5", "weight: 6\n        guidance: {fi: Ohje, en: Help}"),
        ("Staff is trained", "All are trained"),
        ("key: leaflet", "key: website"),
    )
    found = rules.difference(old, new)
    assert found.same == ("staff", "plan", "figures")
    assert found.changed == ("training",)
    assert found.new == ("website",)
    assert found.gone == ("leaflet",)
    words = rules.difference_words(found).say("en")
    assert words == "1 new, 1 changed, 1 left out; the answers to 3 still hold."


@pytest.mark.parametrize(
    "change",
    [
        ("level: recommended", "level: required"),
        ("applies_when: staff=yes|partly", "applies_when: staff=yes"),
        ("Esite on", "Esite ja sivut ovat"),
    ],
)
def test_another_level_condition_or_text_is_another_question(change: tuple[str, str]) -> None:
    assert len(rules.difference(mini(), mini("2", change)).changed) == 1


@given(st.sets(st.sampled_from(KEYS)), st.sets(st.sampled_from(KEYS)))
def test_a_difference_tells_of_every_criterion_once(before: set[str], after: set[str]) -> None:
    base = mini()
    old = replace(base, criteria=tuple(criterion(key) for key in sorted(before)))
    new = replace(base, criteria=tuple(criterion(key) for key in sorted(after)))
    found = rules.difference(old, new)
    assert sorted(found.same + found.changed + found.new) == sorted(after)
    assert set(found.gone) == before - after
    assert set(found.new) == after - before
    assert rules.difference(old, old) == rules.Difference(tuple(sorted(before)), (), (), ())


# Sheets


@st.composite
def texts(draw: st.DrawFn, most: int = 1) -> dict[str, str]:
    return {"fi": draw(LINE), "en": draw(LINE)} if most or draw(st.booleans()) else {}


@st.composite
def schemes(draw: st.DrawFn) -> SchemeContent:
    """Any scheme that a file can hold, as the checking lets it through."""

    def entry(**values: Any) -> Entry:
        return Entry(PLACE, {name: Said(PLACE, value) for name, value in values.items()})

    def named(keys: list[str]) -> list[Entry]:
        return [entry(key=key, name=draw(texts()), help=draw(texts(most=0))) for key in keys]

    levels = [f"l{number}" for number in range(draw(st.integers(0, 3)))]
    groups = [f"g{number}" for number in range(draw(st.integers(1, 3)))]
    certificate = draw(st.booleans())
    number = st.integers(1, 120)

    def maybe(value: int, wanted: bool) -> str:
        return str(value) if wanted else ""

    head = {
        "key": "any",
        "version": draw(
            st.sampled_from(["1", "1.10", "2026-11-25", "v2", "=1", "-3", "1,5", "007"])
        ),
        "name": draw(texts()),
        "summary": draw(texts(most=0)),
        "basis": draw(texts(most=0)),
        "subject": draw(st.sampled_from(["", "service", "organisation"])),
        "certificate": draw(st.sampled_from(["yes", "true"] if certificate else ["no", ""])),
        "certificate_level": draw(st.sampled_from(["", *levels])),
        "pass_percent": maybe(draw(st.integers(0, 100)), draw(st.booleans())),
        "partly_percent": maybe(draw(st.integers(0, 100)), draw(st.booleans())),
        "peer_months": maybe(draw(number), draw(st.booleans())),
        "valid_months": maybe(draw(number), certificate or draw(st.booleans())),
    }
    made = [
        entry(
            key=each.key,
            group=draw(st.sampled_from(groups)),
            text=draw(texts()),
            guidance=draw(texts(most=0)),
            evidence=draw(texts(most=0)),
            level=draw(st.sampled_from(["required", "recommended", "question", ""])),
            weight=draw(st.sampled_from(["", "1", "2", "10"])),
            target=draw(st.sampled_from(["", *levels])),
            applies_when=rules.written(each.applies_when),
        )
        for each in draw(criteria())
    ]
    raw = RawScheme(entry(**head), named(levels), named(groups), made)
    return checking.checked(raw, "a")


@settings(max_examples=20)
@given(schemes(), st.sampled_from([".xlsx", ".csv"]))
def test_a_sheet_gives_back_the_scheme_that_was_written(scheme: SchemeContent, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = sheet_file.write(Path(folder) / f"a{suffix}", scheme)
        assert checking.checked(sheet_file.read(path), path.name) == scheme


@given(schemes())
def test_a_record_gives_back_the_scheme_that_was_kept(scheme: SchemeContent) -> None:
    assert content_of(values_from(scheme)) == scheme
