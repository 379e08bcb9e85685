"""The report as PDF, judged by an independent checker of PDF/UA-1 (page-validation: 104 rules, passes the
corpus that veraPDF is tested with). What a person has to judge is in docs/accessibility.md.

Its negative controls are the same report without tags, without the words of a picture, and so on: what it
says of them shows that a report that it lets through has been looked at.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.abc import MetaPathFinder
from io import BytesIO

import page
import pikepdf
import pytest
import weasyprint
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from admin_costs.changes import open_comparison, register_change
from admin_costs.checks import reports_can_be_pdf
from admin_costs.imports import import_files
from admin_costs.models import Change
from admin_costs.outcomes import compare_by
from admin_costs.pdf_files import MOST_MONTHS, tagged_pdf
from admin_costs.views.report_pdf import printed
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import four_years, months
from tests.cast import NOW, Cast, make_cast, make_staff, make_unit
from tests.kept import kept
from tests.telling import words_of_pdf

ADDRESS = "/jamfor/rapport.pdf"


def rules_broken(pdf: bytes) -> set[str]:
    """What the checker has against a file, by the names of its rules of PDF/UA-1."""
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.rules.total >= 100
    return {failure.rule_id.removeprefix("PDFUA1-") for failure in report.failures}


def tags(pdf: bytes) -> list[tuple[str, str]]:
    """Every tag in the order of reading, with its text alternative."""
    found = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Array):
            for each in element:
                walk(each)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append((str(element.S), str(element.get("/Alt", ""))))
            walk(element.get("/K", pikepdf.Array()))

    with pikepdf.open(BytesIO(pdf)) as opened:
        walk(opened.Root.StructTreeRoot.K)
    return found


def make_registered(folder) -> tuple[Cast, Change]:
    """Four years of figures, and the change registered anew after they were opened."""
    cast = make_cast()
    laholm = Municipality.objects.get(code="1381")
    import_files(laholm, four_years(folder), now=NOW)
    first = register_change(laholm, change_month=date(2024, 1, 1), claims="Mer <b>tid</b>.", by=None, now=NOW)
    open_comparison(first, by=None, now=NOW)
    return cast, register_change(laholm, change_month=date(2024, 1, 1), bedding_in_months=2, by=None, now=NOW)


@pytest.fixture(scope="module")
def kept_report(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory
) -> Iterator[tuple[Cast, Change]]:
    with kept(
        django_db_blocker, lambda: make_registered(tmp_path_factory.mktemp("figures")), now=NOW
    ) as made:
        yield made


@pytest.fixture
def maria(kept_report, db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(kept_report[0].manager)
    return client


@pytest.fixture
def html(kept_report, db: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """The paper before it is a PDF."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return paper(kept_report[1])


def paper(change: Change, **instead: object) -> str:
    found = compare_by(change, today=NOW.date())
    context = printed(change.municipality, found) | instead
    request = RequestFactory().get(ADDRESS)
    return render_to_string("admin_costs/paper/report.html", context, request)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_report_passes_pdf_ua(maria, language):
    answer = maria.get(ADDRESS, headers={"accept-language": language})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="ledsagning-')
    assert rules_broken(answer.content) == set()
    with pikepdf.open(BytesIO(answer.content)) as opened:
        assert str(opened.Root.Lang) == language
        title = {"sv": "Före och efter – Laholm", "en": "Before and after – Laholm"}[language]
        assert opened.open_metadata()["dc:title"] == title
        assert 2 <= len(opened.pages) <= 12


def test_what_is_read_aloud(maria):
    found = tags(maria.get(ADDRESS).content)
    kinds = [kind for kind, _words in found]
    assert kinds.count("/H1") == 1
    assert kinds.index("/H1") < kinds.index("/Table")
    assert kinds.count("/Caption") == kinds.count("/Table") == 8  # four of them a year's months
    assert {"/TH", "/TD", "/THead", "/L", "/LI"} <= set(kinds)
    pictures = [words.replace("\u00a0", " ") for kind, words in found if kind == "/Figure"]
    assert len(pictures) == 5
    assert pictures[0].startswith(
        "Ledsagartimmar. Månad för månad, förändring i januari 2024. Före: 10,0 timmar."
    )
    assert pictures[4].startswith("Skillnad i total kostnad")


def test_a_search_for_words_reads_what_the_report_says(maria):
    """What tests/test_promise.py looks for anybody's unused hours with."""
    said = "\n".join(words_of_pdf(maria.get(ADDRESS).content)).replace("\u00a0", " ")
    assert "Före och efter – Laholm" in said  # its title
    assert "10,0 timmar" in said  # a cell
    assert "\N{REPLACEMENT CHARACTER}" not in said
    assert "Ledsagartimmar. Månad för månad" in said  # a picture


