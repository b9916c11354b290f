"""How schemes are worked with on the page of the room: read, imported, saved as a sheet."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from sqlalchemy.orm import Session

from app.certification.schemes import actions, rules
from app.certification.schemes.records import Scheme
from app.certification.schemes.rules import SchemeContent
from app.core import editing
from app.core.text import Text, _, _l, _n, literal, pick
from app.ui.desk import Cell, Desk, Extra, RecordAction
from app.ui.faults_dialog import telling
from app.ui.office import Office
from app.ui.sheet_file import ask_sheet, save_sheet
from app.ui.widgets import Part, TwoLines, words

_HIDDEN = (
    *("name", "summary", "levels", "groups", "criteria", "key"),
    *("pass_percent", "partly_percent", "peer_months", "valid_months", "certificate"),
)


def scheme_desk() -> Desk:
    """Schemes of criteria."""
    return Desk(
        Scheme,
        sentence=_l(
            "What is assessed and how it is judged. Take Kumppani's own into use, or import your network's "
            "scheme from Excel or YAML."
        ),
        new_words=_l("Import a scheme"),
        cells={"version": lambda each: Cell(each.version)},
        actions=(RecordAction(_l("Save as a sheet"), "table", run=ask_sheet_of, prominent=True),),
        extra=_extra,
        hidden=frozenset(_HIDDEN),
        can_duplicate=False,
        can_edit=False,
        example=actions.take_into_use,
        example_words=_l("Take Kumppani's own"),
    )


def _extra(_office: Office, _session: Session, scheme: Scheme) -> Extra:
    content = scheme.content
    above: list[QWidget] = [words(rule_words(content))]
    below: list[QWidget] = [
        Part(
            _l("Target levels"),
            *(
                TwoLines(lambda each=each: pick(each.name), lambda each=each: pick(each.help))
                for each in content.levels
            ),
        )
    ]
    labels = dict(rules.LEVELS)
    for group in content.groups:
        own = [each for each in content.criteria if each.group == group.key]
        lines = [
            TwoLines(
                lambda each=each: pick(each.text),
                lambda each=each: " · ".join(
                    filter(None, (labels[each.level].say(), pick(each.evidence)))
                ),
            )
            for each in own
        ]
        below.append(Part(literal(group.name), *lines))
    return Extra(
        tags=[(_l("Version {version}", version=scheme.version), "plain")], above=above, below=below
    )


def rule_words(content: SchemeContent) -> Text:
    """How a scheme is judged, in a sentence or two."""
    score = _l(
        "{needed} % of the points is enough; “partly” is worth {partly} %.",
        needed=content.pass_percent,
        partly=content.partly_percent,
    )
    if not content.certificate:
        return _l("{score} No certificates are granted by it.", score=score)
    valid = _n(
        "A certificate is valid for {count} month.",
        "A certificate is valid for {count} months.",
        content.valid_months or 0,
    )
    if not content.peer_months:
        return _l("{score} {valid}", score=score, valid=valid)
    peer = _n(
        "A peer review or an external audit of the last {count} month is needed.",
        "A peer review or an external audit of the last {count} months is needed.",
        content.peer_months,
    )
    return _l("{score} {valid} {peer}", score=score, valid=valid, peer=peer)


def ask_scheme(parent: QWidget, office: Office) -> None:
    """Ask for a file with a scheme, and import it."""
    kinds = "YAML, Excel, CSV (*.yaml *.yml *.xlsx *.csv)"
    dialog = QFileDialog(parent, _("Import a scheme"), "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: import_scheme(parent, office, Path(chosen)))
    dialog.open()


def import_scheme(parent: QWidget, office: Office, path: Path) -> None:
    """Import a scheme; what is wrong with its file is listed with its places."""
    office.write(
        lambda session: actions.adding(path)(session),
        lambda done: office.wanted.emit("scheme", done.result),
        telling(parent, office, _l("This scheme can't be used yet")),
    )


def ask_sheet_of(parent: QWidget, office: Office, scheme_id: str) -> None:
    """Ask where a scheme goes as a sheet."""
    content = office.ask(lambda session: editing.find(session, Scheme, scheme_id).content)
    path = ask_sheet(parent, _l("Save as a sheet"), content.key)
    if path:
        save_scheme(parent, office, content, path)


def save_scheme(parent: QWidget, office: Office, content: SchemeContent, path: Path) -> None:
    """Write a scheme as a sheet in the background."""
    from app.certification.schemes import sheet_file  # noqa: PLC0415 - spreadsheets only when used

    save_sheet(parent, office, path, lambda _session, to: sheet_file.write(to, content))
