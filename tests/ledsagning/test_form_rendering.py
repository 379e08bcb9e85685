"""How fields, errors (R8) and tables reach the browser; the table headers that django_tables2 lacks."""

import re

import django_tables2 as tables
import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override


class DateParts(forms.MultiWidget):
    template_name = "forms/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__([forms.TextInput(), forms.TextInput(), forms.TextInput()])

    def decompress(self, value: object) -> list[None]:
        return [None, None, None]


class VisitForm(forms.Form):
    start = forms.CharField(label="Start", help_text="As you like", error_messages={"required": "Say when"})
    place = forms.CharField(label="Place", required=False)
    day = forms.ChoiceField(
        label="Day",
        choices=[("0", "Today"), ("1", "Tomorrow")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a day"},
    )
    date = forms.CharField(label="Date", widget=DateParts(), required=False)
    sure = forms.BooleanField(label="Sure", required=False)
    key = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "The key is gone"})

    def clean(self) -> None:
        raise forms.ValidationError("It collides")


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def base_page(**context: object) -> str:
    """base.html for someone not signed in; no URL of the site is needed for it."""
    return render_to_string("base.html", context)


def test_error_is_the_same_at_the_field_and_in_the_summary_with_a_link_to_it() -> None:
    form = VisitForm({})
    page = base_page(form=form)
    assert '<a href="#id_start">Say when</a>' in page
    at_field = '<div class="error-message" id="id_start_error"><p><span>Error:</span> Say when</p></div>'
    assert at_field in str(form)


def test_summary_link_to_radios_and_date_parts_leads_to_the_first_of_them() -> None:
    form = VisitForm({})
    form.add_error("date", "No such date")
    page = base_page(form=form)
    assert '<a href="#id_day_0">Choose a day</a>' in page
    assert '<a href="#id_date_0">No such date</a>' in page
    assert 'id="id_day_0"' in str(form)
    assert 'id="id_date_0"' in str(form)


def test_summary_takes_the_focus_and_the_title_says_error() -> None:
    page = base_page(form=VisitForm({}))
    assert 'id="error-summary" role="alert" tabindex="-1" autofocus>' in page
    assert re.search(r"<title>Error: ", page)


def test_summary_holds_errors_of_the_whole_form_and_of_hidden_fields_without_a_link() -> None:
    page = base_page(form=VisitForm({}))
    assert "<li>It collides</li>" in page
    assert "<li>The key is gone</li>" in page


def test_problems_without_a_form_are_said_too() -> None:
    page = base_page(problems=["The companion was taken"])
    assert "<li>The companion was taken</li>" in page
    assert re.search(r"<title>Error: ", page)


@pytest.mark.parametrize("form", [None, VisitForm()])
def test_page_without_errors_has_neither_summary_nor_word(form: forms.Form | None) -> None:
    page = base_page(form=form)
    assert "error-summary" not in page
    assert "Error:" not in page


def test_field_is_described_by_its_hint_and_its_error() -> None:
    page = str(VisitForm({})["start"].as_field_group())
    assert 'aria-describedby="id_start_helptext id_start_error"' in page
    assert 'aria-invalid="true"' in page
    assert '<div class="hint" id="id_start_helptext">As you like</div>' in page


def test_radios_are_a_group_with_a_legend_and_no_aria_invalid_on_each() -> None:
    page = str(VisitForm({})["day"].as_field_group())
    assert re.search(r"<fieldset[^>]*aria-describedby=\"id_day_error\"", page)
    assert re.search(r"<legend[^>]*>\s*Day", page)
    assert '<label for="id_day_1">Tomorrow</label>' in page
    assert "aria-invalid" not in page


def test_date_parts_have_a_label_each() -> None:
    page = str(VisitForm()["date"].as_field_group())
    assert re.findall(r'<label for="id_date_\d">(\w+)</label>', page) == ["Day", "Month", "Year"]


def test_optional_field_says_so_unless_it_is_a_filter() -> None:
    form = VisitForm()
    assert "(optional)" in str(form["place"].as_field_group())
    assert "(optional)" not in str(form["start"].as_field_group())
    form.is_filter = True
    assert "(optional)" not in str(form["place"].as_field_group())


def test_form_keeps_what_was_typed() -> None:
    assert 'value="half past &lt;two&gt;"' in str(VisitForm({"start": "half past <two>"}))


def test_question_page_has_its_label_as_the_only_heading() -> None:
    request = RequestFactory().get("/question?x=1")
    page = render_to_string("_question_page.html", {"form": VisitForm(), "request": request})
    assert len(re.findall(r"<h1", page)) == 1
    assert re.search(r'<h1 class="field-heading">\s*<label for="id_start">Start</label>', page)
    assert 'action="/question?x=1"' in page  # without it, a #fragment would keep the focus from the summary


class VisitTable(tables.Table):
    caption = "Visits"
    row_header = "name"
    name = tables.Column()
    minutes = tables.Column(attrs={"cell": {"class": "number"}})


def table_page(query: str) -> str:
    request = RequestFactory().get(f"/visits?{query}")
    table = VisitTable([{"name": f"Person {n}", "minutes": n} for n in range(30)])
    tables.RequestConfig(request, paginate={"per_page": 10}).configure(table)
    return table.as_html(request)


def test_table_has_caption_scopes_and_row_headers() -> None:
    page = table_page("")
    assert ">Visits</caption>" in page
    assert len(re.findall(r'<th role="columnheader" scope="col"', page)) == 2
    assert re.search(r'<th role="rowheader" scope="row"[^>]*>Person 0</th>', page)
    assert "aria-sort" not in page


@pytest.mark.parametrize(("query", "order"), [("sort=name", "ascending"), ("sort=-name", "descending")])
def test_sorted_column_says_how(query: str, order: str) -> None:
    page = table_page(query)
    assert re.findall(r'aria-sort="(\w+)"', page) == [order]


def test_pages_keep_the_sorting_and_name_the_current_one() -> None:
    page = table_page("sort=-name&page=2")
    assert re.search(r'href="\?sort=-name&amp;page=3"', page)
    assert re.findall(r'aria-label="Page (\d)" aria-current="page"', page) == ["2"]


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_come_up_without_request_session_or_user(name: str) -> None:
    page = render_to_string(f"{name}.html")
    assert page.count("<h1>") == 1
    assert 'href="/"' in page
