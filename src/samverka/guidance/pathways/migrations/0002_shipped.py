from django.db import migrations

from samverka.guidance.pathways.shipped import occupations
from samverka.toolkit.public_key import new_key


def load(apps, schema_editor):
    Occupation, Pathway, Fact = (
        apps.get_model("pathways", name) for name in ("Occupation", "Pathway", "PathwayFact")
    )
    for told, pathways, facts in occupations():
        occupation = Occupation.objects.create(public_key=new_key(), **told)
        Pathway.objects.bulk_create(Pathway(occupation=occupation, **row) for row in pathways)
        Fact.objects.bulk_create(
            Fact(public_key=new_key(), occupation=occupation, **row) for row in facts
        )


class Migration(migrations.Migration):
    dependencies = [("pathways", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
