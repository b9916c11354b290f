"""What a row carries along unseen stays while a person changes other things, and goes when it tells of something else."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.field import carried, row_field
from app.core.text import _l
from app.core.value import PlainText, Reference, Rows, Words

FIELDS = (
    row_field("owner", Reference("organisation"), _l("Name")),
    row_field("called", Words(40), _l("Name")),
    row_field("said", PlainText(40), _l("Name")),
    row_field("note", PlainText(40), _l("Note")),
    row_field("key", PlainText(40), _l("Key"), behind=("owner", "called", "said")),
)
ROW = {"id": "1", "owner": "o", "called": {"fi": "Apu"}, "said": "Apu", "note": "a", "key": "k"}
KIND = Rows(FIELDS, 5)
TEXTS = st.text("ab ", max_size=4)


def after(**changed: object) -> dict[str, object]:
    seen = {name: value for name, value in ROW.items() if name != "key"}
    return carried(FIELDS, ROW, {**seen, **changed})


@given(TEXTS, st.dictionaries(st.sampled_from(["sv", "en"]), TEXTS))
def test_it_stays_with_what_it_stands_behind(note: str, words: dict[str, str]) -> None:
    assert after(note=note, called={**words, "fi": "Apu"}) == {"key": "k"}


@given(TEXTS, TEXTS)
def test_it_goes_exactly_when_that_says_something_else(said: str, called: str) -> None:
    assert after(said=said) == {}
    assert after(called={"fi": called}) == {}
    assert after(said=" Apu  ") == {"key": "k"}, "spaces say nothing"


def test_one_that_is_chosen_or_left_blank_is_something_else() -> None:
    assert after(owner="another") == after(owner=None) == after(called={}) == after(said="") == {}
    # Blank and not there are one and the same.
    assert carried(FIELDS, {"key": "k"}, {"owner": None, "called": {}, "said": ""}) == {"key": "k"}
    assert carried(FIELDS, {"said": "Apu"}, {"said": "Apu"}) == {}, "nothing is made up"


def test_nobody_sees_it() -> None:
    assert "k" not in KIND.show_row({**ROW, "owner": None}).split(", ")
    assert "k" not in set(KIND.words([ROW]))
    assert KIND.row(ROW)["key"] == "k"
    assert KIND.row({"said": "Vanha"})["key"] == "", "a row from before has none"
