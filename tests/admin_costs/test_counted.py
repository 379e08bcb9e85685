from math import nan

import pandas as pd

from admin_costs.counted import CountedAnswers, CountedMonth, counted_answers, counted_months

COLUMNS = {"hours": ("minutes",), "cost": ("escort_ore", "admin_ore")}


def test_each_claim_is_one_sum_and_missing_where_a_part_is() -> None:
    frame = pd.DataFrame(
        {
            "persons": [14.0, 15.0],
            "side": ["before", None],
            "minutes": [7914.0, 8000.0],
            "escort_ore": [100.0, 200.0],
            "admin_ore": [50.0, nan],
        },
        index=["2023-01", "2023-02"],
    )
    assert counted_months(frame, COLUMNS) == (
        CountedMonth("2023-01", "before", 14, {"hours": 7914.0, "cost": 150.0}),
        CountedMonth("2023-02", "", 15, {"hours": 8000.0, "cost": None}),
    )


def test_answers_stand_by_round_and_question() -> None:
    cells = pd.DataFrame(
        {
            "question": ["B?", "A?", "A?"],
            "side": ["after", "before", nan],
            "best": [3.0, 4.0, 5.0],
            "answers": [7.0, 8.0, 9.0],
        },
        index=["2025-01", "2023-01", "2024-02"],
    )
    assert counted_answers(cells) == (
        CountedAnswers("2023-01", "A?", "before", 4, 8),
        CountedAnswers("2024-02", "A?", "", 5, 9),
        CountedAnswers("2025-01", "B?", "after", 3, 7),
    )


def test_nothing_is_nothing() -> None:
    months = pd.DataFrame(columns=["persons", "side", "minutes", "escort_ore", "admin_ore"])
    assert counted_months(months, COLUMNS) == ()
    assert counted_answers(pd.DataFrame(columns=["question", "side", "best", "answers"])) == ()
