"""Scheme files: those of the program read, and every fault is told with its place."""

import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from app.certification.schemes import actions, checking, sheet_file, yaml_file
from app.certification.schemes.rules import MOST_CRITERIA, SchemeContent
from app.core import paths
from app.core.fault import BadFile, Refusal
from app.core.text import set_language
from tests.certification.schemes.data import MINI, mini, read, saved

SHIPPED = sorted((paths.resources() / "schemes").glob("*.yaml"))


def faults(text: str) -> list[str]:
    """The faults of a YAML text, in English."""
    set_language("en")
    with pytest.raises(BadFile) as caught:
        read(text)
    return [str(each) for each in caught.value.faults]


def line(text: str, part: str) -> str:
    """Where a part of a text stands."""
    return f"Line {text[: text.index(part)].count(chr(10)) + 1}: "


def refusal(path: Path) -> str:
    """What is said of a file, quickly."""
    set_language("en")
    begun = time.process_time()
    with pytest.raises(Refusal) as caught:
        actions.read(path)
    assert time.process_time() - begun < 5
    return str(caught.value.told)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_comes_with_the_program_reads_in_both_languages(path: Path) -> None:
    scheme = actions.read(path)
    assert scheme.key == path.stem
    assert scheme.criteria
    texts = [scheme.name, scheme.summary, scheme.basis]
    texts += [each.name for each in (*scheme.levels, *scheme.groups)]
    texts += [each.text for each in scheme.criteria]
    assert all(set(text) == {"fi", "en"} for text in texts)
    assert all(set(each.guidance) in ({"fi", "en"}, set()) for each in scheme.criteria)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_comes_with_the_program_asks_more_at_a_higher_level(path: Path) -> None:
    scheme = actions.read(path)
    asked = [{each.key for each in scheme.asked(level.key)} for level in scheme.levels]
    assert all(low < high for low, high in pairwise(asked))
    assert asked[-1] == {each.key for each in scheme.criteria}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_a_criterion_depends_on_is_asked_at_its_level(path: Path) -> None:
    scheme = actions.read(path)
    for each in scheme.criteria:
        for condition in each.applies_when:
            other = scheme.criterion(condition.criterion)
            assert scheme.rank(other.target) <= scheme.rank(each.target), each.key


