"""Finding a person of one's units by name or case number, and by nothing else (R26; SoLPuF 15 §)."""

from django.db.models import Q, QuerySet

from ledsagning.people.models import Participant, Unit

MOST_FOUND = 25


def people_of(units: QuerySet[Unit]) -> QuerySet[Participant]:
    """Everybody the units serve, with decisions, in order of name."""
    return Participant.objects.filter(unit__in=units).prefetch_related("decisions").order_by("name", "pk")


def found_people(units: QuerySet[Unit], text: str) -> list[Participant]:
    """Whose name or case number has the text in it: the first MOST_FOUND.

    SQLite compares å, ä and ö with case; therefore the usual ways of writing a name are all tried.
    """
    text = " ".join(text.split())
    in_name = Q(case_number__icontains=text)
    for written in {text, text.lower(), text.upper(), text.title()}:
        in_name |= Q(name__icontains=written)
    return list(people_of(units).filter(in_name)[:MOST_FOUND])
