"""For which organisation a hold was placed, as the trail tells it."""

import django.db.models.deletion
from django.db import migrations, models


def tell_whose(apps, schema_editor):
    """The trail knows who acted for whom; where it is gone, a programme's owner may release."""
    Hold = apps.get_model("retention", "Hold")
    Event = apps.get_model("audit", "Event")
    for hold in Hold.objects.select_related("programme"):
        placed = Event.objects.filter(
            verb="retention.hold_placed",
            about="retention.Hold",
            about_id=str(hold.pk),
            organisation_id__isnull=False,
        ).first()
        hold.organisation_id = placed.organisation_id if placed else _without_a_trail(apps, hold)
        hold.save(update_fields=["organisation"])


def _without_a_trail(apps, hold):
    if hold.programme:
        return hold.programme.owner_id
    known = apps.get_model("people", "KnownTo").objects.filter(person=hold.person_id)
    return known.order_by("pk").values_list("organisation", flat=True).first()


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("partners", "0001_initial"),
        ("people", "0001_initial"),
        ("programmes", "0001_initial"),
        ("retention", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="hold",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.organisation",
                verbose_name="placed by",
            ),
        ),
        migrations.RunPython(tell_whose, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="hold",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.organisation",
                verbose_name="placed by",
            ),
        ),
    ]
