"""The command line: the same program without a window, for scripts, tests and support.

Exit status: 0 done, 1 refused with one clear line on standard error, 2 wrong usage.
"""

import gc
import json
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path

import click
from sqlalchemy.exc import DatabaseError

from app import __version__, rooms
from app.core import backup, editing, listing, search
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.record import Record, today
from app.core.room import load
from app.core.store import Store, create, open_store, said
from app.core.text import Text, _l, _n, languages, set_language, speaking
from app.passphrase import passphrase as ask_passphrase

SIZES = ("small", "10k", "100k")
FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
SECTOR_HELP = "Of organisations in a service directory that doesn’t tell their sector."
MOST_OF_A_KIND = 10
"""So many of one kind are found at most, so that none leaves out the others."""


class _Refusing(click.Group):
    """Turns a refusal into one line and the exit status 1."""

    def invoke(self, ctx: click.Context) -> None:
        """Run the command."""
        try:
            super().invoke(ctx)
        except Refusal as fault:
            click.echo(str(fault), err=True)
        except DatabaseError as fault:
            click.echo(str(said(fault)), err=True)
        except OSError as fault:
            place = f"{fault.filename}: " if fault.filename else ""
            click.echo(f"{place}{fault.strerror or fault}", err=True)
        else:
            return
        ctx.exit(1)


def _say(words: Text) -> None:
    click.echo(words.say())


@contextmanager
def _opened(path: Path, passphrase_file: Path | None) -> Generator[Store]:
    store = open_store(
        path,
        ask_passphrase(passphrase_file),
        before_migration=lambda old: backup.make(old, backup.folder_of(old.path), "migration"),
    )
    with store:
        yield store


def _record(kind: str) -> type[Record]:
    known = rooms.kinds()
    if kind not in known:
        raise click.BadParameter(f"{kind!r} is not one of: {', '.join(sorted(known))}")
    return known[kind]


