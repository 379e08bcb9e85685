"""The pages for those who come without a role, and what the law wants said in public (R13)."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.hours.views.flow import text_of

ENGLISH = {"headers": {"accept-language": "en"}}


@pytest.mark.parametrize(
    "field",
    [
        "Who is responsible",
        "partly compatible with the law (WCAG 2.1 level AA and EN 301 549)",
        "What we know is missing",
        "The assessment was made on",
        "The statement was updated",
        "If something does not work for you",
        "Report to DIGG",
    ],
)
def test_the_statement_has_every_field_of_the_law(db, field):
    assert field in text_of(Client(**ENGLISH).get(reverse("accessibility")))


def test_the_statement_names_the_readers_own_municipality_and_phone(cast):
    cast.unit.municipality.phone = "0430-150 00"
    cast.unit.municipality.save()
    client = Client(**ENGLISH)
    client.force_login(cast.participant.user)
    said = text_of(client.get(reverse("accessibility")))
    assert "The municipality of Laholm is responsible" in said
    assert "Call 0430-150 00." in said


def test_an_account_without_a_role_is_told_whom_to_call(cast):
    client = Client(**ENGLISH)
    client.force_login(cast.stranger)
    assert "call your municipality" in text_of(client.get(reverse("start")))
