"""The three kinds of files of figures, known by their headers. The words are the files', not the page's."""

from collections.abc import Callable
from typing import Any, NamedTuple

from admin_costs.models.activities import StaffRole
from admin_costs.reading import read_count, read_hours, read_kronor, read_month, read_name, reader_of
from ledsagning.people.models.participants import Sex

AGE_GROUPS = {"0–64": "0–64", "65+": "65+"}
SEXES = {"K": Sex.WOMAN, "M": Sex.MAN, "Kvinna": Sex.WOMAN, "Man": Sex.MAN}
ROLES = {
    "Handläggare": StaffRole.CASE_OFFICER,
    "Samordnare": StaffRole.COORDINATOR,
    "Administratör": StaffRole.ADMINISTRATOR,
    "Enhetschef": StaffRole.MANAGER,
}


class Column(NamedTuple):
    """A column by its heading in the file, the name of its value, and how its cells are read."""

    heading: str
    name: str
    read: Callable[[str], Any]


class Kind(NamedTuple):
    """A kind of file: its columns, and which of them name a row (no two rows alike in these)."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def by_heading(self) -> dict[str, Column]:
        """The columns by heading in small letters."""
        return {column.heading.casefold(): column for column in self.columns}


KINDS = (
    Kind(
        "hours",
        (
            Column("Månad", "month", read_month),
            Column("Enhet", "unit", read_name),
            Column("Utförare", "provider", read_name),
            Column("Åldersgrupp", "age_group", reader_of(AGE_GROUPS)),
            Column("Kön", "sex", reader_of(SEXES)),
            Column("Personer", "people", read_count),
            Column("Besök", "visits", read_count),
            Column("Utförda timmar", "minutes", read_hours),
            Column("Kostnad kr", "cost_ore", read_kronor),
        ),
        ("month", "unit", "provider", "age_group", "sex"),
    ),
    Kind(
        "administration",
        (
            Column("Månad", "month", read_month),
            Column("Enhet", "unit", read_name),
            Column("Aktivitet", "activity", read_name),
            Column("Roll", "role", reader_of(ROLES)),
            Column("Timmar", "minutes", read_hours),
            Column("Kostnad kr", "cost_ore", read_kronor),
        ),
        ("month", "unit", "activity", "role"),
    ),
    Kind(
        "survey",
        (
            Column("Omgång", "month", read_month),
            Column("Enhet", "unit", read_name),
            Column("Fråga", "question", lambda text: read_name(text, 200)),
            Column("Svar", "answer", lambda text: read_name(text, 50)),
            Column("Antal", "count", read_count),
        ),
        ("month", "unit", "question", "answer"),
    ),
)
