"""What no template may hold: anything inline, anything from another host, a text not to be translated."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import tag_re
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = [ROOT / "templates", *(ROOT / "ledsagning").rglob("templates")]
TEMPLATES = sorted(path for folder in FOLDERS for path in folder.rglob("*.*"))
PAGES = [path for path in TEMPLATES if path.suffix in (".html", ".svg")]
STYLES = sorted((ROOT / "ledsagning/static").rglob("*.css"))

NAMES = {"Ledsagning"}  # the product's name is the same in every language
NOT_TEXT = re.compile(
    r"{%\s*(blocktranslate|comment|verbatim)\b.*?%}.*?{%\s*end\1\s*%}"
    r"|{% block audience %}\w+{% endblock %}",  # part of a class name, see base.html
    re.DOTALL,
)
LETTERS = re.compile(r"[^\W\d_]+")
SPOKEN_ATTRIBUTES = {
    "alt",
    "title",
    "placeholder",
    "label",
    "aria-label",
    "aria-description",
    "aria-roledescription",
}
LOADING_ATTRIBUTES = {"src", "srcset", "poster", "data", "xlink:href"}
OTHER_HOST = re.compile(r"\s*(?:https?:)?//")


class Inspector(HTMLParser):
    """Collects faults, each as "line: what", from a template whose Django tags have been blanked out."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.unspoken = False  # inside a script or style

    def fault(self, what: str) -> None:
        self.faults.append(f"{self.getpos()[0]}: {what}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        self.unspoken = tag in ("script", "style")
        if tag == "style" or (tag == "script" and "src" not in names):
            self.fault(f"inline <{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                self.fault(f"inline {name}=")
            loads = name in LOADING_ATTRIBUTES or (name == "href" and tag not in ("a", "area"))
            if loads and OTHER_HOST.match(value or ""):
                self.fault(f"from another host: {value}")
            button = tag == "input" and name == "value" and ("type", "submit") in attrs
            if name in SPOKEN_ATTRIBUTES or button:
                self.text(value or "")

    def handle_endtag(self, tag: str) -> None:
        self.unspoken = False

    def handle_data(self, data: str) -> None:
        if not self.unspoken:
            self.text(data)

    def text(self, text: str) -> None:
        for word in LETTERS.findall(text):
            if word not in NAMES:
                self.fault(f"not translated: {' '.join(text.split())}")
                return


def faults(template: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(tag_re.sub(blank, NOT_TEXT.sub(blank, template)))
    inspector.close()
    return inspector.faults


def blank(match: re.Match[str]) -> str:
    """Nothing but the line breaks, so that line numbers stay right."""
    return "\n" * match[0].count("\n")


def names(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


@pytest.mark.parametrize("path", names(PAGES))
def test_template_has_nothing_inline_foreign_or_untranslated(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", names(TEMPLATES))
def test_template_compiles(path: Path) -> None:
    folder = next(folder for folder in FOLDERS if path.is_relative_to(folder))
    get_template(str(path.relative_to(folder)))


@pytest.mark.parametrize("path", names(STYLES))
def test_style_sheet_loads_nothing_from_elsewhere(path: Path) -> None:
    assert re.findall(r"@import[^;]*|url\(\s*['\"]?(?:https?:)?//[^)]*", path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('<script src="a.js"></script>Hej', ["1: not translated: Hej"]),
        ("<p>Hej</p>", ["1: not translated: Hej"]),
        ("{% if a %}\n<p>{{ b }} timmar</p>{% endif %}", ["2: not translated: timmar"]),
        ('<img alt="Karta">', ["1: not translated: Karta"]),
        ('<input type="submit" value="Spara">', ["1: not translated: Spara"]),
        ('<p style="color: red"></p>', ["1: inline style="]),
        ('<button onclick="f()"></button>', ["1: inline onclick="]),
        ("<style>p {}</style>", ["1: inline <style>"]),
        ("<script>f()</script>", ["1: inline <script>"]),
        (
            '<script src="https://example.org/a.js"></script>',
            ["1: from another host: https://example.org/a.js"],
        ),
        ('<link rel="stylesheet" href="//example.org/a.css">', ["1: from another host: //example.org/a.css"]),
    ],
)
def test_a_fault_is_found(template: str, found: list[str]) -> None:
    assert faults(template) == found


@pytest.mark.parametrize(
    "template",
    [
        '{# Hej #}{% comment "why" %}Hej{% endcomment %}<!-- Hej -->',
        '<p title="{% translate "Hours" %}"></p>',
        "{% blocktranslate trimmed %}\nHours <b>left</b>{% endblocktranslate %}",
        '<a href="https://www.digg.se/">{{ digg }}</a> &nbsp; – 2026',
        "<script src=\"{% static 'a.js' %}\"></script>",
        '<title>{{ title }} – Ledsagning</title><li{% if a %} class="on"{% endif %}>{{ a }}</li>',
    ],
)
def test_what_is_sound_is_left_alone(template: str) -> None:
    assert faults(template) == []
