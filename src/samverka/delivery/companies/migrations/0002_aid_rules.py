from django.db import migrations

from samverka.delivery.companies.aid_rules import aid_rules


def load(apps, schema_editor):
    AidRule = apps.get_model("companies", "AidRule")
    AidRule.objects.bulk_create(AidRule(**rule) for rule in aid_rules())


class Migration(migrations.Migration):
    dependencies = [("companies", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
