"""What the database refuses of reports, whatever the code does (R31), with its negative control."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from hours.models import Booking
from hours.visits import no_show
from tests.cast import TOMORROW_14, make_escort
from tests.hours.test_guards import run, without_guards


class TestEscortToldOnceAtATime:
    """Two reports of one escort never overlap; a no-show and a promise tell of no time."""

    SET = "state = 'done', escort_id = %s, actual_starts_at = %s, actual_ends_at = %s"

    def tell(self, booking: Booking, cast, *, starts: int = 0, minutes: int = 180) -> int:
        starts_at = TOMORROW_14 + timedelta(minutes=starts)
        ends_at = starts_at + timedelta(minutes=minutes)
        # As Django writes them: SQLite compares letters.
        times = [connection.ops.adapt_datetimefield_value(at) for at in (starts_at, ends_at)]
        return run(f"UPDATE hours_booking SET {self.SET} WHERE id = %s", cast.escort.pk, *times, booking.pk)

    @pytest.mark.parametrize(("starts", "minutes"), [(0, 180), (179, 60), (-60, 61), (60, 1), (-60, 400)])
    def test_R31_a_report_into_another_is_refused(self, cast, starts, minutes):
        cast.done()
        with pytest.raises(IntegrityError):
            self.tell(cast.booking(), cast, starts=starts, minutes=minutes)

    @pytest.mark.parametrize(("starts", "minutes"), [(180, 60), (-60, 60)])
    def test_one_right_after_another_is_allowed(self, cast, starts, minutes):
        cast.done()
        assert self.tell(cast.booking(), cast, starts=starts, minutes=minutes) == 1

    def test_R31_a_correction_into_another_is_refused(self, cast):
        cast.done()
        later = cast.booking()
        self.tell(later, cast, starts=180)
        with pytest.raises(IntegrityError):
            run("UPDATE hours_booking SET actual_starts_at = %s WHERE id = %s", TOMORROW_14, later.pk)

    def test_R31_a_new_row_is_refused_as_well(self, cast):
        booking = cast.done()
        booking.pk, booking.public_id, booking.key = None, Booking().public_id, Booking().public_id
        with pytest.raises(IntegrityError), transaction.atomic():
            booking.save()

    def test_a_no_show_is_in_nobodys_way(self, cast):
        missed = cast.done()
        no_show(missed, by=cast.escort.user, now=missed.reported_at, seen_at=missed.reported_at)
        assert self.tell(cast.booking(), cast) == 1

    def test_nor_is_another_escort(self, cast):
        cast.done()
        cast.escort = make_escort(unit=cast.provider, username="tor")
        assert self.tell(cast.booking(), cast) == 1

    def test_R31_without_the_guards_the_escort_was_in_two_places(self, cast):
        cast.done()
        other = cast.booking()
        with without_guards():
            assert self.tell(other, cast) == 1
            # The guards cannot come back while the harm is there (PostgreSQL), so it is undone here.
            run("UPDATE hours_booking SET state = 'requested', escort_id = NULL WHERE id = %s", other.pk)
