from django.db import migrations

from samverka.publishing.statements.layouts import read_layout, shipped


def load(apps, schema_editor):
    Layout = apps.get_model("statements", "Layout")
    for file in shipped():
        read = read_layout(file.read_text(encoding="utf-8"))
        Layout.objects.get_or_create(code=read.code, version=1, defaults=read.kept)


class Migration(migrations.Migration):
    dependencies = [("statements", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
