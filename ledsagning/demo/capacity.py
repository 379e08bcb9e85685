"""Staffing before and after, illustrative: fewer posts, so a part of what was freed is money."""

from datetime import date, datetime

from admin_costs.capacity import set_capacity
from admin_costs.effort import set_standard_time
from admin_costs.models import Activity
from admin_costs.time_equations import More
from ledsagning.people.models import Municipality, User

POST_MINUTES = 10_400  # 40 hours a week, a month
PRACTICAL_PERMILLE = 800

# Role, full-time posts before and after, kronor a month for a whole post.
STAFFING = (
    ("case_officer", 0.50, 0.30, 70_000),
    ("coordinator", 0.30, 0.30, 58_000),
    ("administrator", 0.20, 0.05, 55_000),
    ("manager", 0.10, 0.05, 88_000),
)


def staff_town(municipality: Municipality, *, before: date, after: date, by: User, now: datetime) -> None:
    """Registers every role's capacity from the first month, and from the change; and a time equation."""
    plan = Activity.objects.get(slug="individuell-plan", municipality=None)
    set_standard_time(
        municipality,
        plan,
        minutes=75,
        valid_from=after,
        by=by,
        now=now,
        more=[More("med företrädare", 30, 400)],
    )
    for role, posts_before, posts_after, kronor in STAFFING:
        for month, posts in ((before, posts_before), (after, posts_after)):
            set_capacity(
                municipality,
                role=role,
                valid_from=month,
                paid_minutes=round(posts * POST_MINUTES),
                practical_permille=PRACTICAL_PERMILLE,
                cost_ore=round(posts * kronor) * 100,
                by=by,
                now=now,
            )
