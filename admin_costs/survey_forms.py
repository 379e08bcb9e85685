"""Forms of survey rounds: to open one, to write in paper, and to answer."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.forms import WrittenField, no_more_than
from admin_costs.models import Question, RoundQuestion, Scale
from admin_costs.models.survey_rounds import Answerer, BallotMode
from admin_costs.reading import read_count, read_name
from admin_costs.rounds import Ballot, CodeUnknown, letter_of
from admin_costs.survey_drafts import SKIPPED
from admin_costs.survey_questions import QUESTIONS, Perspective
from admin_costs.surveys import RATING_QUESTION
from admin_costs.time_forms import read_coming_day
from ledsagning.people.models import Unit

OWN_QUESTIONS = 3
MOST_ASKED = 500
MOST_DAYS = 120
LONGEST_QUESTION = 200
NO_SUCH_CODE = gettext_lazy("There is no such code. It has three groups of four letters and figures.")
OTHERS = ("relative", "staff")
"""Who may not answer for the person (SKR's rule)."""


class RoundForm(forms.Form):
    """A round of one perspective: its questions, its days, and how many are asked at each unit."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = WrittenField(
        read_name,
        width="",
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("It stands over the questions, such as “What do you think?”"),
        error_messages={"required": gettext_lazy("Write what the survey is called.")},
    )
    questions = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Questions")
    )
    opens_on = WrittenField(
        lambda text: read_coming_day(text, timezone.localdate()),
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("Today or later, such as 31/1"),
        error_messages={"required": gettext_lazy("Write the first day.")},
    )
    closes_on = WrittenField(
        lambda text: read_coming_day(text, timezone.localdate()),
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Paper can be written in for 30 days more."),
        error_messages={"required": gettext_lazy("Write the last day.")},
    )

    def __init__(self, data: Any, *, perspective: Perspective, units: Iterable[Unit]) -> None:
        super().__init__(data)
        self.perspective, self.units = perspective, list(units)
        asked = QUESTIONS[perspective]
        scales = {scale.slug: scale for scale in Scale.objects.all()}
        self.fields["questions"].choices = [
            (str(number), f"{each.text} ({scales[each.scale]})") for number, each in enumerate(asked)
        ]
        self.fields["questions"].initial = [str(number) for number in range(len(asked))]
        for number in range(1, OWN_QUESTIONS + 1):
            self.fields[f"own_{number}"] = own_question_field(number)
            self.fields[f"scale_{number}"] = scale_field(number, scales.values())
        for unit in self.units:
            self.fields[f"asked_{unit.pk}"] = asked_field(unit)
        days = ["opens_on", "closes_on"]
        self.order_fields([*(name for name in self.fields if name not in days), *days])

    def clean_opens_on(self) -> date:
        return not_passed(self.cleaned_data["opens_on"])

    def clean_closes_on(self) -> date:
        return not_passed(self.cleaned_data["closes_on"])

    def clean(self) -> None:
        given = self.cleaned_data
        for number in range(1, OWN_QUESTIONS + 1):
            self.check_own(number)
        if "questions" in given and not self.chosen() and not self.own():
            self.add_error("questions", _("Choose at least one question, or write one of your own."))
        if not self.asked() and not any(name.startswith("asked_") for name in self.errors):
            self.add_error(f"asked_{self.units[0].pk}", _("Write how many are asked at one unit at least."))
        if {"opens_on", "closes_on"} <= given.keys():
            days = (given["closes_on"] - given["opens_on"]).days
            if days < 0:
                self.add_error("closes_on", _("The last day is before the first."))
            elif days > MOST_DAYS:
                self.add_error("closes_on", _("That is more than four months. Is the year right?"))

    def check_own(self, number: int) -> None:
        """Own words are another question: the same words keep the answers they have had."""
        text, scale = self.cleaned_data.get(f"own_{number}"), self.cleaned_data.get(f"scale_{number}")
        if not text or not scale:
            return
        there = Question.objects.filter(text=text).select_related("scale").first()
        others = [self.cleaned_data.get(f"own_{each}") for each in range(1, number)]
        if text == RATING_QUESTION:
            self.add_error(f"own_{number}", _("That is asked after each visit already. Ask something else."))
        elif text in others or text in [each for each, _scale in self.chosen()]:
            self.add_error(f"own_{number}", _("That question is asked twice."))
        elif there and list(there.scale.answers) != list(Scale.objects.get(slug=scale).answers):
            words = _("That question has been asked with the answers %(scale)s. Choose them.")
            self.add_error(f"scale_{number}", words % {"scale": there.scale})

    def chosen(self) -> list[tuple[str, str]]:
        """Text and scale of the known questions that are ticked."""
        asked = QUESTIONS[self.perspective]
        ticked = self.cleaned_data.get("questions", [])
        return [(asked[int(number)].text, asked[int(number)].scale) for number in sorted(ticked, key=int)]

    def own(self) -> list[tuple[str, str]]:
        """Text and scale of own questions."""
        given = self.cleaned_data
        numbers = range(1, OWN_QUESTIONS + 1)
        return [(given[f"own_{n}"], given[f"scale_{n}"]) for n in numbers if given.get(f"own_{n}")]

    def asked(self) -> dict[Unit, int]:
        """How many are asked at each unit that takes part."""
        found = {unit: self.cleaned_data.get(f"asked_{unit.pk}") for unit in self.units}
        return {unit: number for unit, number in found.items() if number}

    def survey(self) -> dict[str, Any]:
        """The round, as `rounds.open_round` takes it."""
        names = ("key", "name", "opens_on", "closes_on")
        given = {name: self.cleaned_data[name] for name in names}
        return {**given, "questions": [*self.chosen(), *self.own()], "asked": self.asked()}


def not_passed(day: date) -> date:
    """A day that has not been."""
    if day < timezone.localdate():
        raise forms.ValidationError(_("That day has been. Write today or a later day."))
    return day


def own_question_field(number: int) -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=LONGEST_QUESTION,
        label=_("Own question %(number)s") % {"number": number},
        help_text=_("Short, about one thing, and so that the first answer is the best."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def scale_field(number: int, scales: Iterable[Scale]) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[(scale.slug, str(scale)) for scale in scales],
        initial="ja-ibland-nej",
        label=_("Answers of own question %(number)s") % {"number": number},
    )


def asked_field(unit: Unit) -> WrittenField:
    return WrittenField(
        no_more_than(read_count, MOST_ASKED),
        width="input-4",
        required=False,
        label=_("How many are asked: %(unit)s") % {"unit": unit.name},
        help_text=_("As many letters are made. Empty: the unit is not asked."),
    )


class LettersForm(forms.Form):
    """At which unit letters are made; the key makes a reload no new sending."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    place = forms.ModelChoiceField(
        None,
        empty_label=None,
        label=gettext_lazy("Unit"),
        error_messages={
            "required": gettext_lazy("Choose a unit."),
            "invalid_choice": gettext_lazy("Choose a unit."),
        },
    )

    def __init__(self, data: Any, *, places: Any) -> None:
        super().__init__(data)
        self.fields["place"].queryset = places
        self.fields["place"].label_from_instance = lambda place: place.unit.name


