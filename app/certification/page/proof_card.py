"""What proves a certificate of the network: its signature in plain words, and where anybody can check it."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.certification.certificates.records import Certificate
from app.certification.certificates.standing import verdict
from app.certification.certificates.verification import answer_address
from app.certification.page.qr_picture import QrPicture
from app.certification.requests import network
from app.certification.requests.verifying import TONES, WORDS
from app.core.text import _l, literal
from app.ui.widgets import Banner, Column, Part, Row, button, small, words


def proof(session: Session, certificate: Certificate) -> list[QWidget]:
    """The verdict on the signature; nothing of what is self-declared."""
    found = verdict(session, certificate)
    return [Banner(WORDS[found], TONES[found])] if found is not None else []


def check_part(session: Session, certificate: Certificate) -> list[QWidget]:
    """Where anybody can check it; nothing while no register has it."""
    known = network.of(session)
    address = answer_address(certificate, known.address) if known else ""
    if not address or not certificate.signature:
        return []
    beside = QWidget()
    line = Row(beside, spacing=16)
    line.addWidget(QrPicture(address), 0, Qt.AlignmentFlag.AlignTop)
    column = Column(spacing=8)
    shown = words(literal(address))
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(shown)
    column.addWidget(
        small(_l("Anyone can check there whether it is valid. The same code is on its PDF."))
    )
    opened = button(
        _l("Open the page"),
        icon_name="arrow-square-out",
        pressed=lambda: QDesktopServices.openUrl(QUrl(address)),
    )
    column.addWidget(opened, 0, Qt.AlignmentFlag.AlignLeft)
    column.addStretch(1)
    line.addLayout(column, 1)
    return [Part(_l("Check the certificate"), beside)]
