"""The command line, as a person or a script runs it: what it says, and with which status it ends.

Most of it runs in this process; that it works as one of its own is tested too.
"""

import json
import os
import subprocess
import sys
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from app.core.store import open_store
from app.passphrase import VARIABLE
from tests.conftest import PASSPHRASE, QUICK

ROOT = Path(__file__).parents[1]


@dataclass
class Done:
    """How a run ended and what it said."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "salalause").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    made = run(folder, "store", "new", "a.kumppani", "--demo", "small")
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip().splitlines()[1].count("-") == 7
    with open_store(folder / "a.kumppani", PASSPHRASE) as opened:
        opened.change_passphrase(PASSPHRASE, QUICK)  # it is opened again and again
    return folder


def run(folder: Path, *arguments: str) -> Done:
    """Run the command line in a folder; what isn't a refusal is raised here."""
    with chdir(folder):
        done = CliRunner().invoke(
            main, arguments, env={VARIABLE: str(folder / "salalause")}, catch_exceptions=False
        )
    return Done(done.exit_code, done.stdout, done.stderr)


def run_alone(folder: Path, *arguments: str) -> Done:
    """Run the program as a process of its own."""
    environment = {
        **os.environ,
        VARIABLE: str(folder / "salalause"),
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        capture_output=True, text=True, cwd=folder, env=environment, check=False, timeout=120,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


def test_the_program_is_a_process_with_a_status(office: Path) -> None:
    found = run_alone(office, "search", "makela", "--store", "a.kumppani", "--json")
    assert (found.returncode, found.stderr) == (0, "")
    assert "Mäkelä" in {word for hit in json.loads(found.stdout) for word in hit["title"].split()}
    assert found.stdout == run(office, "search", "makela", "--store", "a.kumppani", "--json").stdout
    refused = run_alone(office, "store", "check", "puuttuu.kumppani")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == run(office, "store", "check", "puuttuu.kumppani").stderr
    wrong = run_alone(office, "list", "nothings", "--store", "a.kumppani")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Traceback" not in wrong.stderr


def test_check_and_list_and_search(office: Path) -> None:
    assert run(office, "store", "check", "a.kumppani").stdout.strip() == "a.kumppani on ehjä."
    listed = json.loads(run(office, "list", "services", "--store", "a.kumppani", "--json").stdout)
    assert len(listed) == 14
    assert "Arkiapu kotiin" in run(office, "list", "services", "--store", "a.kumppani").stdout
    found = json.loads(run(office, "search", "makela", "--store", "a.kumppani", "--json").stdout)
    assert {hit["kind"] for hit in found} >= {"organisation", "client", "agreement", "visit"}


def test_backup_and_restore(office: Path) -> None:
    made = run(office, "store", "backup", "a.kumppani", "kopiot")
    assert made.returncode == 0
    restored = run(office, "store", "restore", made.stdout.strip(), "b.kumppani")
    assert restored.returncode == 0, restored.stderr
    assert run(office, "store", "check", "b.kumppani").returncode == 0


def test_export_and_import(office: Path) -> None:
    assert run(office, "export", "services", "s.xlsx", "--store", "a.kumppani").returncode == 0
    (office / "uusi.csv").write_text("Koodi;Nimi (Suomi)\nCLI;Komentoriviltä\n", encoding="utf-8")
    dry = run(office, "import", "services", "uusi.csv", "--store", "a.kumppani", "--dry-run")
    assert dry.stdout.strip() == "1 uusi rivi, 0 muuttuvaa riviä."
    assert "Komentoriviltä" not in run(office, "search", "komento", "--store", "a.kumppani").stdout
    assert run(office, "import", "services", "uusi.csv", "--store", "a.kumppani").returncode == 0
    assert "Komentoriviltä" in run(office, "search", "komento", "--store", "a.kumppani").stdout
    (office / "huono.csv").write_text("Koodi;Nimi (Suomi)\nX;\n", encoding="utf-8")
    bad = run(office, "import", "services", "huono.csv", "--store", "a.kumppani")
    assert bad.returncode == 1
    assert "Rivi 2, Nimi" in bad.stderr


def test_papers(office: Path) -> None:
    listed = json.loads(run(office, "list", "services", "--store", "a.kumppani", "--json").stdout)
    record_id = listed[0]["id"]
    made = run(
        office,
        "paper",
        "service-card",
        record_id,
        "k.pdf",
        "--store",
        "a.kumppani",
        "--language",
        "en",
    )
    assert made.returncode == 0, made.stderr
    assert (office / "k.pdf").read_bytes().startswith(b"%PDF")
    gone = run(office, "paper", "service-card", "nobody", "x.pdf", "--store", "a.kumppani")
    assert gone.returncode == 1
    assert gone.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("store", "check", "puuttuu.kumppani"),
        ("store", "new", "a.kumppani"),
        ("store", "restore", "salalause", "c.kumppani"),
        ("export", "services", "s.docx", "--store", "a.kumppani"),
        ("import", "services", "puuttuu.xlsx", "--store", "a.kumppani"),
        ("store", "check", "a.kumppani", "--passphrase-file", "puuttuu"),
    ],
)
def test_a_refusal_is_one_line_and_no_traceback(office: Path, arguments: tuple[str, ...]) -> None:
    answer = run(office, *arguments)
    assert answer.returncode == 1
    assert len(answer.stderr.strip().splitlines()) == 1, answer.stderr
    assert "Traceback" not in answer.stderr


