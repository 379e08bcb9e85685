"""All measures as files: the figures of the pages as numbers, and what each measure and column is."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from django.utils.translation import gettext as _

from admin_costs.disclosure import HIDDEN, NOT_APPLICABLE
from admin_costs.measure_figures import MunicipalityFigures
from admin_costs.measure_kinds import COLUMNS, By, Measure
from admin_costs.measure_rules import Figure
from admin_costs.measure_tables import beside_of, satisfaction_of, way_note
from admin_costs.measure_words import DIVISIONS, WHAT_IS_GOOD, can_be_typed, what_is_lacking
from admin_costs.measures import all_measures
from ledsagning.spreadsheets import Cell, csv_file, harmless

Row = list[Cell]


def measures_csv(figures: MunicipalityFigures) -> bytes:
    """UTF-8 with BOM, semicolons, decimal commas."""
    return csv_file(figure_rows(figures))


def measures_xlsx(figures: MunicipalityFigures) -> bytes:
    """A workbook: the figures, what each measure is, and what each column of the sheets holds."""
    import xlsxwriter  # inside: only who asks for the file waits for the import

    file = BytesIO()
    # Row by row, each text where it stands: no numbers that are only places in a list of texts.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name, rows, look in (
            (_("Figures"), figure_rows(figures), None),
            (_("Measures"), measure_rows(), wrapped),
            (_("Columns"), column_rows(), wrapped),
        ):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, 1, 26)
            sheet.set_column(2, 12, 16 if look is None else 36)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, [harmless(cell) for cell in row], look if number else bold)
    return file.getvalue()


def heading() -> list[tuple[str, str]]:
    """Each column of the figures, and what it holds."""
    return [
        (_("Measure"), _("The measure's name in the address of its page.")),
        (_("Name"), _("What is measured.")),
        (_("Unit"), _("What the figure counts.")),
        (_("Division"), _("Of what groups the row is; empty: the whole municipality.")),
        (_("Group"), _("The unit, the provider, or the provider and age group.")),
        (_("Period"), _("A year, or a month as year and month.")),
        (_("Figure"), _("The figure in its unit. Two dots: hidden. Empty: there is none.")),
        (_("Numerator"), _("The sum of the numerator's columns. A dot: only the quotient may be told.")),
        (_("Denominator"), _("The sum of the denominator's column. A dot: only the quotient may be told.")),
        (_("Months"), _("How many months are in the figure; 0 where it is of a year as a whole.")),
        (
            _("Months hidden"),
            _("How many months are left out, wholly or partly, because they may not be told."),
        ),
        (_("Satisfaction, per cent"), _("Beside every cost: who gave the best answer, of who answered.")),
        (_("Note"), _("What the figure is of, or what it lacks.")),
    ]


def figure_rows(figures: MunicipalityFigures) -> list[Row]:
    """Years of all measures, of the whole and of their groups; and months of the whole."""
    rows: list[Row] = [[name for name, _words in heading()]]
    for measure in all_measures():
        rows += rows_of(measure, figures)
    return rows


def rows_of(measure: Measure, figures: MunicipalityFigures) -> Iterator[Row]:
    for figure in figures.years(measure):
        beside = satisfaction_of(figures, figure) if measure.is_cost and figure.value is not None else None
        yield row_of(measure, "", "", figure, beside)
    for by in (by for by in By if by in measure.by):
        for name, years in figures.divided(measure, by).items():
            for figure in years:
                shown = measure.is_cost and figure.value is not None
                beside = beside_of(figures, by, name, figure) if shown else None
                yield row_of(measure, str(DIVISIONS[by]), ", ".join(name), figure, beside)
    if not measure.is_cost:
        for figure in figures.months(measure):
            yield row_of(measure, "", "", figure, None)


def row_of(measure: Measure, division: str, group: str, figure: Figure, beside: str | None) -> Row:
    """A figure as numbers."""
    return [
        measure.slug,
        _(measure.name),
        _(measure.unit),
        division,
        group,
        str(figure.period) if isinstance(figure.period, int) else f"{figure.period:%Y-%m}",
        *numbers_of(measure, figure),
        figure.months,
        figure.hidden,
        beside,
        what_is_lacking(figure) or way_note(figure) or None,
    ]


def numbers_of(measure: Measure, figure: Figure) -> Row:
    """The figure, its numerator and its denominator."""
    if figure.value is None:
        return [HIDDEN if figure.is_hidden else None] * 3
    value = measure.in_unit(figure.value)
    if measure.quotient_alone:
        return [value, NOT_APPLICABLE, NOT_APPLICABLE]
    return [value, figure.above, figure.below]


def measure_rows() -> Iterable[Row]:
    """What each measure is."""
    yield [
        *(_("Measure"), _("Name"), _("Unit"), _("Why it matters"), _("Numerator"), _("Denominator")),
        *(_("Good"), _("Source"), _("Caution"), _("Goal or baseline"), _("Typed in")),
    ]
    for measure in all_measures():
        words = (measure.name, measure.unit, measure.why, measure.numerator, measure.denominator)
        yield [
            measure.slug,
            *(_(text) for text in words),
            str(WHAT_IS_GOOD[measure.low_is_good]),
            _(measure.source),
            _(measure.caution),
            ", ".join(f"{mark.value:g}: " + _(mark.words) for mark in measure.marks),
            ", ".join(can_be_typed(measure)),
        ]


def column_rows() -> Iterable[Row]:
    """What each column of the figures holds, and the columns that measures are made of."""
    yield [_("Column"), _("What it holds")]
    for name, words in heading():
        yield [name, words]
    yield []
    yield [_("Numerators and denominators are made of"), ""]
    for name, column in COLUMNS.items():
        yield [name, _(column.words)]
