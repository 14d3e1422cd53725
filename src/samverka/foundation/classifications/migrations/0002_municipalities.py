from django.db import migrations

from samverka.foundation.classifications.codes import municipalities


def load(apps, schema_editor):
    Municipality = apps.get_model("classifications", "Municipality")
    Municipality.objects.bulk_create(
        (Municipality(code=code, name=name) for code, name in municipalities()),
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("classifications", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
