"""Many visits at once, for tests and measurements of what stays fast: each of a person of its own."""

import uuid
from datetime import timedelta

from hours.models import Booking, Pool
from ledsagning.people.models import Participant


def copies(visit: Booking, count: int) -> list[Booking]:
    """So many more like this one, an hour apart, of other people. Past the rules: no hours are set aside."""
    like = visit.pool.participant
    people = Participant.objects.bulk_create(
        Participant(
            unit=like.unit,
            name=f"Person {n} & Söner",
            birth_date=like.birth_date,
            sex=like.sex,
            area=like.area,
        )
        for n in range(count)
    )
    fields = {
        field.attname: getattr(visit.pool, field.attname)
        for field in Pool._meta.concrete_fields
        if field.name not in ("id", "participant")
    }
    pools = Pool.objects.bulk_create(Pool(**fields, participant=person) for person in people)
    return Booking.objects.bulk_create(
        Booking(
            pool=pool,
            unit=visit.unit,
            key=uuid.uuid4(),
            state=visit.state,
            starts_at=visit.starts_at + timedelta(hours=n),
            ends_at=visit.ends_at + timedelta(hours=n),
            meeting_place=f"{visit.meeting_place} <{n}>",
            booked_by=visit.booked_by,
            booked_at=visit.booked_at,
        )
        for n, pool in enumerate(pools)
    )
