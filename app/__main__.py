"""Start the program: ``python -m app``."""

from app.cli import main

main()
