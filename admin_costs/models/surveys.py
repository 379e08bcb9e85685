"""Survey questions, their scales and how many gave each answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from admin_costs.models.figures import FigureSource
from ledsagning.people.models import Unit


class Scale(models.Model):
    """The answers of a question, best first (SKR's user survey)."""

    slug = models.SlugField(max_length=50, unique=True)
    answers = models.JSONField()

    class Meta:
        verbose_name = _("answer scale")
        ordering = ["pk"]

    def __str__(self) -> str:
        return " / ".join(self.answers)

    @property
    def best(self) -> str:
        """The answer that counts as satisfied."""
        return self.answers[0]


class Question(models.Model):
    """A question in the words it was asked with; other words are another question."""

    text = models.CharField(_("question"), max_length=200, unique=True)
    scale = models.ForeignKey(Scale, models.PROTECT, related_name="questions")

    class Meta:
        verbose_name = _("survey question")
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text


class SurveyAnswers(models.Model):
    """How many gave one answer to one question in one round (its month).

    Source "facts" is the rating after visits: one answer a person and month. Source "round" is made from the
    participants' survey rounds that are over (admin_costs.round_counts).
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    month = models.DateField(_("round"))
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=50)
    source = models.CharField(max_length=10, choices=FigureSource)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("survey answers")
        ordering = ["month", "question", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month", "question", "answer", "source"], name="survey_answers_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.question_id} {self.answer}: {self.count}"

    @property
    def is_best(self) -> bool:
        """Whether this answer counts as satisfied."""
        return self.answer == self.question.scale.best
