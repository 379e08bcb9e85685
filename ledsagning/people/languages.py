"""Keeping the language that somebody has chosen, on whatever page they chose it."""

from ledsagning.people.models import Language, Participant, User


def keep_language(user: User, language: str) -> None:
    """Stores a choice on the account, and with the account's own person, whose messages it is for."""
    if language not in Language.values:
        return
    User.objects.filter(pk=user.pk).update(language=language, has_chosen_language=True)
    Participant.objects.filter(user=user).update(language=language)
