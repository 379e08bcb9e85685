"""Comparisons made by hand, for the tests of what is said, drawn and exported about them."""

from types import MappingProxyType

from admin_costs.comparison import Claim, Comparison, Reason, Sides, Verdict

HOURS_SERIES = (("2023-11", 9.0), ("2023-12", 11.0), ("2024-01", 12.0), ("2024-02", 13.0))


def claim(
    name: str,
    verdict: Verdict = "undecided",
    levels: tuple[float | None, float | None] = (None, None),
    interval: tuple[float, float] | None = None,
    *,
    level: float = 0.95,
    reason: Reason = "",
) -> Claim:
    return Claim(
        name,
        Sides(24, 24),
        HOURS_SERIES,
        before=levels[0],
        after=levels[1],
        interval=interval,
        level=level if interval else None,
        verdict=verdict,
        reason=reason,
    )


def comparison(*replaced: Claim, **options: object) -> Comparison:
    claims = {
        "hours": claim("hours", "up", (9.94, 12.59), (2.27, 3.04)),
        "administration": claim("administration", "down", (3.058, 1.314), (-1.8, -1.687)),
        "total_cost": claim("total_cost", "same", (4512.1, 4435.9), (-168.6, 16.1), level=0.90),
        "satisfaction": claim("satisfaction", "up", (0.523, 0.77), (0.096, 0.382)),
    }
    claims |= {each.name: each for each in replaced}
    return Comparison(
        **{
            "change_date": "2024-01",
            "bedding_in_months": 0,
            "margin": 0.05,
            "person_months": Sides(1432, 1438),
            "claims": MappingProxyType(claims),
            **options,
        }
    )
