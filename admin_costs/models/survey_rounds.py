"""Survey rounds: what is asked of whom, the letters, and how many gave each answer.

An answer is never a row. Each question of each unit has a row for each answer, with how many gave it, and
each letter a row that says whether it has been used. No time, order or number joins the two, and the letter
is given to nobody in particular (admin_costs.rounds keeps the rest of that promise).
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from admin_costs.models.surveys import Question
from admin_costs.survey_questions import Perspective
from ledsagning.people.models import Municipality, Unit, User


class PerspectiveName(models.TextChoices):
    """The perspectives in words."""

    PARTICIPANT = Perspective.PARTICIPANT, _("Participants")
    COMMISSIONER = Perspective.COMMISSIONER, _("Case officers")
    PROVIDER = Perspective.PROVIDER, _("Companions")


class BallotMode(models.TextChoices):
    """How somebody answered."""

    LINK = "link", _("On the page")
    PAPER = "paper", _("On paper")
    PHONE = "phone", _("By phone")


class Answerer(models.TextChoices):
    """Who held the pen. Relatives and staff may not answer for the person (SKR)."""

    SELF = "self", _("By oneself")
    HELPED = "helped", _("With independent help")


class SurveyRound(models.Model):
    """A survey of one perspective between two days, both included."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="survey_rounds")
    name = models.CharField(_("name"), max_length=100)
    perspective = models.CharField(_("perspective"), max_length=12, choices=PerspectiveName)
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    # Whether its answers stand among the survey answers (models.surveys) already.
    is_counted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("survey round")
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="survey_round_opens_before_it_closes"
            )
        ]

    def __str__(self) -> str:
        return self.name


class RoundQuestion(models.Model):
    """A question of a round, with its answers as they were then: a scale may be widened later."""

    round = models.ForeignKey(SurveyRound, models.CASCADE, related_name="asked_questions")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    answers = models.JSONField()

    class Meta:
        verbose_name = _("question of a round")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "question"], name="asked_once_a_round"),
            models.UniqueConstraint(fields=["round", "position"], name="one_question_a_place_in_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.question}"


class RoundPlace(models.Model):
    """A unit of a round, and how many are asked there: N of "n of N"."""

    round = models.ForeignKey(SurveyRound, models.CASCADE, related_name="places")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    asked = models.PositiveIntegerField(_("asked"))
    # Which sending of the form made its letters, so that a reload does not make them anew.
    letters_key = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("unit of a round")
        ordering = ["unit__name"]
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="unit_once_a_round")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.unit_id}"


class Letter(models.Model):
    """A letter that may be answered once. Its code is in the letter alone; here is a keyed hash of it.

    The hash is the key of the row, so that the rows have no order of making, which is that of handing out.
    """

    code_hash = models.CharField(max_length=64, primary_key=True)
    place = models.ForeignKey(RoundPlace, models.CASCADE, related_name="letters")
    is_used = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("survey letter")

    def __str__(self) -> str:
        return "survey letter"


class AnswerTally(models.Model):
    """How many gave an answer to a question at a unit. There from the start, with 0."""

    place = models.ForeignKey(RoundPlace, models.CASCADE, related_name="answer_tallies")
    asked_question = models.ForeignKey(RoundQuestion, models.CASCADE, related_name="tallies")
    answer = models.CharField(max_length=50)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tally of an answer")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "asked_question", "answer"], name="answer_tallied_in_one_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_question_id} {self.answer}: {self.count}"


class BallotTally(models.Model):
    """How many have answered at a unit, by how and by whose hand. There from the start, with 0."""

    place = models.ForeignKey(RoundPlace, models.CASCADE, related_name="ballot_tallies")
    mode = models.CharField(max_length=5, choices=BallotMode)
    who = models.CharField(max_length=6, choices=Answerer)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tally of answers received")
        constraints = [
            models.UniqueConstraint(fields=["place", "mode", "who"], name="ballots_tallied_in_one_place")
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.mode} {self.who}: {self.count}"