def test_a_table_cell_knows_its_headers(maria):
    """PDF/UA asks for Scope or Headers: every cell names the header of its column and of its row."""

    def cells(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        if isinstance(element, pikepdf.Array):
            for each in element:
                yield from cells(each)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if element.S == "/TD":
                yield element
            yield from cells(element.get("/K", pikepdf.Array()))

    with pikepdf.open(BytesIO(maria.get(ADDRESS).content)) as opened:
        named = [len(cell.A.Headers) for cell in cells(opened.Root.StructTreeRoot.K)]
    assert len(named) > 100
    assert set(named) == {2}


@pytest.mark.parametrize(
    ("what", "by", "rule"),
    [
        (r'alt="[^"]*"', "", "FIGURE-ALTERNATIVE-TEXT-001"),
        (r"<title>[^<]*</title>", "", "METADATA-TITLE-001"),
        (r'lang="sv"', "", "LANGUAGE-TAG-001"),
        (r"<h2>", "<h5>", "HEADING-NESTING-001"),
    ],
)
def test_the_checker_finds_what_is_taken_away(html, what, by, rule):
    """The negative control: the report that passes above, without one of the things that make it readable."""
    less = re.sub(what, by, html.replace("</h2>", "</h5>") if by else html)
    assert less != html
    assert rule in rules_broken(tagged_pdf(less))


def test_the_checker_finds_a_report_without_tags(html):
    broken = rules_broken(weasyprint.HTML(string=html).write_pdf())
    assert {"TAGGED-DOCUMENT-001", "STRUCT-TREE-ROOT-001", "CONTENT-TAGGING-001", "ID-PART-001"} <= broken


def test_nothing_is_fetched(html, tmp_path, caplog):
    """A picture from the machine or the network stays out, whoever wrote its address."""
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>')
    evil = f'<p><img alt="x" src="{secret.as_uri()}"><img alt="y" src="http://127.0.0.1:9/y.svg"></p></body>'
    tagged_pdf(html.replace("</body>", evil))
    assert sum("disallowed protocol" in record.getMessage() for record in caplog.records) == 2


def test_what_was_written_is_text(html):
    assert "Mer &lt;b&gt;tid&lt;/b&gt;." in html


def test_it_says_that_the_demonstration_is_illustrative(kept_report, html, settings):
    words = "Illustrativa siffror"
    assert words not in html
    settings.DEMO = True
    assert words in paper(kept_report[1])


def test_a_long_report_is_bounded(kept_report, maria):
    """A hundred years of months: ten years are printed, and the paper says where the rest is."""
    change = kept_report[1]
    found = compare_by(change, today=NOW.date())
    series = tuple((month, 10.0) for month in months(1926, 100))
    hours = replace(found.claims["hours"], series=series)
    context = printed(change.municipality, replace(found, claims={**found.claims, "hours": hours}))
    html = render_to_string("admin_costs/paper/report.html", context, RequestFactory().get(ADDRESS))
    printed_months = [row.month for _year, rows in context["years"] for row in rows]
    assert len(printed_months) == MOST_MONTHS
    assert (printed_months[0], printed_months[-1]) == ("december 2025", "januari 2016")
    assert "1080 äldre månader skrivs inte ut" in html.replace("\u00a0", "")
    with pikepdf.open(BytesIO(tagged_pdf(html))) as opened:
        assert len(opened.pages) <= 12


class WithoutPango(MetaPathFinder):
    """A machine where WeasyPrint finds no Pango: importing it ends with the error of loading the library."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        if name.partition(".")[0] == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [WithoutPango(), *sys.meta_path])


def test_who_sets_the_place_up_is_told_what_to_install(without_pango):
    (found,) = reports_can_be_pdf(None)
    assert found.id == "admin_costs.I001"
    assert "libpango-1.0-0" in found.hint


def test_nothing_is_said_where_a_pdf_can_be_made():
    assert reports_can_be_pdf(None) == []


def test_without_pango_the_page_says_what_to_install(maria, without_pango):
    answer = maria.get(ADDRESS, follow=True)
    assert answer.redirect_chain == [("/jamfor/", 302)]
    assert "libpango-1.0-0" in answer.content.decode()


def test_without_a_change_there_is_no_report(kept_report, db, client):
    client.force_login(make_staff(unit=make_unit(code="0180"), kind="manager", username="holger"))
    assert client.get(ADDRESS).status_code == 404


def test_others_find_nothing(kept_report, db, client):
    cast = kept_report[0]
    keepers = (cast.coordinator, cast.case_officer, cast.administrator)
    for user in (cast.participant.user, cast.escort.user, *keepers):
        client.force_login(user)
        assert client.get(ADDRESS).status_code == 404


def test_reading_is_not_posted(maria):
    assert maria.post(ADDRESS).status_code == 405
