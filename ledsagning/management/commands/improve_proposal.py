"""`manage.py improve_proposal 17`: betters who is proposed for which visit, until the time is over."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hours.models.proposals import Proposal
from hours.planning import Answer
from hours.proposals import fail, improve_proposal


class Command(BaseCommand):
    help = "Betters a proposal, saving the best so far. May be killed at any time: what is saved stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("proposal", type=int, help="the proposal's number")
        parser.add_argument("--seconds", type=float, help="how long (default: what the proposal says)")

    def handle(self, *args: Any, proposal: int, seconds: float | None, **options: Any) -> None:
        found = Proposal.objects.filter(pk=proposal).first()
        if found is None:
            raise CommandError(f"There is no proposal {proposal}.")
        try:
            improve_proposal(found, clock=timezone.now, seconds=seconds, told=self.tell)
        except Exception:
            fail(found, now=timezone.now())
            raise

    def tell(self, permille: int, answer: Answer) -> None:
        """A line of figures; nobody's name."""
        self.stdout.write(
            f"{permille / 10:5.1f} %  {len(answer.chosen)} visits, {answer.points} points, "
            f"at most {answer.gap_percent:.2f} % from the best"
        )