def test_only_the_network_certificate_is_granted() -> None:
    granting = [each for each in actions.shipped() if each.certificate]
    assert [each.key for each in granting] == ["network_quality"]
    rule = granting[0]
    assert (rule.pass_percent, rule.partly_percent) == (80, 50)
    assert (rule.peer_months, rule.valid_months) == (24, 24)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("        weight: 5\n", "        weight: 5\n        weight: 4\n", "“weight” is there twice"),
        ("{fi: Pieni, en: Small}", "{fi: Pieni, en: Small, fi: Iso}", "“fi” is there twice"),
        ("{fi: Esite on, en:", "{fi: Esite on, fi: Ei, en:", "“fi” is there twice"),
        ("      - key: leaflet", "      - key: plan", "The key “plan” was used already (Line 24)"),
        ("  - key: second", "  - key: first", "The key “first” was used already"),
        ("  - key: upper", "  - key: lower", "The key “lower” was used already"),
        ("{fi: Esite on, en: There is a leaflet}", "{fi: Esite on}", "“text” is missing in English"),
        ("{fi: Sitten, en: Then}", "{en: Then}", "“name” is missing in Finnish"),
        ("{fi: Kokeeksi, en: To try}", "{fi: Kokeeksi}", "“summary” is missing in English"),
        ("{fi: Esite on, en: There is a leaflet}", "{}", "“text” is missing"),
        ("level: recommended", "level: desired", "Write “required”, “recommended” or “question”"),
        ("target: upper", "target: highest", "There is no target level “highest”"),
        ("certificate_level: upper", "certificate_level: top", "There is no target level “top”"),
        ("staff=yes|partly", "crew=yes", "There is no criterion “crew”"),
        ("staff=yes|partly", "staff", "“staff” isn't understood"),
        ("staff=yes|partly", "staff=maybe", "“staff=maybe” isn't understood"),
        ("staff=yes|partly", "staff=not_applicable", "isn't understood"),
        ("staff=yes|partly", "=yes", "isn't understood"),
        ("staff=yes|partly", "staff=yes=no", "isn't understood"),
        ("staff=yes|partly", "{criterion: staff, answer: yes}", "Write “applies_when” as a list"),
        ("staff=yes|partly", "[staff]", "isn't understood"),
        ("staff=yes|partly", "[{criterion: staff}]", "isn't understood"),
        ("staff=yes|partly", "[{criterion: [staff], answer: yes}]", "isn't understood"),
        ("staff=yes|partly", "[{criterion: staff, answer: {yes: no}}]", "isn't understood"),
        ("staff=yes|partly", "[{criterion: staff, answer: yes, unless: x}]", "isn't understood"),
        ("weight: 5", "weight: 0", "Write a number from 1 to 10"),
        ("weight: 5", "weight: 11", "Write a number from 1 to 10"),
        ("weight: 5", "weight: -1", "Write a number from 1 to 10"),
        ("weight: 5", "weight: 1.5", "Write a number from 1 to 10"),
        ("weight: 5", "weight: ²", "Write a number from 1 to 10"),
        ("weight: 5", "weight: [5]", "Write “weight” as one text"),
        ("weight: 5", "wieght: 5", "“wieght” isn't known here"),
        ("peer_months: 24", "peer_month: 24", "“peer_month” isn't known here"),
        ("pass_percent: 80", "pass_percent: 101", "Write a number from 0 to 100"),
        ("pass_percent: 80", "pass_percent: 000000000999", "Write a number from 0 to 100"),
        ("certificate: yes", "certificate: perhaps", "Write yes or no"),
        ("valid_months: 24", "valid_months:", "for how many months a certificate is valid"),
        ("subject: service", "subject: person", "Write “organisation” or “service”"),
        ("key: mini", "key: Mini scheme", "“Mini scheme” can't be a key"),
        ("key: mini\n", "", "“key” is missing"),
        ('version: "1"\n', "", "“version” is missing"),
        ('version: "1"', f'version: "{"1" * 21}"', "The version is too long"),
        ("{fi: Pieni, en: Small}", "Pieni", "Write “name” in each language"),
        ("level: recommended", "guidance: Ohje", "Write “guidance” in each language"),
        ("      - key: leaflet\n", "      - text: {}\n      - key: leaflet\n", "“key” is missing"),
        ("      - key: leaflet\n", "      - leaflet\n      - key: leaflet\n", "isn't understood"),
        ("Esite on", "E" * 401, "characters long"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(old: str, new: str, words: str) -> None:
    assert MINI.count(old) == 1, old
    text = MINI.replace(old, new)
    said = faults(text)
    at = MINI[: MINI.index(old)].count("\n") + 1
    near = {f"Line {number}: " for number in (at - 1, at, at + 1, at + 2)}
    assert any(each.startswith(tuple(near)) and words in each for each in said), said


def test_an_unknown_group_of_a_sheet_is_told_with_its_row(tmp_path: Path) -> None:
    assert "Row 3: There is no group “nowhere”." in sheet_faults(
        tmp_path, ["plan", "Suunnitelma", "Plan", "required", "nowhere"]
    )


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ([("staff=yes|partly", "training=yes")], "training → training"),
        (
            [("        level: question\n", "        applies_when: training=no\n")],
            "staff → training → staff",
        ),
        (
            [
                ("        level: question\n", "        applies_when: plan=no\n"),
                ("        weight: 5\n", "        applies_when: training=yes\n"),
            ],
            "staff → plan → training → staff",
        ),
    ],
)
def test_a_circle_is_told_with_all_of_it(changes: list[tuple[str, str]], keys: str) -> None:
    text = MINI
    for old, new in changes:
        text = text.replace(old, new)
    assert any(keys in each and "in a circle" in each for each in faults(text))


def test_a_long_chain_of_conditions_is_no_circle() -> None:
    rows = [
        f"      - {{key: k{n}, text: {{fi: a, en: a}}, applies_when: k{n + 1}=yes}}"
        for n in range(MOST_CRITERIA - 1)
    ]
    rows.append(f"      - {{key: k{MOST_CRITERIA - 1}, text: {{fi: a, en: a}}}}")
    head = MINI[: MINI.index("      - key: staff")]
    assert len(read(head + "\n".join(rows)).criteria) == MOST_CRITERIA


def test_many_faults_are_told_at_once_and_the_rest_counted() -> None:
    text = MINI[: MINI.index("      - key: staff")] + "".join(
        f"      - key: K {n}\n" for n in range(30)
    )
    set_language("en")
    with pytest.raises(BadFile) as caught:
        read(text)
    assert len(caught.value.faults) == 60
    assert len(caught.value.listed) == 21
    assert str(caught.value.listed[-1]) == "… and 40 more faults"
    assert "60 faults" in str(caught.value.told)


def test_ten_thousand_criteria_are_refused_quickly(tmp_path: Path) -> None:
    head = MINI[: MINI.index("      - key: staff")]
    rows = [f"      - {{key: k{n}, text: {{fi: a, en: a}}}}\n" for n in range(10_000)]
    said = refusal(saved(tmp_path / "a.yaml", head + "".join(rows)))
    assert "at most 500 criteria, and this has 10000" in said


