"""A municipality that decides otherwise about short pools, and a pool that is short."""

from collections.abc import Callable

import pytest

from hours.policy import Kind
from hours.pools import append
from ledsagning.people.models import Municipality
from tests.cast import NOW, Cast


@pytest.fixture
def policy(cast: Cast) -> Callable[[str], None]:
    """Sets what the municipality does about a short pool."""

    def choose(name: str) -> None:
        Municipality.objects.filter(pk=cast.unit.municipality_id).update(short_pool=name)

    return choose


@pytest.fixture
def short(cast: Cast, policy: Callable[[str], None]) -> Callable[[str], None]:
    """A pool with 100 minutes left, under a policy."""

    def make(name: str) -> None:
        append(cast.pool, Kind.RESERVE, 14300, by=cast.case_officer, at=NOW)
        policy(name)

    return make
