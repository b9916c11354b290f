"""Small general widgets that every page is made of: live in language, theme and text size."""

from app.ui.widgets.bars import Bar, Bars
from app.ui.widgets.button import Button, button, icon_button, link
from app.ui.widgets.card import Card, FigureCard
from app.ui.widgets.choices import ChipBar, Choice, Segmented
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import Flow, Tiles
from app.ui.widgets.fold import Fold
from app.ui.widgets.label import (
    ElidedLabel,
    Words,
    label,
    lead,
    section,
    small,
    subject,
    title,
    words,
)
from app.ui.widgets.layout import Column, Grid, Row, clear, rule
from app.ui.widgets.meter import Meter
from app.ui.widgets.notice import Banner, EmptyState, Picture
from app.ui.widgets.page import Facts, ScrollColumn, Stack, first_field
from app.ui.widgets.parts import Part, TwoLines
from app.ui.widgets.progress import JobDialog, JobProgress
from app.ui.widgets.radar import LEAST_SPOKES, Radar
from app.ui.widgets.rows import RowItem, RowList
from app.ui.widgets.search import SearchBox
from app.ui.widgets.tag import Tag, paint_count, paint_tag, tag_size
from app.ui.widgets.ticked import Ticked, tick_box

__all__ = [
    "LEAST_SPOKES",
    "Banner",
    "Bar",
    "Bars",
    "Button",
    "Card",
    "ChipBar",
    "Choice",
    "Column",
    "Combo",
    "ElidedLabel",
    "EmptyState",
    "Facts",
    "FigureCard",
    "Flow",
    "Fold",
    "Grid",
    "JobDialog",
    "JobProgress",
    "Meter",
    "Part",
    "Picture",
    "Radar",
    "Row",
    "RowItem",
    "RowList",
    "ScrollColumn",
    "SearchBox",
    "Segmented",
    "Stack",
    "Tag",
    "Ticked",
    "Tiles",
    "TwoLines",
    "Words",
    "button",
    "clear",
    "first_field",
    "icon_button",
    "label",
    "lead",
    "link",
    "paint_count",
    "paint_tag",
    "rule",
    "section",
    "small",
    "subject",
    "tag_size",
    "tick_box",
    "title",
    "words",
]