def test_ten_thousand_rows_are_refused_quickly(tmp_path: Path) -> None:
    rows = ["key;text.fi;text.en;group", *(f"k{n};a;a;g" for n in range(10_000))]
    assert "at most 500" in refusal(saved(tmp_path / "a.csv", "\n".join(rows)))


BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "line 2: write the text itself instead of a reference (*)"),
        (MINI.replace("weight: 5", "<<: *a"), "line 26: write the text itself"),
        ("[" * 10_000, "isn't a readable YAML file"),
        ("[" * 10_000 + "]" * 10_000, "isn't a readable YAML file: see line 1"),
        ("\n".join(["["] * 10_000), "see line 21"),
        ("{a: " * 10_000, "isn't a readable YAML file"),
        ("- " * 10_000, "isn't a readable YAML file"),
        ("key: [a\nversion: 1", "isn't a readable YAML file: see line 2"),
        ("key: a\n\tversion: 1", "see line 2"),
        ("key: a\nversion: '\x01'", "see line 2"),
        ("key: a\n---\nkey: b", "isn't a readable YAML file: see line 2"),
        ("", "isn't a scheme"),
        ("# only a note\n", "isn't a scheme"),
        ("just words", "isn't a scheme"),
        ("- key: a", "isn't a scheme"),
        ("\x00\x00", "isn't a readable YAML file"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_what_isnt_a_scheme_is_refused_quickly(tmp_path: Path, text: str, words: str) -> None:
    assert words in refusal(saved(tmp_path / "a.yaml", text))


def test_tags_make_no_objects(tmp_path: Path) -> None:
    target = tmp_path / "made"
    tag = f'!!python/object/apply:os.mkdir ["{target}"]'
    with pytest.raises(BadFile):
        read(MINI.replace("weight: 5", f"weight: {tag}"))
    tagged = read(MINI.replace("Pieni", "!!python/name:os.system Pieni"))
    assert tagged.name["fi"] == "Pieni"
    assert not target.exists()


def test_an_anchor_without_a_reference_is_harmless() -> None:
    assert read(MINI.replace("weight: 5", "weight: &five 5")) == mini()


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(bytes(range(256)) * 8)
    assert "isn't a text file in UTF-8" in refusal(path)
    for name in ("a.xlsx", "a.csv"):
        other = path.rename(tmp_path / name)
        refusal(other)
        path = other


def test_a_file_of_five_megabytes_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.yaml", "# " + "x" * 5 * 1024**2)
    assert "is too large to be a scheme" in refusal(path)


@pytest.mark.parametrize("name", ["a.json", "a.xls", "a.yaml.exe", "a", "yaml"])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    assert ".yaml, .xlsx or .csv" in refusal(saved(tmp_path / name, MINI))


def test_what_isnt_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    assert "can't be read" in refusal(tmp_path / "gone.yaml")
    (tmp_path / "folder.yaml").mkdir()
    assert "can't be read" in refusal(tmp_path / "folder.yaml")


def test_endings_and_the_mark_of_windows_dont_matter(tmp_path: Path) -> None:
    path = tmp_path / "A.YML"
    path.write_bytes(b"\xef\xbb\xbf" + MINI.replace("\n", "\r\n").encode())
    assert actions.read(path) == mini()


def test_a_scheme_without_levels_has_one() -> None:
    start, end = MINI.index("levels:"), MINI.index("groups:")
    text = (
        (MINI[:start] + MINI[end:])
        .replace("target: upper", "")
        .replace("certificate_level: upper\n", "")
    )
    scheme = read(text)
    assert [level.key for level in scheme.levels] == ["all"]
    assert {each.target for each in scheme.criteria} == {"all"}


def test_no_criteria_at_all_is_a_fault() -> None:
    assert any("There are no criteria." in each for each in faults(MINI[: MINI.index("groups:")]))


def test_groups_that_arent_a_list_are_a_fault() -> None:
    text = MINI[: MINI.index("groups:")] + "groups: {key: first}\n"
    assert any("Write “groups” as a list." in each for each in faults(text))


def test_nothing_that_was_said_is_lost() -> None:
    scheme = mini()
    assert [each.key for each in scheme.criteria] == [
        "staff", "plan", "training", "leaflet", "figures",
    ]  # fmt: skip
    assert scheme.criterion("plan").weight == 5
    assert str(scheme.criterion("training").applies_when[0]) == "staff=yes|partly"
    assert scheme.criterion("figures").target == "upper"


# Sheets


def sheet_of(path: Path, *rows: Sequence[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


COLUMNS = ["key", "text.fi", "text.en", "level", "group", "weight", "applies_when", "target"]


def sheet_faults(tmp_path: Path, *rows: Sequence[object]) -> list[str]:
    set_language("en")
    path = sheet_of(tmp_path / "a.xlsx", COLUMNS, ["@key", "a"], *rows)
    with pytest.raises(BadFile) as caught:
        actions.read(path)
    return [str(each) for each in caught.value.faults]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ([None, "Teksti", "Text"], "Row 6: The key is missing."),
        (["plan", "Taas", "Again"], "Row 6: The key “plan” was used already (Row 5)."),
        (["x", "Teksti"], "Row 6: “text” is missing in English."),
        (["x"], "Row 6: “text” is missing."),
        (["x", "T", "T", "often"], "Row 6: Write “required”, “recommended” or “question”."),
        (["x", "T", "T", None, "nowhere"], "Row 6: There is no group “nowhere”."),
        (["x", "T", "T", None, None, 99], "Row 6: Write a number from 1 to 10."),
        (["x", "T", "T", None, None, 1.5], "Row 6: Write a number from 1 to 10."),
        (["x", "T", "T", None, None, None, "plan"], "Row 6: “plan” isn't understood."),
        (["x", "T", "T", None, None, None, "y=yes"], "Row 6: There is no criterion “y”."),
        (["x", "T", "T", None, None, None, "x=yes"], "in a circle: x → x."),
        (["x", "T", "T", None, None, None, None, "top"], "Row 6: There is no target level “top”."),
        (["@colour", "sininen"], "Row 6: “@colour” isn't known here."),
        (["@name", "Toinen", "Other"], "Row 6: “@name” is there twice. Keep one."),
        (["@key", "b"], "Row 6: “@key” is there twice. Keep one."),
        (["@group g", "G", "G"], "Row 6: The key “g” was used already (Row 4)."),
        (["@group", "G", "G"], "Row 6: “key” is missing."),
        (["X Y", "T", "T"], "Row 6: “X Y” can't be a key"),
    ],
)  # fmt: skip
def test_a_fault_of_a_sheet_is_told_with_its_row(
    tmp_path: Path, row: list[object], words: str
) -> None:
    name, group = ["@name", "Nimi", "Name"], ["@group g", "G", "G"]
    said = sheet_faults(tmp_path, name, group, ["plan", "Suunnitelma", "Plan"], row)
    assert any(words in each for each in said), said


def test_a_sheet_of_something_else_is_refused(tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "a.xlsx", ["Nimi", "Hinta"], ["a", 1])
    assert "its first row needs the columns “key” and “text.fi”" in refusal(path)
    assert "no headers" in refusal(saved(tmp_path / "b.csv", ""))


def test_a_version_that_excel_takes_for_a_day_is_kept(tmp_path: Path) -> None:
    from datetime import datetime

    path = sheet_of(
        tmp_path / "a.xlsx",
        COLUMNS,
        ["@key", "a"],
        ["@version", datetime(2026, 11, 25)],
        ["@name", "Nimi", "Name"],
        ["@group g", "G", "G"],
        ["plan", "Suunnitelma", "Plan", None, None, 2.0],
    )
    scheme = actions.read(path)
    assert scheme.version == "2026-11-25"
    assert scheme.criteria[0].weight == 2


def round_trip(path: Path, scheme: SchemeContent) -> SchemeContent:
    return checking.checked(sheet_file.read(sheet_file.write(path, scheme)), path.name)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_comes_with_the_program_survives_a_sheet(
    tmp_path: Path, path: Path, suffix: str
) -> None:
    scheme = actions.read(path)
    assert round_trip(tmp_path / f"a{suffix}", scheme) == scheme


def test_a_language_that_the_program_doesnt_speak_survives_a_sheet(tmp_path: Path) -> None:
    scheme = mini("1", ("{fi: Esite on, en:", "{sv: Broschyr finns, fi: Esite on, en:"))
    assert round_trip(tmp_path / "a.xlsx", scheme) == scheme
    assert scheme.criterion("leaflet").text["sv"] == "Broschyr finns"


def test_a_sheet_has_the_same_columns_in_every_language() -> None:
    set_language("fi")
    finnish = sheet_file.headers()
    set_language("en")
    assert sheet_file.headers() == finnish


def test_a_sheet_of_another_ending_isnt_written(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        sheet_file.write(tmp_path / "a.txt", mini())
    assert list(tmp_path.iterdir()) == []


def test_reading_yaml_keeps_words_as_words() -> None:
    raw = yaml_file.read("key: yes\nversion: 1.10\n", "a.yaml")
    assert raw.head.text("key") == "yes"
    assert raw.head.text("version") == "1.10"
