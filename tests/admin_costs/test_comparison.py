import json

import numpy as np
import pandas as pd
import pytest

from admin_costs.comparison import CLAIMS, Comparison, Sides, compare
from admin_costs.evaluation import newcombe

QUESTIONS = ("Får du den hjälp du vill ha?", "Känner du dig trygg?", "Får du bestämma?")
KEYS = ["before", "after", "difference", "percent", "interval", "level", "verdict"]


def figures(
    *, months: int = 48, persons: int = 60, hours: float = 1.25, admin: float = 0.4, noise: float = 0.02
) -> pd.DataFrame:
    """Monthly figures from 2022-01, changed in 2024-01: 10 h became 10 × `hours` a person-month, and 3 h of
    administration became 3 × `admin`, at 300 and 480 kr an hour."""
    rng = np.random.default_rng(1381)
    at = np.arange(months)
    after = at >= 24
    season = 1 + 0.05 * np.cos(2 * np.pi * at / 12) - 0.08 * (at % 12 == 6)
    wobble = 1 + noise * rng.standard_normal(months)
    minutes = (600 * persons * season * wobble * np.where(after, hours, 1)).round().astype(int)
    admin_minutes = (180 * persons * wobble[::-1] * np.where(after, admin, 1)).round().astype(int)
    return pd.DataFrame(
        {
            "month": [f"{2022 + n // 12}-{n % 12 + 1:02d}" for n in at],
            "persons": persons,
            "escort_minutes": minutes,
            "escort_cost_ore": minutes * 500,
            "admin_minutes": admin_minutes,
            "admin_cost_ore": admin_minutes * 800,
            "other_cost_ore": 0,
        }
    )


def survey(*rounds: tuple[str, int, int], questions: tuple[str, ...] = QUESTIONS) -> pd.DataFrame:
    rows = [
        {"round": month, "question": question, "best": best, "answers": answers}
        for month, best, answers in rounds
        for question in questions
    ]
    return pd.DataFrame(rows, columns=["round", "question", "best", "answers"])


SURVEY = survey(("2023-01", 21, 40), ("2023-11", 20, 40), ("2025-01", 31, 40), ("2025-12", 30, 40))
NO_SURVEY = survey()


def compared(months: pd.DataFrame, answers: pd.DataFrame = SURVEY, **options: object) -> Comparison:
    options = {"change": "2024-01", **options}
    return compare(months, answers, **options)  # type: ignore[arg-type]


def verdicts(comparison: Comparison) -> dict[str, str]:
    return {name: claim.verdict for name, claim in comparison.claims.items()}


# The four claims


def test_trust_costs_the_same_and_gives_more() -> None:
    found = compared(figures())
    assert verdicts(found) == {
        "hours": "up",
        "administration": "down",
        "total_cost": "same",
        "satisfaction": "up",
    }


def test_json_has_exactly_the_published_shape() -> None:
    found = compared(figures()).concluded("Fler timmar.").to_json()
    assert list(found) == [
        "change_date",
        "bedding_in_months",
        "margin",
        "person_months",
        "claims",
        "conclusion",
    ]
    assert found["change_date"] == "2024-01"
    assert found["person_months"] == {"before": 1440, "after": 1440}
    assert found["conclusion"] == "Fler timmar."
    claims = json.loads(json.dumps(found, allow_nan=False))["claims"]
    assert tuple(claims) == CLAIMS
    assert all(list(claim) == KEYS for claim in claims.values())


def test_levels_are_hours_and_kronor_of_a_person_month() -> None:
    months = figures()
    claims = compared(months).claims
    before = months[months["month"] < "2024-01"]
    assert claims["hours"].before == pytest.approx(
        before["escort_minutes"].sum() / 60 / before["persons"].sum()
    )
    kronor = (before["escort_cost_ore"] + before["admin_cost_ore"] + before["other_cost_ore"]).sum() / 100
    assert claims["total_cost"].before == pytest.approx(kronor / before["persons"].sum())
    assert claims["satisfaction"].before == pytest.approx(41 / 80)
    assert claims["satisfaction"].difference == pytest.approx(61 / 80 - 41 / 80)
    assert claims["satisfaction"].percent == pytest.approx(100 * 20 / 41)


def test_same_cost_shows_the_ninety_percent_interval_inside_the_margin() -> None:
    cost = compared(figures()).claims["total_cost"]
    assert cost.level == 0.90
    assert cost.before is not None
    assert cost.interval is not None
    assert -0.05 * cost.before < cost.interval[0] < cost.interval[1] < 0.05 * cost.before


