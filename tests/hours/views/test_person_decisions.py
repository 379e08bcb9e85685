"""A person's decisions as they were made, and the next one. What is left is nowhere (P2)."""

from datetime import date

import pytest
from django.urls import reverse

from hours.models import Decision
from hours.pools import balance
from ledsagning.people.models import AccessLog, Participant
from tests.cast import Cast, make_participant, make_staff, make_unit
from tests.hours.views.conftest import SignedIn
from tests.hours.views.flow import bare

NEXT = {
    "legal_basis": "sol",
    "hours_per_month": "12,5",
    "decided_on": "2026-03-10",
    "starts_on": "2026-04-01",
    "ends_on": "2026-06-30",
}


def url_of(person: Participant) -> str:
    return reverse("person_decisions", args=[person.public_id])


def test_decisions_and_no_balance(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    html = signed_in(cast.case_officer).get(url_of(cast.participant)).content.decode()
    for piece in ("2026-01-01", "2026-12-31", "20\N{NO-BREAK SPACE}h", "Gunn (Limited guardian (god man))"):
        assert piece in html
    for figure in ("240", "237"):
        assert figure not in bare(html)
    assert AccessLog.objects.get().page == "GET person_decisions"


def test_registers_once(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.case_officer)
    html = client.post(url_of(cast.participant), NEXT, follow=True).content.decode()
    assert "The decision is registered. The hours are there to book." in html
    assert balance(cast.pool).available == 14_400 + 3 * 750
    client.post(url_of(cast.participant), NEXT)
    decision = Decision.objects.get(legal_basis="sol")
    assert (decision.minutes_per_month, decision.ends_on) == (750, date(2026, 6, 30))
    assert decision.by == cast.case_officer


def test_without_a_ceiling_until_further_notice(cast: Cast, signed_in: SignedIn) -> None:
    nils = make_participant(unit=cast.unit, username=None)
    sent = NEXT | {"hours_per_month": "", "uncapped": "on", "ends_on": "", "until_further_notice": "on"}
    html = signed_in(cast.case_officer).post(url_of(nils), sent, follow=True).content.decode()
    assert "Without a ceiling" in html
    decision = Decision.objects.get(participant=nils)
    assert (decision.uncapped, decision.minutes_per_month, decision.ends_on) == (True, 0, None)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"legal_basis": ""}, "Choose LSS or SoL."),
        ({"hours_per_month": ""}, "Write how many hours a month, or choose “without a ceiling”."),
        ({"hours_per_month": "0"}, "Write how many hours a month, or choose “without a ceiling”."),
        ({"hours_per_month": "många"}, "Write the hours in figures"),
        ({"hours_per_month": "-5"}, "Write the hours in figures"),
        ({"hours_per_month": "745"}, "A month has 744 hours at most."),
        ({"uncapped": "on"}, "Write hours a month or choose “without a ceiling”, not both."),
        ({"starts_on": "april"}, "From: write the day as year, month and day"),
        ({"ends_on": "2026-03-31"}, "The last day must be later than the first day."),
        ({"ends_on": ""}, "Write the last day, or choose “until further notice”: one of them."),
        ({"until_further_notice": "on"}, "Write the last day, or choose “until further notice”"),
        ({"ends_on": "9999-12-31"}, "That is more than ten years from now."),
        ({"decided_on": "2026-03-12"}, "A decision is made before it is registered."),
    ],
)
def test_bad_input_is_kept(cast: Cast, signed_in: SignedIn, wrong: dict[str, str], says: str) -> None:
    sent = NEXT | wrong
    html = signed_in(cast.case_officer).post(url_of(cast.participant), sent).content.decode()
    assert "<title>Error: Berit" in html
    assert says in html
    for name in ("hours_per_month", "decided_on", "starts_on", "ends_on"):
        assert f'value="{sent[name]}"' in html or not sent[name]
    assert Decision.objects.count() == 1


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    other = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="case_officer", username="hugo")
    for user in (cast.stranger, other, cast.coordinator, cast.manager, cast.participant.user):
        assert signed_in(user).get(url_of(cast.participant)).status_code == 404
        assert signed_in(user).post(url_of(cast.participant), NEXT).status_code == 404
    assert Decision.objects.count() == 1


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.case_officer).put(url_of(cast.participant)).status_code == 405
