from django.db import migrations

from samverka.register.partners.known_regions import known_regions


def load(apps, schema_editor):
    Region = apps.get_model("partners", "Region")
    RegionMember = apps.get_model("partners", "RegionMember")
    members = []
    for known in known_regions():
        region, is_new = Region.objects.get_or_create(
            kind=known.kind,
            name=known.name,
            defaults={"code": known.code, "source": known.source},
        )
        if is_new:
            members += [
                RegionMember(region=region, municipality_id=code, valid_from=known.since)
                for code in known.codes
            ]
    RegionMember.objects.bulk_create(members)


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0001_initial"),
        ("classifications", "0002_municipalities"),
    ]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