def test_the_margin_decides_what_is_the_same() -> None:
    assert compared(figures(hours=1.3), margin=0.10).claims["total_cost"].verdict == "same"
    narrow = compared(figures(hours=1.3), margin=0.001).claims["total_cost"]
    assert (narrow.verdict, narrow.level) != ("same", 0.90)


@pytest.mark.parametrize(("hours", "verdict"), [(1.6, "up"), (1.0, "down")])
def test_cost_outside_the_margin_goes_up_or_down(hours: float, verdict: str) -> None:
    cost = compared(figures(hours=hours)).claims["total_cost"]
    assert (cost.verdict, cost.level, cost.reason) == (verdict, 0.95, "")


def test_not_significant_is_never_the_same() -> None:
    noisy = compared(figures(hours=1.0, admin=1.0, noise=0.5), NO_SURVEY)
    for name in ("hours", "administration", "total_cost"):
        claim = noisy.claims[name]
        assert claim.interval is not None
        assert claim.interval[0] < 0 < claim.interval[1]
        assert (claim.verdict, claim.reason, claim.level) == ("undecided", "unsure", 0.95)


def test_hours_that_did_not_change_are_the_same_by_the_same_test() -> None:
    hours = compared(figures(hours=1.0)).claims["hours"]
    assert (hours.verdict, hours.level) == ("same", 0.90)


def test_a_small_sure_change_of_hours_is_a_change_though_within_the_margin() -> None:
    assert compared(figures(hours=1.02, noise=0.001)).claims["hours"].verdict == "up"


@pytest.mark.parametrize("persons", [59, 60])
def test_equal_months_are_neither_up_nor_down(persons: int) -> None:
    equal = figures(hours=1.0, admin=1.0, noise=0.0, persons=persons)
    for column, value in (
        ("escort_minutes", 35_410),
        ("escort_cost_ore", 17_705_003),
        ("admin_minutes", 10_619),
        ("admin_cost_ore", 8_495_201),
    ):
        equal[column] = value
    found = compared(equal)
    for name in ("hours", "administration", "total_cost"):
        claim = found.claims[name]
        assert (claim.verdict, claim.difference, claim.interval) == ("same", 0.0, (0.0, 0.0))


# Windows and missing data


def test_the_bedding_in_window_counts_in_neither() -> None:
    months = figures()
    months.loc[24:26, "escort_minutes"] = 10**7
    found = compared(months, bedding_in_months=3)
    assert found.person_months == Sides(1440, 1260)
    assert found.claims["hours"].verdict == "up"
    assert found.claims["hours"].after == pytest.approx(12.5, rel=0.02)
    assert found.series("hours")[24] == ("2024-01", pytest.approx(10**7 / 60 / 60))


def test_survey_rounds_in_the_bedding_in_window_count_in_neither() -> None:
    answers = survey(("2023-01", 20, 40), ("2024-02", 0, 40), ("2025-01", 20, 40))
    assert compared(figures(), answers, bedding_in_months=3).claims["satisfaction"].difference == 0
    assert compared(figures(), answers).claims["satisfaction"].difference == pytest.approx(-0.25)


@pytest.mark.parametrize(
    ("months", "answers"),
    [(pd.DataFrame(), pd.DataFrame()), (figures(months=20), SURVEY.iloc[:6]), (figures(months=0), NO_SURVEY)],
)
def test_a_side_without_data_gives_nulls_and_undecided(months: pd.DataFrame, answers: pd.DataFrame) -> None:
    found = compared(months, answers)
    for claim in found.to_json()["claims"].values():  # type: ignore[attr-defined]
        assert claim["difference"] is claim["percent"] is claim["interval"] is claim["level"] is None
        assert claim["verdict"] == "undecided"
    assert {claim.reason for claim in found.claims.values()} == {"missing"}


def test_months_without_people_or_missing_months_do_no_harm() -> None:
    months = figures()
    months.loc[5, ["persons", "escort_minutes", "admin_minutes"]] = 0
    found = compared(months.drop(index=[9, 30]))
    json.dumps(found.to_json(), allow_nan=False)
    assert found.person_months == Sides(22 * 60, 23 * 60)
    assert verdicts(found)["hours"] == "up"