class CodeField(forms.CharField):
    """The code of a letter, however it is written; the value is the letter."""

    def __init__(self, **more: Any) -> None:
        words = {"required": gettext_lazy("Write the code in the letter."), "max_length": NO_SUCH_CODE}
        attributes = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        super().__init__(
            max_length=60, widget=forms.TextInput(attrs=attributes), error_messages=words, **more
        )

    def clean(self, value: str) -> Any:
        text = super().clean(value)
        try:
            return letter_of(text)
        except CodeUnknown:
            raise forms.ValidationError(NO_SUCH_CODE) from None


class CodeForm(forms.Form):
    """The way in for who writes the address by hand."""

    code = CodeField(
        label=gettext_lazy("What is the code in your letter?"),
        help_text=gettext_lazy("For example ABCD-EFGH-JKLM. You may leave out the lines."),
    )


class KeyForm(forms.Form):
    """What stands on a paper, or in an interviewer's notes. Answers are chosen by their first letter."""

    code = CodeField(label=gettext_lazy("Code of the paper"))
    mode = forms.ChoiceField(
        choices=[(mode.value, mode.label) for mode in (BallotMode.PAPER, BallotMode.PHONE)],
        initial=BallotMode.PAPER,
        label=gettext_lazy("How did the answers come?"),
    )
    who = forms.ChoiceField(
        choices=[
            (Answerer.SELF, gettext_lazy("The person alone")),
            (Answerer.HELPED, gettext_lazy("The person, with independent help")),
            ("other", gettext_lazy("A relative or staff, for the person")),
        ],
        label=gettext_lazy("Who answered?"),
    )

    def __init__(self, data: Any, *, questions: Sequence[RoundQuestion], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.questions = questions
        for each in questions:
            self.fields[f"answer_{each.pk}"] = forms.ChoiceField(
                choices=[("", _("No answer")), *((answer, answer) for answer in each.answers)],
                required=False,
                label=each.question.text,
            )

    def clean_who(self) -> str:
        if self.cleaned_data["who"] == "other":
            raise forms.ValidationError(
                _(
                    "Such an answer is not counted, for nobody may answer for the person. Put the paper "
                    "aside, and offer the person a call with an independent interviewer: the code still "
                    "works."
                )
            )
        return self.cleaned_data["who"]

    def clean(self) -> None:
        letter = self.cleaned_data.get("code")
        if letter and letter.place.round_id != self.questions[0].round_id:
            self.add_error("code", _("That code belongs to another survey."))
        if not self.given() and not self.errors:
            first = f"answer_{self.questions[0].pk}"
            self.add_error(first, _("Nothing is answered. Choose one answer at least, or put it aside."))

    def given(self) -> dict[int, str]:
        """The answers, by asked question."""
        found = {each.pk: self.cleaned_data.get(f"answer_{each.pk}") for each in self.questions}
        return {pk: answer for pk, answer in found.items() if answer}

    def ballot(self) -> Ballot:
        """What is counted."""
        return Ballot(BallotMode(self.cleaned_data["mode"]), Answerer(self.cleaned_data["who"]), self.given())


class WhoForm(forms.Form):
    """Who answers. The last two are led to what to do instead."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who answers?"),
        widget=forms.RadioSelect,
        choices=[
            (Answerer.SELF, gettext_lazy("I answer myself")),
            (Answerer.HELPED, gettext_lazy("I answer, and somebody independent helps me")),
            ("relative", gettext_lazy("A relative or a guardian answers for me")),
            ("staff", gettext_lazy("Staff answer for me")),
        ],
        error_messages={
            "required": gettext_lazy("Choose who answers."),
            "invalid_choice": gettext_lazy("Choose who answers."),
        },
    )


class AnswerForm(forms.Form):
    """One question. The value is the answer's place, from 0; "Skip" is a button of its own."""

    answer = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose an answer, or skip the question."),
            "invalid_choice": gettext_lazy("Choose an answer, or skip the question."),
        },
    )

    def __init__(self, data: Any, *, asked: RoundQuestion, given: str) -> None:
        super().__init__(data, initial={"answer": "" if given == SKIPPED else given})
        self.fields["answer"].label = asked.question.text
        self.fields["answer"].choices = [(str(n), answer) for n, answer in enumerate(asked.answers)]
