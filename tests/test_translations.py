"""Swedish is complete: every text in code and templates is translated, and the translation is compiled."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest

from tests.plugin import IN_CI

ROOT = Path(__file__).resolve().parent.parent
SWEDISH = Path("ledsagning/locale/sv/LC_MESSAGES/django.po")
HOLDS_TEXTS = ("ledsagning", "hours", "admin_costs", "templates")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
MEND = "run `make messages`, translate, and run it again"


@pytest.fixture(scope="module")
def committed() -> polib.POFile:
    return polib.pofile(str(ROOT / SWEDISH))


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """The Swedish file as `makemessages` would leave it now, made in a copy of the source."""
    if not shutil.which("xgettext"):
        (pytest.fail if IN_CI else pytest.skip)("gettext is not installed: apt-get install gettext")
    copy = tmp_path_factory.mktemp("texts")
    for folder in HOLDS_TEXTS:
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", copy)
    command = [sys.executable, "manage.py", "makemessages", "--locale", "sv", "--no-obsolete"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return polib.pofile(str(copy / SWEDISH))


def test_every_text_is_translated(gathered: polib.POFile) -> None:
    assert gathered, "no texts were found"
    waiting = [entry.msgid for entry in gathered if not entry.translated() or entry.fuzzy]
    assert not waiting, f"{len(waiting)} texts have no sure Swedish; {MEND}:\n" + "\n".join(waiting)


def test_no_text_hides_in_an_f_string() -> None:
    """xgettext does not look inside them, so such a text would never be offered for translation."""
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for folder in HOLDS_TEXTS
        for path in (ROOT / folder).rglob("*.py")
        for line in texts_in_f_strings(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_a_text_in_an_f_string_is_found() -> None:
    assert texts_in_f_strings("x = 1\ny = f\"{_('Yes')} {number(2)}\"\n") == [2]


def test_no_translation_is_left_over(gathered: polib.POFile, committed: polib.POFile) -> None:
    used = {(entry.msgctxt, entry.msgid) for entry in gathered}
    left_over = [entry.msgid for entry in committed if (entry.msgctxt, entry.msgid) not in used]
    assert not left_over, f"{len(left_over)} translations are of no text; {MEND}:\n" + "\n".join(left_over)


def test_placeholders_are_the_same(committed: polib.POFile) -> None:
    assert [entry.msgid for entry in committed if wrong_placeholders(entry)] == []


def test_the_compiled_file_is_up_to_date(committed: polib.POFile) -> None:
    compiled = polib.mofile(str(ROOT / SWEDISH.with_suffix(".mo")))
    assert texts(compiled) == texts(committed.translated_entries()), MEND


def texts_in_f_strings(source: str) -> list[int]:
    """Lines of f-strings that call gettext."""
    return [
        string.lineno
        for string in ast.walk(ast.parse(source))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in GETTEXT
    ]


def wrong_placeholders(entry: polib.POEntry) -> bool:
    """Whether a translation names other values than its text. A singular may leave its number unsaid."""
    if not entry.msgid_plural:
        return placeholders(entry.msgid) != placeholders(entry.msgstr)
    wanted = placeholders(entry.msgid_plural) | placeholders(entry.msgid)
    singular, plural = entry.msgstr_plural[0], entry.msgstr_plural[1]
    return not placeholders(singular) <= wanted or placeholders(plural) != placeholders(entry.msgid_plural)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def texts(entries: Iterable[polib.POEntry | polib.MOEntry]) -> dict[tuple[str | None, str], object]:
    """The translation or translations by context and text."""
    return {
        (entry.msgctxt or None, entry.msgid): list(entry.msgstr_plural.values()) or entry.msgstr
        for entry in entries
    }


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        (polib.POEntry(msgid="Hi %(name)s", msgstr="Hej %(name)s"), False),
        (polib.POEntry(msgid="Hi %(name)s", msgstr="Hej %(namn)s"), True),
        (polib.POEntry(msgid="100 %% of {n}", msgstr="100 %% av {n}"), False),
        (polib.POEntry(msgid="{n} of {all}", msgstr="{n} av alla"), True),
        (
            polib.POEntry(
                msgid="%d hour", msgid_plural="%d hours", msgstr_plural={0: "en timme", 1: "%d timmar"}
            ),
            False,
        ),
        (
            polib.POEntry(
                msgid="%d hour", msgid_plural="%d hours", msgstr_plural={0: "%d timme", 1: "timmar"}
            ),
            True,
        ),
    ],
)
def test_a_wrong_placeholder_is_found(entry: polib.POEntry, wrong: bool) -> None:
    assert wrong_placeholders(entry) is wrong