def test_a_figure_nobody_recorded_leaves_its_month_out_of_that_claim_only() -> None:
    months = figures()
    months["admin_minutes"] = months["admin_minutes"].where(months["month"] != "2022-03")
    found = compared(months)
    assert found.claims["administration"].counted == Sides(23, 24)
    assert found.claims["hours"].counted == Sides(24, 24)


def test_administration_never_recorded_on_a_side_is_missing_not_zero() -> None:
    months = figures()
    months.loc[:23, ["admin_minutes", "admin_cost_ore"]] = 0
    found = compared(months)
    assert verdicts(found) == {
        "hours": "up",
        "administration": "undecided",
        "total_cost": "undecided",
        "satisfaction": "up",
    }
    assert found.claims["administration"].before is None
    assert found.claims["administration"].after is not None


def test_a_short_series_shows_levels_and_no_interval() -> None:
    found = compared(figures(months=28))
    hours = found.claims["hours"]
    assert (hours.verdict, hours.reason, hours.interval, hours.level) == ("undecided", "short", None, None)
    assert hours.difference is not None


@pytest.mark.parametrize("after", [6, 9, 12])
def test_fewer_months_give_a_wider_interval(after: int) -> None:
    few = compared(figures(months=24 + after)).claims["hours"].interval
    many = compared(figures(months=48)).claims["hours"].interval
    assert few is not None
    assert many is not None
    assert few[1] - few[0] > many[1] - many[0]


@pytest.mark.parametrize("options", [{"margin": -0.1}, {"bedding_in_months": -1}, {"change": "2024-13"}])
def test_impossible_options_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"negative|YYYY-MM"):
        compared(figures(), **options)


def test_a_month_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        compared(pd.concat([figures(), figures(months=1)]))


# Satisfaction


def test_only_questions_asked_on_both_sides_count() -> None:
    easy = survey(("2025-01", 40, 40), questions=("Hur var besöket?",))
    alone = compared(figures()).claims["satisfaction"]
    assert compared(figures(), pd.concat([SURVEY, easy])).claims["satisfaction"] == alone
    asked_before_too = pd.concat([SURVEY, easy, survey(("2023-01", 40, 40), questions=("Hur var besöket?",))])
    assert compared(figures(), asked_before_too).claims["satisfaction"] != alone


def test_several_answers_of_one_person_count_as_one() -> None:
    three = compared(figures()).claims["satisfaction"]
    one_question = SURVEY[SURVEY["question"] == QUESTIONS[0]]
    assert compared(figures(), one_question).claims["satisfaction"].interval == pytest.approx(three.interval)
    assert three.counted == Sides(80, 80)


def asked(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["round", "question", "best", "answers"])


def test_another_mix_of_questions_is_no_change() -> None:
    # Easy: 90 % on both sides; hard: 40 % on both. Pooled, 65 % would have become 80 %.
    mixed = asked(
        ("2023-01", "Easy", 180, 200),
        ("2023-01", "Hard", 80, 200),
        ("2025-01", "Easy", 288, 320),
        ("2025-01", "Hard", 32, 80),
    )
    found = compared(figures(), mixed).claims["satisfaction"]
    # Weights 520 and 280 of 800 answers: (520 × 0.9 + 280 × 0.4) / 800
    assert found.before == pytest.approx(0.725)
    assert found.difference == pytest.approx(0)
    assert found.verdict != "up"
    assert dict(found.series) == {"2023-01": 0.65, "2025-01": 0.8}
    # Kish: 400 × (0.65² / 200 + 0.35² / 200) = 1.09 before, 400 × (0.65² / 320 + 0.35² / 80) after
    n_before, n_after = 200 / 1.09, 200 / 1.140625
    assert found.interval == pytest.approx(newcombe(0.725 * n_after, n_after, 0.725 * n_before, n_before))


def test_rounds_with_other_questions_are_not_taken_for_rounds_that_differ() -> None:
    mixed = asked(
        ("2023-01", "Easy", 180, 200),
        ("2023-11", "Hard", 80, 200),
        ("2025-01", "Easy", 190, 200),
        ("2025-01", "Hard", 100, 200),
    )
    found = compared(figures(), mixed).claims["satisfaction"]
    assert (found.before, found.after) == (pytest.approx(0.65), pytest.approx(0.725))
    assert found.interval == pytest.approx(newcombe(145, 200, 260, 400))


