"""The command of the register: what it says, how it refuses, how it looks after a register."""

import json
import socket
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.core.record import new_id
from app.register.cli import main
from app.register.database import open_database
from app.register.server import create_app
from app.register.settings import Settings, default_database
from app.sync.protocol import ENROL, NETWORK
from tests.register.around import ask


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'register.db'}"


@pytest.fixture
def run(address: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("KUMPPANI_REGISTER_DATABASE", address)

    def ran(*words: str, **more: Any) -> Result:
        return CliRunner().invoke(main, ["--language", "en", *words], **more)

    return ran


def done(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


@pytest.fixture
def network(run: Any) -> str:
    return done(run("network", "add", "  Keski-Suomen   palveluverkosto "))


def invited(run: Any, network: str, name: str, role: str = "member", *more: str) -> dict[str, Any]:
    words = ("invite", "--network", network, "--organisation", name, "--role", role, "--json")
    return json.loads(done(run(*words, *more)))


def test_from_a_network_to_a_lost_computer(run: Any, network: str, address: str) -> None:
    (listed,) = json.loads(done(run("network", "list", "--json")))
    assert (listed["id"], listed["name"]) == (network, "Keski-Suomen palveluverkosto")
    first = invited(run, network, "Esimerkki Oy")
    second = invited(run, network, " Esimerkki  Oy", "certifier", "--url", "https://r.example.fi/")
    assert first["organisation_id"] == second["organisation_id"]
    assert second["invitation"].startswith(f"https://r.example.fi/join#code={second['code']}&")

    database = open_database(address)
    application = create_app(database, Settings(compaction=False))
    device = new_id()
    asked = {"content": json.dumps({"code": first["code"].lower(), "device": device})}
    (enrolled,) = ask(application, ("POST", ENROL, asked))
    assert enrolled.json()["organisation"]["name"] == "Esimerkki Oy"
    headers = {"headers": {"Authorization": f"Bearer {enrolled.json()['token']}"}}
    assert ask(application, ("GET", NETWORK, headers))[0].status_code == 200
    (known,) = json.loads(done(run("devices", "--network", network, "--json")))
    assert (known["id"], known["role"], known["revoked_at"]) == (device, "member", None)

    assert done(run("revoke", device)) == f"{device} is shut out."
    assert ask(application, ("GET", NETWORK, headers))[0].status_code == 401
    assert done(run("revoke", device)) == f"{device} was shut out before."
    assert "shut out" in done(run("devices"))
    assert "organisations 1, devices 0" in done(run("network", "list"))
    database.close()


def test_an_invitation_is_code_text_and_picture(run: Any, network: str) -> None:
    words = ("invite", "--network", network, "--organisation", "Ä & Ö", "--role", "coordinator")
    code, link, *picture = done(run(*words)).splitlines()
    assert len(code) == 19
    assert link.endswith("&organisation=%C3%84%20%26%20%C3%96&role=coordinator")
    assert code in link
    assert len(picture) > 15
    assert "█" in "".join(picture)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("revoke", "nobody"), 1, "The register has no device nobody."),
        (("devices", "--network", "none"), 1, "The register has no network none."),
        (("keys", "rotate", "--network", "none"), 1, "The register has no network none."),
        (("export", "x.jsonl", "--network", "none"), 1, "no network none"),
        (("export", "/nowhere/x.jsonl"), 1, "/nowhere/x.jsonl: No such file"),
        (("import", "/nowhere/x.jsonl"), 1, "/nowhere/x.jsonl: No such file"),
        (("backup", "/nowhere/x.db"), 1, "/nowhere/x.db: No such file"),
        (("init", "--database", "mysql://x/y"), 1, "address begins with"),
        (("init", "--database", "sqlite:////proc/nowhere/x.db"), 1, "can’t be opened"),
        (("init", "--database", "postgresql://127.0.0.1:1/x"), 1, "can’t be opened"),
        (("serve", "--host", "nowhere.invalid"), 1, "Can't listen at nowhere.invalid:8765"),
        (("serve", "--port", "99999"), 2, "99999"),
        (("network", "add", "  "), 2, "a name has"),
        (("invite", "--network", "n", "--organisation", "o", "--role", "boss"), 2, "boss"),
        (
            ("invite", "--network", "n", "--organisation", "o", "--role", "member"),
            1,
            "no network n",
        ),
        (("nonsense",), 2, "nonsense"),
    ],
)
def test_refusals_are_one_line(run: Any, words: tuple[str, ...], status: int, said: str) -> None:
    result = run(*words)
    assert result.exit_code == status, result.output
    assert said in result.stderr
    assert status != 1 or len(result.stderr.splitlines()) == 1
    assert not result.stdout


