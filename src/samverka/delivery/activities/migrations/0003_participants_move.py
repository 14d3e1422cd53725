from django.db import migrations, models


def take_along(apps, schema_editor):
    """What was noted of participants stands in their own module from now on."""
    before = apps.get_model("activities", "Participant")
    after = apps.get_model("participants", "Participant")
    after.objects.bulk_create(
        after(
            person_id=row.person_id,
            programme_id=row.programme_id,
            sex=row.sex,
            age_band=row.age_band,
            noted_on=row.noted_on,
        )
        for row in before.objects.all()
    )


class Migration(migrations.Migration):

    dependencies = [
        ("activities", "0002_participant"),
        ("participants", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="is_information",
            field=models.BooleanField(default=False, verbose_name="information meeting"),
        ),
        migrations.RunPython(take_along, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel(name="Participant"),
    ]
