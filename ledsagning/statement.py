"""The accessibility statement (tillgänglighetsredogörelse, R13): what has been judged, who is responsible."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledsagning.accessibility_record import LANGUAGES, Kind, Record, read_record
from ledsagning.people.models import Municipality
from ledsagning.people.models.places import UnitKind

RECORD = Path(settings.BASE_DIR) / "docs/accessibility.md"
REPORT_TO = "https://www.digg.se/tdosanmalan"
# Why something is listed, in the order and the sense of the law (DOS-lagen 2018:1937, 9 and 12 §§).
HEADINGS: dict[Kind, str | Promise] = {
    Kind.NOT_CONFORMING: _("What does not meet the law"),
    Kind.BURDENSOME: _("What would be unreasonably burdensome to mend"),
    Kind.NOT_COVERED: _("What the law does not cover"),
    Kind.NOT_TESTED: _("What has not been tested"),
}


@cache
def the_record() -> Record:
    """docs/accessibility.md, read once. WrongRecord or OSError when it cannot be (ledsagning.E003)."""
    return read_record(RECORD.read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, in the reader's language."""

    what: str
    why: str
    criteria: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is missing for one reason of the law; `missing` may be empty, which is then said."""

    heading: str | Promise
    missing: list[Missing]


def parts(language: str) -> list[Part]:
    """Every deficiency under its reason, all four reasons, in a language that the record has."""
    statement = the_record().statement
    return [
        Part(
            heading,
            [
                Missing(each.what[language], each.why[language], named(each.criteria))
                for each in statement.of_kind(kind)
            ],
        )
        for kind, heading in HEADINGS.items()
    ]


def named(criteria: tuple[str, ...]) -> str:
    """The criteria in brackets, as in "(WCAG 3.1.2, 4.1.2)"; nothing when there are none."""
    return f"(WCAG {', '.join(criteria)})" if criteria else ""


def record_language(language: str) -> str:
    """The language of the reader when the record has it, else Swedish."""
    return language if language in LANGUAGES else "sv"


def in_use() -> QuerySet[Municipality]:
    """The municipalities that offer the service here: those that decide."""
    return Municipality.objects.filter(units__kind=UnitKind.AUTHORITY).distinct()
