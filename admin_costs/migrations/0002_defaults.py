"""The templates every municipality starts from: activities, standard times, rates, scales and questions.

Activities of the old process: Botkyrka's public routines of 2023, step by step. Standard times and rates are
assumptions, to be replaced by each municipality on the page for activities and rates; the escort's price is
Tyresö's of 2021 (310 kr), staff with on-costs within 450–600 kr for a case officer. Questions and scales:
SKR's user survey, and the three of the press after a visit.
"""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ALWAYS = date(2000, 1, 1)

# slug, name, way of working, role, minutes each time, event that counts it
ACTIVITIES = (
    ("utredning", "Utredning och beslut", "both", "case_officer", 480, "decided"),
    ("omprovning", "Omprövning", "both", "case_officer", 240, "renewed"),
    ("bestallning", "Beställning till utförare", "old", "case_officer", 30, ""),
    ("uppstart", "Uppstartsmöte, önskeprofil och genomförandeplan", "old", "coordinator", 120, ""),
    ("avtal", "Avtal och sekretess med ledsagare", "old", "coordinator", 60, ""),
    ("manadskontroll", "Månadskontroll av timmar", "old", "administrator", 60, ""),
    ("manadsrapport", "Månadsrapport om timmar som inte använts", "old", "coordinator", 20, ""),
    ("kvittokontroll", "Kontroll av kvitton", "old", "administrator", 15, ""),
    ("telefonbokning", "Bokning per telefon", "both", "coordinator", 8, "phone_booked"),
    ("tillsattning", "Tillsättning av ledsagare", "both", "coordinator", 12, "assigned"),
    ("ny-tillsattning", "Ny tillsättning av ledsagare", "both", "coordinator", 12, "reassigned"),
    ("attest", "Attest av tidrapport", "both", "manager", 1, "reported"),
    ("avvikande-tid", "Attest av avvikande tidrapport", "both", "manager", 6, "reported_otherwise"),
    ("pafyllning", "Bekräftelse av påfyllning", "new", "coordinator", 3, "top_up_confirmed"),
    ("uteblivet", "Uteblivet besök", "both", "coordinator", 10, "no_show"),
    ("individuell-plan", "Individuell plan", "both", "case_officer", 90, ""),
    ("uppfoljning", "Uppföljning", "both", "case_officer", 60, ""),
    ("overklagande", "Överklagande och klagomål", "both", "case_officer", 120, ""),
    ("fragor", "Frågor från brukare och företrädare", "both", "coordinator", 10, ""),
    ("ovrigt", "Övrig administration", "both", "administrator", 15, ""),
)

# role, öre an hour, on-costs included
RATES = (
    ("case_officer", 520_00),
    ("coordinator", 430_00),
    ("administrator", 410_00),
    ("manager", 640_00),
    ("escort", 310_00),
)

# slug, answers best first
SCALES = (
    ("ja-nej", ["Ja", "Nej"]),
    ("ja-ibland-nej", ["Ja", "Ibland", "Nej"]),
    ("ja-delvis-nej", ["Ja", "Delvis", "Nej"]),
    ("alla-nagra-ingen", ["Alla", "Några", "Ingen"]),
    ("aldrig-ibland-ofta", ["Aldrig", "Ibland", "Ofta"]),
    ("bra-okej-daligt", ["Bra", "Okej", "Dåligt"]),
)

QUESTIONS = (
    ("Kan du göra det du vill med hjälp av din ledsagare?", "ja-ibland-nej"),
    ("Har du varit med och bestämt vilka som är dina ledsagare?", "ja-ibland-nej"),
    ("Får du bestämma om saker som är viktiga för dig?", "ja-ibland-nej"),
    ("Får du den hjälp du vill ha?", "ja-ibland-nej"),
    ("Bryr sig personalen om dig?", "ja-ibland-nej"),
    ("Pratar personalen med dig så att du förstår?", "alla-nagra-ingen"),
    ("Känner du dig trygg med personalen?", "alla-nagra-ingen"),
    ("Känner du dig trygg med din ledsagare?", "alla-nagra-ingen"),
    ("Förstår personalen vad du säger?", "alla-nagra-ingen"),
    ("Vet du vem du ska prata med om något är dåligt?", "ja-nej"),
    ("Fick du veta före mötet vad mötet skulle handla om?", "ja-delvis-nej"),
    ("Vad tyckte du om mötet med din handläggare?", "bra-okej-daligt"),
    ("Vad tyckte du om besöket?", "bra-okej-daligt"),
)


def add_defaults(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Activity, StandardTime, Rate, Scale, Question = (
        apps.get_model("admin_costs", name)
        for name in ("Activity", "StandardTime", "Rate", "Scale", "Question")
    )
    for slug, name, process, role, minutes, event_kind in ACTIVITIES:
        activity = Activity.objects.create(
            slug=slug, name=name, process=process, role=role, event_kind=event_kind
        )
        StandardTime.objects.create(activity=activity, minutes=minutes, valid_from=ALWAYS)
    for role, ore_per_hour in RATES:
        Rate.objects.create(role=role, ore_per_hour=ore_per_hour, valid_from=ALWAYS)
    scales = {slug: Scale.objects.create(slug=slug, answers=answers) for slug, answers in SCALES}
    for text, scale in QUESTIONS:
        Question.objects.create(text=text, scale=scales[scale])


class Migration(migrations.Migration):
    dependencies = [("admin_costs", "0001_initial")]
    operations = [migrations.RunPython(add_defaults, migrations.RunPython.noop)]
