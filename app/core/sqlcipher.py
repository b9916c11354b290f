"""The database driver; it has no type stubs, so its names are taken as they come."""

from importlib import import_module
from typing import Any

driver: Any = import_module("sqlcipher3.dbapi2")
DriverError: type[Exception] = driver.Error