def test_rounds_that_differ_more_than_chance_widen_the_interval() -> None:
    steady = survey(("2023-01", 20, 40), ("2023-11", 20, 40), ("2025-01", 30, 40), ("2025-12", 30, 40))
    unsteady = survey(("2023-01", 5, 40), ("2023-11", 35, 40), ("2025-01", 20, 40), ("2025-12", 40, 40))
    calm, wild = (compared(figures(), answers).claims["satisfaction"] for answers in (steady, unsteady))
    assert (calm.before, calm.after) == (wild.before, wild.after) == (0.5, 0.75)
    assert (calm.verdict, wild.verdict) == ("up", "undecided")


def test_all_or_none_best_is_no_division_by_zero() -> None:
    found = compared(figures(), survey(("2023-01", 0, 40), ("2025-01", 40, 40), ("2025-12", 40, 40)))
    satisfaction = found.claims["satisfaction"]
    assert (satisfaction.before, satisfaction.after, satisfaction.percent) == (0, 1, None)
    assert satisfaction.verdict == "up"


def test_satisfaction_is_the_same_only_with_enough_answers() -> None:
    few = survey(("2023-01", 20, 40), ("2025-01", 20, 40))
    many = survey(("2023-01", 4000, 8000), ("2025-01", 4000, 8000))
    assert compared(figures(), few).claims["satisfaction"].verdict == "undecided"
    assert compared(figures(), many).claims["satisfaction"].verdict == "same"


# Disclosure (P7, R48)


def test_sides_of_fewer_than_five_people_are_not_shown() -> None:
    found = compared(figures(persons=4), survey(("2023-01", 2, 4), ("2025-01", 3, 4)))
    for claim in found.claims.values():
        assert (claim.before, claim.after, claim.verdict, claim.series) == (None, None, "undecided", ())
    assert found.person_months == Sides(0, 0)
    five = compared(figures(persons=5), survey(("2023-01", 2, 5), ("2025-01", 3, 5)))
    assert all(claim.before is not None for claim in five.claims.values())


def test_a_small_month_cannot_be_worked_out_from_the_rest() -> None:
    months = figures()
    months.loc[3, "persons"] = 4
    changed = months.copy()
    changed.loc[3, ["escort_minutes", "admin_minutes", "escort_cost_ore"]] = 999_999
    assert compared(months) == compared(changed)
    assert "2022-04" not in dict(compared(months).series("hours"))
    months.loc[3, "persons"], changed.loc[3, "persons"] = 5, 5  # the control: five people may be seen
    assert compared(months) != compared(changed)


def test_a_month_that_one_person_makes_up_is_left_out_too() -> None:
    months = figures().assign(may_tell=True)
    months.loc[3, "may_tell"] = False
    changed = months.copy()
    changed.loc[3, ["escort_minutes", "admin_minutes", "escort_cost_ore"]] = 999_999
    assert compared(months) == compared(changed)
    assert compared(months).hidden_months == ("2022-04",)
    assert compared(figures().assign(may_tell=True)) == compared(figures())


@pytest.mark.parametrize("bedding_in_months", [0, 14])
def test_a_small_question_cannot_be_worked_out_from_another_window(bedding_in_months: int) -> None:
    """q1 has 3 answers in 2023-01 and many in 2024-06: one window would count it, another not."""
    common = [("2023-01", "q2", 20, 40), ("2024-06", "q1", 30, 40), ("2025-06", "q2", 30, 40)]
    options = {"bedding_in_months": bedding_in_months}
    without = compared(figures(), asked(*common), **options).claims["satisfaction"]
    with_small = asked(*common, ("2023-01", "q1", 3, 3))
    assert compared(figures(), with_small, **options).claims["satisfaction"] == without
    assert (without.before, without.after, without.counted) == (0.5, 0.75, Sides(40, 40))
    five = asked(*common, ("2023-01", "q1", 3, 5))  # the control: five answers may be seen
    assert (compared(figures(), five, **options).claims["satisfaction"] == without) == (bedding_in_months > 0)


def test_a_small_round_cannot_be_worked_out_from_the_rest() -> None:
    small = pd.concat([SURVEY, survey(("2025-06", 4, 4))])
    assert compared(figures(), small) == compared(figures(), SURVEY)
    assert [month for month, _ in compared(figures(), small).series("satisfaction")] == [
        "2023-01",
        "2023-11",
        "2025-01",
        "2025-12",
    ]
