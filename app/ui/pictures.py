"""Pictures as the bytes of a file."""

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

USUAL = -1


def png_of(image: QImage, quality: int = USUAL) -> bytes:
    """A picture as a PNG file, ``b""`` when there is no room for it; ``quality`` is Qt's, from 0 to 100."""
    room = QBuffer()
    room.open(QIODevice.OpenModeFlag.WriteOnly)
    # pyrefly: ignore[no-matching-overload] - PySide takes the name as text, its stubs only as bytes
    done = image.save(room, "PNG", quality)
    return bytes(room.data().data()) if done else b""
