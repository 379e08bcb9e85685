"""Every page of costs and outcomes in Chromium: no axe violations, nothing wider than a phone (R1, R14)."""

from datetime import date

import pytest

from admin_costs.changes import register_change
from admin_costs.effort import log_effort
from admin_costs.imports import import_files
from admin_costs.models import Activity
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import four_years
from tests.cast import NOW

PAGES = (
    "/jamfor/",
    "/jamfor/andring/",
    "/jamfor/enheter/?tid=2023",
    "/jamfor/enheter/?tid=2025&niva=municipality&matt=kostnad",
    "/aktiviteter/",
    "/aktiviteter/ny/",
    "/aktiviteter/timpris/",
    "/tid/",
)


@pytest.fixture
def laholm(cast, tmp_path):
    """Four years of figures, a change and something logged."""
    municipality = Municipality.objects.get(code="1381")
    import_files(municipality, four_years(tmp_path), now=NOW)
    register_change(municipality, change_month=date(2024, 1, 1), by=cast.manager, now=NOW, claims="Mer tid.")
    log_effort(
        unit=cast.unit,
        day=date(2026, 3, 11),
        activity=Activity.objects.get(slug="uppfoljning"),
        role="manager",
        minutes=80,
        by=cast.manager,
        now=NOW,
    )
    return municipality


def reflows(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.django_db(transaction=True)
def test_every_page_is_accessible_and_fits_a_phone(page, sign_in, axe, cast, laholm):
    sign_in(page, cast.manager)
    activity = Activity.objects.get(slug="uppfoljning")
    for address in (*PAGES, f"/aktiviteter/{activity.pk}/tid/"):
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            axe(page)
            assert reflows(page), (address, width)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "address", ["/tid/", "/jamfor/andring/", "/aktiviteter/ny/", "/aktiviteter/timpris/"]
)
def test_a_refused_form_is_accessible(page, sign_in, axe, cast, address):
    sign_in(page, cast.manager)
    page.goto(address)
    page.locator("main form[novalidate] button").first.click()
    page.wait_for_selector(".error-summary")
    assert page.title().startswith("Fel:")
    axe(page)


@pytest.mark.django_db(transaction=True)
def test_no_change_registered_is_accessible(page, sign_in, axe, cast):
    sign_in(page, cast.manager)
    page.goto("/jamfor/")
    axe(page)
