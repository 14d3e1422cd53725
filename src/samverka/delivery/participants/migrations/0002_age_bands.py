from django.db import migrations, models

# What the form asked of every fund until now, where it asked for the age group.
UNTIL_NOW = "0–17\n18–60\n61–"
# The groups say from which age to which, whichever fund names them.
CODES = {"under_18": "0-17", "18_60": "18-60", "over_60": "61-"}


def say_which_groups(apps, schema_editor):
    rule = apps.get_model("programmes", "FundRule")
    for row in rule.objects.filter(subject="participants"):
        if "age_band" in row.asks:
            rule.objects.get_or_create(
                fund=row.fund,
                subject="age_bands",
                valid_from=row.valid_from,
                defaults={"value": UNTIL_NOW, "source": row.source, "valid_to": row.valid_to},
            )


def say_the_ages(apps, schema_editor):
    participant = apps.get_model("participants", "Participant")
    for before, after in CODES.items():
        participant.objects.filter(age_band=before).update(age_band=after)
    version = apps.get_model("participants", "ParticipantVersion")
    for row in version.objects.iterator():
        code = row.facts.get("age_band")
        if code in CODES:
            row.facts["age_band"] = CODES[code]
            row.save(update_fields=["facts"])


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0001_initial"),
        ("programmes", "0003_participant_rules"),
    ]

    operations = [
        migrations.AlterField(
            model_name="participant",
            name="age_band",
            field=models.CharField(blank=True, max_length=10, verbose_name="age group"),
        ),
        migrations.AddField(
            model_name="participant",
            name="emptied_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.RunPython(say_which_groups, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(say_the_ages, migrations.RunPython.noop, elidable=True),
    ]
