import datetime as dt

from django.db import migrations

WORDS = {
    "sv": [
        "Kan inget ännu",
        "Känner till",
        "Kan med stöd",
        "Kan på egen hand",
        "Kan lära andra",
    ],
    "ar": [
        "لا أعرف شيئًا بعد",
        "لدي معرفة عامة",
        "أستطيع مع الدعم",
        "أستطيع وحدي",
        "أستطيع أن أعلّم الآخرين",
    ],
    "en": [
        "Nothing yet",
        "Knows of it",
        "Can with support",
        "Can by oneself",
        "Can teach others",
    ],
}
SOURCE = (
    "Femgradig skala som är vanlig i kartläggningar av kompetens. Någon officiell svensk skala för "
    "personal som möter nyanlända hittades inte (november 2026)."
)


def ship(apps, schema_editor):
    scales = apps.get_model("competence", "LevelScale").objects
    scales.get_or_create(
        valid_from=dt.date(2016, 1, 1), defaults={"words": WORDS, "source": SOURCE}
    )


class Migration(migrations.Migration):
    dependencies = [("competence", "0001_initial")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