def test_wrong_usage_is_status_two(office: Path) -> None:
    assert run(office, "list", "nothings", "--store", "a.kumppani").returncode == 2
    assert run(office, "paper", "nothing", "-", "x.pdf", "--store", "a.kumppani").returncode == 2
    assert run(office, "tour", "t", "--size", "big").returncode == 2


def test_the_passphrase_can_be_changed(office: Path) -> None:
    (office / "uusi").write_text("neljä uutta sanaa nyt\n", encoding="utf-8")
    assert run(office, "store", "new", "p.kumppani").returncode == 0
    changed = run(office, "store", "passphrase", "p.kumppani", "--new-passphrase-file", "uusi")
    assert changed.returncode == 0, changed.stderr
    assert run(office, "store", "check", "p.kumppani").returncode == 1
    assert run(office, "store", "check", "p.kumppani", "--passphrase-file", "uusi").returncode == 0


def test_every_command_is_in_the_readme() -> None:
    from app.cli import store

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in (*main.commands, *store.commands):
        assert name in readme, name


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "services", "ei/ole/o.xlsx", "--store", "a.kumppani"),
        ("export", "services", "a.kumppani/o.json", "--store", "a.kumppani"),
        ("export", "services", "x" * 250 + ".csv", "--store", "a.kumppani"),
        ("paper", "catalogue", "-", "ei/ole/o.pdf", "--store", "a.kumppani"),
        ("store", "new", "a.kumppani/b.kumppani"),
        ("store", "restore", "salalause", "c.kumppani"),
        ("import", "services", "salalause", "--store", "a.kumppani"),
    ],
)
def test_a_foreseeable_fault_is_one_line_and_no_traceback(
    office: Path, arguments: tuple[str, ...]
) -> None:
    done = run(office, *arguments)
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_a_passphrase_file_of_windows_notepad_opens_the_same_file(office: Path) -> None:
    (office / "bom").write_bytes(b"\xef\xbb\xbf" + "kolme sanaa riitta\u0308a\u0308\n".encode())
    done = run(office, "store", "check", "a.kumppani", "--passphrase-file", "bom")
    assert done.returncode == 0, done.stderr
    (office / "utf16").write_bytes("kolme sanaa riittää\n".encode("utf-16"))
    done = run(office, "store", "check", "a.kumppani", "--passphrase-file", "utf16")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_scheme_is_imported_from_its_own_file(office: Path) -> None:
    source = ROOT / "resources" / "schemes" / "data_protection.yaml"
    text = source.read_text(encoding="utf-8").replace('version: "2026', 'version: "2029', 1)
    (office / "uusi.yaml").write_text(text, encoding="utf-8")
    dry = run(office, "import", "schemes", "uusi.yaml", "--store", "a.kumppani", "--dry-run")
    assert dry.returncode == 0, dry.stderr
    done = run(office, "import", "schemes", "uusi.yaml", "--store", "a.kumppani")
    assert done.returncode == 0, done.stderr
    assert "2029-11-25" in done.stdout
    assert run(office, "import", "schemes", "uusi.yaml", "--store", "a.kumppani").returncode == 1
    (office / "rikki.yaml").write_text(
        "key: Rikki\nversion: 1\nname: {fi: Rikki, en: Broken}\n", encoding="utf-8"
    )
    refused = run(office, "import", "schemes", "rikki.yaml", "--store", "a.kumppani")
    assert refused.returncode == 1
    assert "Rivi 1" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_type_of_worksheet_is_imported_and_a_broken_one_told_line_by_line(office: Path) -> None:
    good = (ROOT / "resources" / "worksheets" / "swot.yaml").read_text("utf-8")
    (office / "oma.yaml").write_text(good, "utf-8")
    done = run(office, "import", "worksheet-types", "oma.yaml", "--store", "a.kumppani")
    assert done.returncode == 0
    (office / "oma.yaml").write_text(good.replace("type: notes", "type: nuotti"), "utf-8")
    refused = run(office, "import", "worksheet-types", "oma.yaml", "--store", "a.kumppani")
    assert refused.returncode == 1
    lines = refused.stderr.strip().split("\n")
    assert lines[0] == "Tiedostossa oma.yaml on 4 virhettä. Mitään ei tuotu."
    assert len(lines) == 5
    assert lines[1].startswith("Rivi ")