store_option = click.option("--store", "path", type=FILE, required=True, help="The store file.")
passphrase_option = click.option(
    "--passphrase-file", type=FILE, help="A file whose first line is the passphrase."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
language_option = click.option(
    "--language", type=click.Choice(languages()), default="fi", help="The language."
)


@click.group(cls=_Refusing, invoke_without_command=True)
@click.version_option(__version__)
@click.option("--store", "path", type=FILE, help="The store to open.")
@click.option("--language", type=click.Choice(languages()), help="The language of the window.")
@click.option("--demo", is_flag=True, help="Open demo data that is thrown away afterwards.")
@click.pass_context
def main(ctx: click.Context, path: Path | None, language: str | None, demo: bool) -> None:
    """Kumppani: the office of a small welfare organisation. Without a command, opens the window."""
    for stream in (sys.stdout, sys.stderr):  # a console that lacks a letter shows a mark for it
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    set_language(language or "fi")
    if ctx.invoked_subcommand is None:
        gc.disable()  # as in __main__: what a window loads stays
        from app.ui.start import run  # noqa: PLC0415 - Qt only when a window is asked for

        gc.freeze()
        gc.enable()
        sys.exit(run(path, language, demo=demo))


@main.command()
@click.argument("folder", type=FOLDER)
@language_option
@click.option("--theme", type=click.Choice(("light", "dark")), default="light", help="The theme.")
@click.option("--size", default="1280x800", help="The size of the window, WxH.")
def tour(folder: Path, language: str, theme: str, size: str) -> None:
    """Write every page and main dialog as PNG and every document as PDF, from demo data."""
    width, _x, height = size.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise click.BadParameter(size, param_hint="--size")
    from app.ui.tour import take  # noqa: PLC0415 - Qt only when a window is asked for

    take(folder, language, theme, (int(width), int(height)))


@main.group()
def store() -> None:
    """Make, check, back up and restore stores."""


@store.command()
@click.argument("path", type=FILE)
@click.option("--demo", type=click.Choice(SIZES), help="Fill it with demo data of this size.")
@passphrase_option
def new(path: Path, demo: str | None, passphrase_file: Path | None) -> None:
    """Make a new store; prints its recovery key once."""
    made, recovery_key = create(path, ask_passphrase(passphrase_file, confirm=True))
    _say(_l("Made {path}. Keep this recovery key in a safe place:", path=str(path)))
    click.echo(recovery_key)
    with made:
        if demo:
            from app.demo import fill  # noqa: PLC0415 - only when asked for

            fill(made, demo, today())


@store.command()
@click.argument("path", type=FILE)
@passphrase_option
def check(path: Path, passphrase_file: Path | None) -> None:
    """Read the whole store and verify it."""
    with _opened(path, passphrase_file) as opened:
        opened.check()
    _say(_l("{path} is whole.", path=str(path)))


@store.command("backup")
@click.argument("path", type=FILE)
@click.argument("folder", type=FOLDER)
@passphrase_option
def make_backup(path: Path, folder: Path, passphrase_file: Path | None) -> None:
    """Write a checked, encrypted backup into FOLDER."""
    with _opened(path, passphrase_file) as opened:
        made = backup.make(opened, folder)
    click.echo(str(made.path))


@store.command()
@click.argument("source", type=FILE)
@click.argument("path", type=FILE)
def restore(source: Path, path: Path) -> None:
    """Restore the backup SOURCE as PATH; a file that is there is set aside."""
    aside = backup.restore(source, path)
    if aside:
        _say(_l("What was there before is now {path}.", path=str(aside)))
    _say(_l("Restored {path}.", path=str(path)))


@store.command("passphrase")
@click.argument("path", type=FILE)
@passphrase_option
@click.option("--new-passphrase-file", type=FILE, help="A file whose first line is the new one.")
def change_passphrase(
    path: Path, passphrase_file: Path | None, new_passphrase_file: Path | None
) -> None:
    """Change the passphrase; the recovery key stays the same."""
    with _opened(path, passphrase_file) as opened:
        if new_passphrase_file is None:
            fresh = click.prompt(
                str(_l("New passphrase")), hide_input=True, confirmation_prompt=True, err=True
            )
        else:
            fresh = ask_passphrase(new_passphrase_file)
        opened.change_passphrase(fresh)
    _say(_l("The passphrase has been changed."))


@main.command("import")
@click.argument("kind")
@click.argument("sheet", type=click.Path(path_type=Path))
@store_option
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@click.option("--sector", type=click.Choice(("public", "business", "third")), help=SECTOR_HELP)
@passphrase_option
def import_sheet(
    kind: str,
    sheet: Path,
    path: Path,
    dry_run: bool,
    sector: str | None,
    passphrase_file: Path | None,
) -> None:
    """Add new rows of SHEET and update those whose code or id is known.

    For organisations and services SHEET may also be a service directory (HSDS or PTV): JSON, a zip or a folder.
    """
    from app.exchange import importing, sheets  # noqa: PLC0415 - spreadsheets only where used
    from app.exchange.directories import office  # noqa: PLC0415 - likewise

    record = _record(kind)
    if reader := rooms.reader(record.kind.name):
        _import_whole(reader, sheet, path, passphrase_file, dry_run=dry_run)
        return
    if office.is_directory(record, sheet):
        _import_directory(
            record, sheet, path, passphrase_file, sector=sector or "", dry_run=dry_run
        )
        return
    with _opened(path, passphrase_file) as opened:
        content = sheets.read_sheet(sheet)
        with opened.read() as session:
            plan = importing.plan(session, record, content, None)
        for header in plan.ignored:
            click.echo(_l("The column “{header}” is not imported.", header=header).say(), err=True)
        for problem in plan.problems:
            click.echo(problem.say(), err=True)
        _say(
            _l(
                "{new}, {changed}.",
                new=_n("{count} new row", "{count} new rows", len(plan.new)),
                changed=_n("{count} changed row", "{count} changed rows", len(plan.changed)),
            )
        )
        if plan.problems:
            raise Refusal(_l("Nothing was imported. Correct the rows above and try again."))
        if not dry_run:
            backup.make(opened, backup.folder_of(path), "import")
            changes: Changes = opened.write(lambda session: importing.apply(session, plan))
            _say(changes.words)


def _import_whole(
    reader: str, file: Path, path: Path, passphrase_file: Path | None, *, dry_run: bool
) -> None:
    """Add what a file of its own kind holds; its faults are told line by line."""
    add = load(reader)(file)
    with _opened(path, passphrase_file) as opened:
        if not dry_run:
            backup.make(opened, backup.folder_of(path), "import")
            _say(opened.write(add).words)


def _import_directory(
    record: type[Record],
    file: Path,
    path: Path,
    passphrase_file: Path | None,
    *,
    sector: str,
    dry_run: bool,
) -> None:
    """Take in organisations, or the office's own services, of a directory; the rest is told."""
    from app.exchange.directories import office, reading  # noqa: PLC0415 - only where used

    with _opened(path, passphrase_file) as opened, reading.opened(file, file.stem) as directory:
        with opened.read() as session:
            previewed = office.preview(session, record, directory, sector)
        for line in previewed.report.lines():
            click.echo(line.say(), err=True)
        if not previewed.report.has_read:
            raise Refusal(reading.nothing_found())
        _say(previewed.report.summary_of(record.kind.name))
        if not dry_run:
            backup.make(opened, backup.folder_of(path), "import")
            changes: Changes = opened.write(lambda session: office.apply(session, previewed))
            _say(changes.words)


@main.command("export")
@click.argument("kind")
@click.argument("out", type=FILE)
@store_option
@passphrase_option
def export_sheet(kind: str, out: Path, path: Path, passphrase_file: Path | None) -> None:
    """Write all records of KIND to an .xlsx, .csv or .json file."""
    from app.exchange.export import export_records  # noqa: PLC0415 - spreadsheets only where used

    record = _record(kind)
    with _opened(path, passphrase_file) as opened, opened.read() as session:
        number = export_records(session, record, out)
    _say(_n("Exported {count} record.", "Exported {count} records.", number))


@main.command("list")
@click.argument("kind")
@store_option
@json_option
@passphrase_option
def list_records(kind: str, path: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """List the records of KIND by title."""
    record = _record(kind)
    with _opened(path, passphrase_file) as opened, opened.read() as session:
        ids = listing.ids(session, record, listing.Listing())
        if as_json:
            from app.exchange.export import as_json as in_json  # noqa: PLC0415 - only where used

            found = [
                in_json(one)
                for start in range(0, len(ids), 500)
                for one in listing.records(session, record, ids[start : start + 500])
            ]
            click.echo(json.dumps(found, ensure_ascii=False, indent=1))
            return
        titles = search.titles(session, ids)
        for record_id in ids:
            click.echo(f"{record_id}  {titles.get(record_id, '')}")


@main.command("search")
@click.argument("text")
@store_option
@json_option
@passphrase_option
def search_records(text: str, path: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """Find records of every kind."""
    with _opened(path, passphrase_file) as opened, opened.read() as session:
        hits = search.find(session, text, each=MOST_OF_A_KIND)
    if as_json:
        click.echo(json.dumps([vars(hit) for hit in hits], ensure_ascii=False, indent=1))
        return
    for hit in hits:
        click.echo(f"{hit.kind}  {hit.record_id}  {hit.title}")


@main.command()
@click.argument("url")
@click.argument("code")
@store_option
@passphrase_option
def enrol(url: str, code: str, path: Path, passphrase_file: Path | None) -> None:
    """Join the network of an invitation: the register's URL and the one-time CODE."""
    from app.sync import enrolling, link  # noqa: PLC0415 - the network only where it is used

    with _opened(path, passphrase_file) as opened:
        enrolling.connect(opened, url, code)
        with opened.read() as session:
            found = link.of(session)
    if found is not None:
        _say(
            _l(
                "Connected to {network} as {organisation}.",
                network=found.network_name,
                organisation=found.organisation_name,
            )
        )


@main.command()
@store_option
@json_option
@click.option("--repair", is_flag=True, help="Compare with the register and mend what differs.")
@passphrase_option
def sync(path: Path, as_json: bool, repair: bool, passphrase_file: Path | None) -> None:
    """Send what waits to the network's register and fetch what has changed."""
    from app.sync.client import synchronise  # noqa: PLC0415 - the network only where it is used

    with _opened(path, passphrase_file) as opened:
        report = synchronise(opened, repair=repair)
    if as_json:
        click.echo(json.dumps(vars(report)))
        return
    _say(
        _l(
            "Sent {pushed}, received {pulled}, refused {refused}, conflicts {conflicts}.",
            pushed=str(report.pushed),
            pulled=str(report.pulled),
            refused=str(report.refused),
            conflicts=str(report.conflicts),
        )
    )


@main.command()
@click.argument("name")
@click.argument("record_id", metavar="ID")
@click.argument("out", type=FILE)
@store_option
@click.option(
    "--language", type=click.Choice(languages()), help="The language; the reader's by default."
)
@passphrase_option
def paper(
    name: str,
    record_id: str,
    out: Path,
    path: Path,
    language: str | None,
    passphrase_file: Path | None,
) -> None:
    """Write the document NAME of record ID as a PDF; ID is - for one about all records."""
    known = rooms.papers()
    if name not in known:
        raise click.BadParameter(f"{name!r} is not one of: {', '.join(sorted(known))}")
    wanted = known[name]
    with _opened(path, passphrase_file) as opened, opened.read() as session:
        if wanted.kind:
            editing.find(session, rooms.record_class(wanted.kind), record_id)
        language = language or wanted.language_of(session, record_id) or "fi"
        with speaking(language):
            content = wanted.make(session, record_id if wanted.kind else None, language)
    half = out.with_name(f".{out.name}.half")
    try:
        half.write_bytes(content)
        half.replace(out)
    except OSError as fault:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise Refusal(
            _l("{path} can't be written: {reason}", path=str(out), reason=fault.strerror or "")
        ) from fault
    click.echo(str(out))
