"""The pictures of the types to choose from: drawn once, and anew when they show something else."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.text import speaking
from app.worksheets.papers.measuring import measure
from app.worksheets.sheets import gallery
from app.worksheets.types.library import built_in


def test_a_picture_is_drawn_once_for_each_language() -> None:
    swot = built_in().types["swot"]
    first = gallery.example_picture(swot, measure())
    with speaking("en"):
        english = gallery.example_picture(swot, measure())
    assert english != first
    assert gallery.example_picture(swot, measure()) is first


def test_a_type_that_was_changed_is_drawn_anew() -> None:
    swot = built_in().types["swot"]
    fields = tuple(replace(each, label={"fi": "Muutettu"}) for each in swot.fields)
    changed = gallery.example_picture(replace(swot, fields=fields), measure())
    assert "Muutettu" in str(changed)
    assert "Muutettu" not in str(gallery.example_picture(swot, measure()))


def test_a_picture_is_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = built_in().types["annual_clock"]
    pictures = []
    for day in (date(2026, 1, 15), date(2031, 8, 15)):
        monkeypatch.setattr(gallery, "today", lambda day=day: day)
        pictures.append(gallery.example_picture(clock, measure()))
    assert pictures[0] is not pictures[1]
