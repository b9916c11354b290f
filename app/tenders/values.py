"""CPV codes as a kind of value: those of the list by name, others by their number alone."""

import re
from dataclasses import dataclass

from app.core.codes import codes
from app.core.value import Choices

CODE = re.compile(r"(?<!\d)(\d{8})(?:-\d)?(?!\d)")
"""Eight digits, and usually a check digit."""
LIST = "cpv"


@dataclass(frozen=True)
class CpvCodes(Choices):
    """CPV codes; the program's list holds only those that are usual in welfare."""

    list_name: str = LIST

    def label(self, code: str, language: str | None = None) -> str:
        """The number first, as buyers speak of it, then the name where it is known."""
        known = codes(self.list_name).get(code)
        return f"{code} {known.label(language)}" if known else code

    def read(self, text: str) -> list[str]:
        """All codes in a text, whatever stands between them; names of the list where there are none."""
        if found := CODE.findall(text):
            return self.check([known_code(each) for each in found])
        return super().read(text)

    def _code(self, words: str) -> str:
        """A code by its bare name too."""
        wanted = words.casefold()
        for code in codes(self.list_name):
            if wanted in {name.casefold() for name in code.names.values()}:
                return code.id
        return super()._code(words)


def known_code(digits: str) -> str:
    """Eight digits as the code of the list that has them, else as they are."""
    return next((code.id for code in codes(LIST) if code.id.startswith(digits)), digits)
