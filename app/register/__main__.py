"""``python -m app.register``: the command ``kumppani-register`` from the source tree."""

from app.register.cli import main

if __name__ == "__main__":
    main(prog_name="kumppani-register")
