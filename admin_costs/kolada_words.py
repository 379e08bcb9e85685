"""Kolada's key figures in words: what they are, their units, what could not be fetched and why."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from admin_costs.kolada_kpis import About, Kpi
from admin_costs.kolada_rows import Wrong

ABOUT: dict[About, Promise] = {
    About.QUALITY: gettext_lazy("Quality"),
    About.PEOPLE: gettext_lazy("People"),
    About.COST: gettext_lazy("Cost"),
}

# Kolada's own titles come with the figures, and are shown beside these.
NAMES: dict[str, Promise] = {
    "N28806": gettext_lazy("People with companion service under LSS"),
    "N28812": gettext_lazy("People with companion service under LSS, per 10,000 inhabitants"),
    "N28011": gettext_lazy("Gross cost of other LSS services, kr per inhabitant"),
    "N28157": gettext_lazy("Net cost of other LSS services, kr per inhabitant"),
    "N28016": gettext_lazy("Net cost of LSS and SFB, kr per inhabitant"),
    "N28018": gettext_lazy("Net cost of LSS and SFB: difference from the reference cost, per cent"),
    "N28026": gettext_lazy("Reference cost of LSS and SFB, kr per inhabitant"),
    "U28414": gettext_lazy("Days from application to decision under LSS, mean"),
    "U28417": gettext_lazy("Days from application to decision under LSS, median"),
}
CONTACT = gettext_lazy("Contact with the case officer")

TROUBLES: dict[Wrong, Promise] = {
    Wrong.UNREACHABLE: gettext_lazy("Kolada cannot be reached"),
    Wrong.SLOW: gettext_lazy("Kolada did not answer in time"),
    Wrong.CUT_SHORT: gettext_lazy("Kolada broke off its answer"),
    Wrong.STATUS: gettext_lazy("Kolada answered with an error"),
    Wrong.TOO_LARGE: gettext_lazy("Kolada's answer is too large"),
    Wrong.NOT_JSON: gettext_lazy("what answered is not Kolada: the answer is not JSON"),
    Wrong.NO_VALUES: gettext_lazy("the answer holds no list of values"),
    Wrong.ROW: gettext_lazy("a row of the answer cannot be read"),
    Wrong.NUMBER: gettext_lazy("a figure of the answer is no number"),
    Wrong.TWICE: gettext_lazy("the answer tells two different figures of the same thing"),
    Wrong.ELSEWHERE: gettext_lazy("the answer points to another place, which is not followed"),
    Wrong.ENDLESS: gettext_lazy("the answer has no end"),
    Wrong.NOTHING: gettext_lazy("Kolada has no figures of it"),
}


def kpi_name(kpi: Kpi) -> Promise:
    """What a key figure is, in our words."""
    return NAMES.get(kpi.id, CONTACT)


def trouble_words(trouble: str) -> str:
    """Why a key figure could not be fetched. One that a later version wrote is told by its code."""
    return str(TROUBLES[Wrong(trouble)]) if trouble in list(Wrong) else trouble
