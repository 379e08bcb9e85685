"""The stored snapshot: whole or not at all, the same again, and means that say of how many they are."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from admin_costs.kolada import Mean, Stored, figures_of, means_of, note_trouble, snapshots, store
from admin_costs.kolada_rows import Figure, NotKolada, Wrong
from admin_costs.models import KoladaFigure, KoladaSnapshot
from tests.cast import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


def figure(code: str, value: float | None, mark: str = "", year: int = 2021, gender: str = "T") -> Figure:
    return Figure("N28812", code, year, gender, value, 1, mark)


FIRST = [figure("1381", 6.4), figure("1380", None, ".."), figure("0180", 7.6), figure("1381", 6.0, year=2022)]


def test_stored_the_same_again_and_changed():
    assert store("N28812", FIRST, title="Invånare", now=NOW) == Stored(4, 0, 0, 0)
    assert store("N28812", FIRST, title="", now=LATER) == Stored(0, 0, 4, 0)
    snapshot = KoladaSnapshot.objects.get()
    assert (snapshot.title, snapshot.fetched_at) == ("Invånare", LATER)
    changed = [figure("1381", 6.5), figure("1380", None, ".."), figure("2584", 1.0)]
    assert store("N28812", changed, title="Nytt", now=LATER) == Stored(1, 1, 1, 2)
    assert list(figures_of(["1381"], "T").values_list("year", "value")) == [(2021, 6.5)]


@pytest.mark.parametrize("bad", [[], [figure("1381", 1.0), figure("1381", 2.0)]])
def test_what_cannot_be_stored_takes_nothing_away(bad):
    """Nothing at all, and the same figure twice."""
    store("N28812", FIRST, title="", now=NOW)
    with pytest.raises((NotKolada, IntegrityError)), transaction.atomic():
        store("N28812", bad, title="", now=LATER)
    assert KoladaFigure.objects.count() == 4
    assert KoladaSnapshot.objects.get().fetched_at == NOW


def test_a_figure_is_a_value_or_a_mark():
    store("N28812", FIRST, title="", now=NOW)
    for value, mark in ((None, ""), (1.0, "..")):
        with pytest.raises(IntegrityError), transaction.atomic():
            KoladaFigure.objects.create(
                snapshot_id="N28812", municipality_id="0114", year=2021, gender="T", value=value, mark=mark
            )


def test_trouble_leaves_the_figures_and_their_date():
    store("N28812", FIRST, title="", now=NOW)
    note_trouble("N28812", Wrong.UNREACHABLE, now=LATER)
    note_trouble("N28806", Wrong.STATUS, now=LATER)
    found = snapshots()
    assert (found["N28812"].fetched_at, found["N28812"].tried_at, found["N28812"].trouble) == (
        NOW,
        LATER,
        "unreachable",
    )
    assert (found["N28806"].fetched_at, found["N28806"].trouble) == (None, "status")
    store("N28812", FIRST, title="", now=LATER)
    assert snapshots()["N28812"].trouble == ""


def test_the_mean_counts_municipalities_and_not_people():
    """(6.4 + 7.6) / 2, whatever Stockholm's size; the secret one is not in it."""
    store("N28812", [*FIRST, figure("1381", 99.0, gender="K")], title="", now=NOW)
    found = means_of({("N28812", 2021), ("N28812", 2022), ("N28806", 2021)}, "T")
    assert found == {("N28812", 2021): Mean(pytest.approx(7.0), 2), ("N28812", 2022): Mean(6.0, 1)}
    assert means_of(set(), "T") == {}
