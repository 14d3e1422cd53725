from django.db import migrations

from samverka.publishing.indicators.definitions import shipped


def load(apps, schema_editor):
    definition = apps.get_model("indicators", "Definition")
    definition.objects.bulk_create(definition(**fields) for fields in shipped())


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
