"""The conclusion of a comparison: what was found, how sure it is, and what cannot be known."""

from django.utils.translation import gettext as _

from admin_costs.comparison import Claim, Comparison
from admin_costs.method_words import (
    gaps_sentences,
    others_sentences,
    second_sentence,
    unused_units,
    why_picked,
)
from admin_costs.wording import claim_value, interval_text, month_text, number, verdict_text


def claim_sentences(claim: Claim) -> str:
    """Return the verdict with its numbers and how sure it is, or why it cannot be decided."""
    if claim.reason in ("missing", "short", "prices"):
        return f"{verdict_text(claim)}: {_why(claim)}"
    found = _("%(verdict)s: %(before)s before the change and %(after)s after.") % {
        "verdict": verdict_text(claim),
        "before": claim_value(claim.name, claim.before),
        "after": claim_value(claim.name, claim.after),
    }
    return f"{found} {_how_sure(claim)} {second_sentence(claim)}".rstrip()


def conclusion(comparison: Comparison) -> str:
    """Return what was found, how sure it is and what cannot be known, as one text of plain sentences."""
    return " ".join(conclusion_parts(comparison))


def conclusion_parts(comparison: Comparison) -> list[str]:
    """Return the conclusion as paragraphs: what was found, what it rests on, each claim, and cautions."""
    claims = [claim_sentences(claim) for claim in comparison.claims.values()]
    return [headline(comparison), _counted(comparison), *claims, *_cautions(comparison)]


def _why(claim: Claim) -> str:
    if claim.reason == "prices":
        return _("the price index has none of the months with figures. Have it imported anew.")
    if claim.reason == "short":
        return _("there are too few months on one side to tell a change from the season.")
    if claim.name == "satisfaction":
        return _("no question was answered by five people or more both before and after.")
    if not any(claim.counted):
        return _("there are no months with figures about five people or more.")
    if not claim.counted.after:
        return _("there is no month yet after the change with figures about five people or more.")
    if not claim.counted.before:
        return _("there is no month before the change with figures about five people or more.")
    return _("figures are missing on one side, or are about fewer than five people.")


def _how_sure(claim: Claim) -> str:
    if claim.percent is None or claim.name == "satisfaction":
        return _("The difference is probably %(interval)s.") % {"interval": interval_text(claim)}
    return _("That is %(percent)s per cent. The difference is probably %(interval)s.") % {
        "percent": number(claim.percent, signed=True),
        "interval": interval_text(claim),
    }


def headline(comparison: Comparison) -> str:
    """Return the finding in one sentence: Laholm's own when all of it was found, else what can be decided."""
    found = {name: claim.verdict for name, claim in comparison.claims.items()}
    quality = _without_quality(comparison)
    if (found["hours"], found["administration"], found["total_cost"]) == ("up", "down", "same"):
        return _("More companion hours and less administration, at the same total cost.") + quality
    if set(found.values()) == {"undecided"}:
        return _("What the change gave cannot be decided yet.")
    decided = [claim for claim in comparison.claims.values() if claim.verdict != "undecided"]
    return " ".join(f"{verdict_text(claim)}." for claim in decided) + quality


def _without_quality(comparison: Comparison) -> str:
    """A cost is never told without quality: when nobody knows that, it is told too."""
    if comparison.claims["satisfaction"].before is not None or comparison.claims["total_cost"].before is None:
        return ""
    return " " + _("How satisfied people are is not known.")


def _counted(comparison: Comparison) -> str:
    return _(
        "The figures hold %(before)s person-months before %(month)s and %(after)s after. "
        "A person-month is one person with companion visits in one month. "
        "Costs that differ by at most %(margin)s per cent are called the same."
    ) % {
        "before": number(comparison.person_months.before),
        "after": number(comparison.person_months.after),
        "month": month_text(comparison.change_date),
        "margin": number(100 * comparison.margin, 0 if (100 * comparison.margin).is_integer() else 1),
    }


def price_sentences(comparison: Comparison) -> list[str]:
    """In which month's prices the costs are, and which months the index lacks."""
    said = []
    if comparison.prices_of:
        said.append(
            _("Costs are in the prices of %(month)s, by the price index %(name)s.")
            % {"month": month_text(comparison.prices_of), "name": comparison.price_index}
            if comparison.price_index
            else _("Costs are in the prices of %(month)s, by a price index.")
            % {"month": month_text(comparison.prices_of)}
        )
    if lacking := comparison.months_without_index:
        said.append(
            _(
                "The price index lacks %(first)s to %(last)s. The costs of those months are left out: "
                "in other prices they would look like a change."
            )
            % {"first": month_text(lacking[0]), "last": month_text(lacking[-1])}
        )
    return said


def _cautions(comparison: Comparison) -> list[str]:
    cautions = [*price_sentences(comparison), *gaps_sentences(comparison)]
    cautions += [*others_sentences(comparison), *unused_units(comparison)]
    cautions += why_picked(comparison)
    if comparison.claims["administration"].verdict == "down":
        cautions.append(_("Freed time is not freed money unless staffing falls."))
    if any(claim.look for claim in comparison.claims.values()):
        cautions.append(
            _(
                "This cannot show that the change was the cause: something else at the same time "
                "looks the same."
            )
        )
    else:
        cautions.append(
            _(
                "This cannot show that the change was the cause: a trend that was already under way, "
                "or something else at the same time, looks the same."
            )
        )
    return cautions
