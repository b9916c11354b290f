"""Whatever a directory says, what is kept of it is of the standard, and keeping it again changes nothing."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.directories import keeping
from app.exchange.directories.standard import OBJECTS, REQUIRED

OWNER = "1c0a3f2e-5d0b-4c36-9a53-0f6d1f0a7c01"
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.sampled_from(["<b>x</b>", "https://a.example/?b=%41", "a@b.fi", "2024-09-25T14:23:06.5+01:00",
                     "active", "physical", "WEEKLY", "12", " space ", OWNER, OWNER.upper()]),
)  # fmt: skip


def documents(name: str, deep: int = 2) -> st.SearchStrategy[Any]:
    """Objects with fields of the standard and others, whose values are of any kind."""
    fields: dict[str, Any] = {"unknown": VALUES}
    for field, described in OBJECTS[name].items():
        inner = documents(described.object, deep - 1) if described.object and deep else VALUES
        fields[field] = st.lists(inner, max_size=2) if described.many else inner
    return st.fixed_dictionaries({}, optional=fields)


def check(name: str, made: Any) -> None:
    assert {"id", *REQUIRED.get(name, ())} <= made.keys() <= OBJECTS[name].keys()
    for field, value in made.items():
        described = OBJECTS[name][field]
        if described.many:
            for each in value:
                check(described.object, each)
            assert len({each["id"] for each in value}) == len(value)
        elif described.object:
            check(described.object, value)
        elif described.kind == "number":
            assert isinstance(value, int | float)
        else:
            assert isinstance(value, str)
            assert value
            assert not described.one_of or value in described.one_of


@settings(max_examples=60, deadline=None)
@given(doc=documents("location"))
def test_what_is_kept_is_of_the_standard(doc: dict[str, Any]) -> None:
    made = keeping.kept("location", doc, OWNER)
    if made is not None:
        check("location", made)
        assert keeping.kept("location", doc, OWNER) == made
        assert keeping.kept("location", made, OWNER) == made


def test_a_text_without_markup_stays_letter_by_letter() -> None:
    assert keeping.text("Loppuu väliin. ") == "Loppuu väliin. "
    assert keeping.text("<p>Ei &amp; näin</p>") == "Ei & näin"
