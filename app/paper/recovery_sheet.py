"""The recovery sheet: the one page that opens the office when the passphrase is forgotten."""

from datetime import datetime

from reportlab.platypus import Table, TableStyle

from app.core.text import _l, speaking
from app.paper.kit import LINE, TINT, WIDTH, Letterhead, Paper, qr


def recovery_sheet(store_name: str, recovery_key: str, made: datetime, language: str) -> bytes:
    """One page with the recovery key in letters and as a QR code."""
    with speaking(language):
        title = _l("Recovery sheet").say(language)
        paper = Paper(language, title, Letterhead("Kumppani"), made.astimezone().date())
        paper.add(title, "title")
        paper.add(
            _l(
                "Keep this page in a safe place, apart from the computer: a safe, a locked cabinet or a bank."
            ),
            "lead",
        )
        groups = recovery_key.split("-")
        half = len(groups) // 2
        key = [
            paper.paragraph("  ".join(groups[:half]), "mono"),
            paper.paragraph("  ".join(groups[half:]), "mono"),
        ]
        box = Table([[key, qr(recovery_key, 110)]], colWidths=(WIDTH - 130, 130))
        box.setStyle(
            TableStyle(
                [
                    ("BACKGROUND", (0, 0), (-1, -1), TINT),
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("ROUNDEDCORNERS", [8, 8, 8, 8]),
                    ("TOPPADDING", (0, 0), (-1, -1), 12),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 12),
                    ("LEFTPADDING", (0, 0), (-1, -1), 14),
                ]
            )
        )
        paper.story.append(box)
        paper.gap(8)
        paper.section(
            _l("What it is for"),
            paper.words(
                _l(
                    "With this key you open the file {name} when the passphrase is forgotten, and then "
                    "choose a new passphrase. Nobody else can open the file for you: not the makers of the "
                    "program, not the network.",
                    name=store_name,
                ).say(language)
            ),
        )
        paper.section(
            _l("How to use it"),
            paper.numbered(
                [
                    (_l("Start Kumppani and choose the file.").say(language), ""),
                    (_l("Choose “Recovery key” and type the key above.").say(language), ""),
                    (_l("In Settings, choose a new passphrase.").say(language), ""),
                ]
            ),
        )
        paper.section(
            _l("Who has it"),
            _lines_to_fill(
                paper, (_l("Kept at").say(language), _l("Date and signature").say(language))
            ),
        )
        return paper.draw()


def _lines_to_fill(paper: Paper, labels: tuple[str, ...]) -> Table:
    made = Table(
        [[paper.paragraph(label, "small"), ""] for label in labels],
        colWidths=(WIDTH * 0.3, WIDTH * 0.7),
        rowHeights=[28] * len(labels),
    )
    made.setStyle(
        TableStyle(
            [("LINEBELOW", (1, 0), (1, -1), 0.6, LINE), ("VALIGN", (0, 0), (-1, -1), "BOTTOM")]
        )
    )
    return made
