"""Start the program: ``kumppani``, or ``python -m app``."""

import gc


def main() -> None:
    """Load the program, then do what the command line says.

    What is loaded stays until the end: looking for garbage in it again and again would be a tenth of
    the start, so the collector rests meanwhile and never looks at it afterwards.
    """
    gc.disable()
    from app.cli import main as run  # noqa: PLC0415 - loaded while the collector rests

    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()
