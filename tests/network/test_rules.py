"""When the next synchronisation is, and which troubles pass by themselves."""

import pytest

from app.network import rules
from app.sync.protocol import Code
from app.sync.trouble import BACK, OFFLINE


def test_the_longer_it_fails_the_less_often_it_is_tried() -> None:
    assert rules.minutes_until_next(0) == 5
    waits = [rules.minutes_until_next(failures) for failures in range(1, 10)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


@pytest.mark.parametrize(
    ("invited", "called", "another"),
    [
        ("Arkiapu Oy", ["Arkiapu oy"], False),
        ("Rantakylän  Arkiapu", ["Rantakylän Arkiapu ry", ""], False),
        ("Everyday Help ry", ["Arkiapu ry", "Everyday Help ry"], False),
        ("Kotihoiva Koivu oy", ["Rantakylän Arkiapu ry"], True),
        ("", ["Rantakylän Arkiapu ry"], False),
        ("Kotihoiva Koivu oy", ["", " "], False),
    ],
)
def test_an_invitation_for_somebody_else_is_known_by_its_name(
    invited: str, called: list[str], another: bool
) -> None:
    assert rules.is_another(invited, called) is another


def test_what_passes_and_what_needs_somebody() -> None:
    assert all(rules.passes(code) for code in (OFFLINE, Code.BUSY, Code.SLOW_DOWN))
    assert not any(rules.passes(code) for code in (BACK, Code.TOKEN, Code.UPDATE, "of a newer one"))
