"""“Remember on this computer”: the data key of a store in the key chain of the operating system."""

from pathlib import Path

from app.core import keys
from app.core.fault import Refusal
from app.core.store import Store
from app.core.text import _l

SERVICE = "Kumppani"


def remembered(path: Path) -> bytes | None:
    """The data key that this computer's key chain holds for a store."""
    import keyring  # noqa: PLC0415 - slow to load, and most openings go without
    import keyring.errors  # noqa: PLC0415

    try:
        found = keyring.get_password(SERVICE, keys.read_keys(path).store)
        return bytes.fromhex(found) if found else None
    except (keyring.errors.KeyringError, Refusal, ValueError):
        return None


def remember(store: Store, *, on: bool) -> None:
    """Keep the data key in the key chain, or take it out.

    Raises:
        Refusal: this computer has no key chain that can be used.
    """
    import keyring  # noqa: PLC0415
    import keyring.errors  # noqa: PLC0415

    try:
        if on:
            keyring.set_password(SERVICE, store.keys.store, store.data_key.hex())
        elif keyring.get_password(SERVICE, store.keys.store):
            keyring.delete_password(SERVICE, store.keys.store)
    except keyring.errors.KeyringError as fault:
        raise Refusal(
            _l(
                "This computer has no key chain that Kumppani can use. Type the passphrase each time."
            )
        ) from fault
