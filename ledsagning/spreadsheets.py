"""Tables as files: CSV that a Swedish spreadsheet opens with a double click, and XLSX.

A text cell that starts with = + - @ tab or CR could run as a formula in somebody's spreadsheet, so it gets an
apostrophe in front (R42). Numbers stay numbers, negative ones too.
"""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO, StringIO

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = str | float | int | Decimal | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula; numbers are left as they are."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return "'" + cell
    return cell


def csv_cell(cell: Cell) -> str:
    """A cell as text: decimal comma, a Decimal with the decimals it has, a float with at most four."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    if isinstance(cell, float):
        return f"{round(cell, 4) + 0.0:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(harmless(cell))


def csv_file(rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with BOM, semicolons, decimal commas."""
    sheet = StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([csv_cell(cell) for cell in row])
    return sheet.getvalue().encode("utf-8-sig")


def xlsx_file(name: str, rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet, its headings in bold; row by row, so that no month is too long for the memory."""
    import xlsxwriter  # inside: only who asks for the file waits for the import

    file = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold, two = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
        sheet = book.add_worksheet(name)
        sheet.set_column(0, 12, 16)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                look = bold if number == 0 else two if isinstance(cell, Decimal) else None
                sheet.write(number, column, harmless(cell), look)
    return file.getvalue()