def test_a_file_that_is_no_database(run: Any, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("this is no database" * 100)
    result = run("init", "--database", f"sqlite:///{tmp_path / 'text.db'}")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


def test_a_port_that_is_in_use(run: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 1
    assert result.stderr == f"Can't listen at 127.0.0.1:{port}: Address already in use\n"


@pytest.mark.parametrize(("name", "value"), [("TRUST_PROXY", "maybe"), ("ENROL_TRIES", "-1")])
def test_settings_that_make_no_sense(
    run: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"KUMPPANI_REGISTER_{name}", value)
    result = run("init")
    assert result.exit_code == 1
    assert f"KUMPPANI_REGISTER_{name} must be" in result.stderr


def test_settings_are_read() -> None:
    told = {
        "KUMPPANI_REGISTER_PORT": "1", "KUMPPANI_REGISTER_TRUST_PROXY": "Yes",
        "KUMPPANI_REGISTER_COMPACTION": "off", "KUMPPANI_REGISTER_URL": "https://r.example.fi/",
    }  # fmt: skip
    found = Settings.read(told, port=2, host=None)
    assert (found.port, found.host, found.trust_proxy, found.compaction) == (
        2,
        "127.0.0.1",
        True,
        False,
    )
    assert found.address == "https://r.example.fi"
    assert found.database == default_database()
    assert Settings(port=9).address == "http://127.0.0.1:9"


def test_keys(run: Any, network: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("kolme sanaa riittää\n", encoding="utf-8")
    secret = ("--passphrase-file", str(tmp_path / "secret"))
    before = done(run("keys", "list")).split()[1]
    fresh = done(run("keys", "rotate", "--network", network))
    lines = done(run("keys", "list")).splitlines()
    assert [line.split()[1] for line in lines] == [before, fresh]
    assert ("until" in lines[0], lines[1].endswith("in use")) == (True, True)
    kept = tmp_path / "keys.json"
    done(run("keys", "backup", str(kept), *secret))
    assert kept.stat().st_mode & 0o777 == 0o600
    assert done(run("keys", "restore", str(kept), *secret)) == "Put back 0 keys."
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    put = done(run("keys", "restore", str(kept), *secret, "--database", elsewhere))
    assert put == "Put back 2 keys."
    (tmp_path / "secret").write_text("väärä\n", encoding="utf-8")
    assert run("keys", "restore", str(kept), *secret).exit_code == 1


def test_a_backup_of_sqlite_is_whole(run: Any, network: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert done(run("backup", str(copy))) == str(copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(copy) as found:
        assert found.execute("SELECT network_id FROM network").fetchall() == [(network,)]
    done(run("backup", str(copy)))
    assert [each.name for each in tmp_path.glob(".*")] == []


def test_a_backup_of_postgresql_is_a_line(run: Any) -> None:
    told = done(run("backup", "k.dump", "--database", "postgresql+psycopg://me:secret@db:5433/k"))
    assert told == "pg_dump --format=custom --file=k.dump postgresql://me@db:5433/k"


def test_export_import_and_compact(run: Any, network: str, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    assert done(run("export", str(file))) == "Exported 1 network."
    assert file.stat().st_mode & 0o777 == 0o600
    assert "already has the network" in run("import", str(file)).stderr
    elsewhere = ("--database", f"sqlite:///{tmp_path / 'elsewhere.db'}")
    assert done(run("import", str(file), *elsewhere)) == "Imported 2 rows."
    assert done(run("network", "list", *elsewhere)) == done(run("network", "list"))
    assert done(run("compact")) == "Removed 0 rows."


def test_every_command_is_in_the_documents() -> None:
    told = (Path(__file__).parents[2] / "docs" / "register.md").read_text(encoding="utf-8")
    commands = told.split("## The commands")[1].split("##")[0]
    for name, command in main.commands.items():
        start = f"    kumppani-register {name} "
        (line,) = [each for each in commands.splitlines() if f"{each} ".startswith(start)]
        for each in getattr(command, "commands", {}):
            assert each in line, each
    for field in Settings.__dataclass_fields__:
        assert f"`KUMPPANI_REGISTER_{field.upper()}`" in told, field
