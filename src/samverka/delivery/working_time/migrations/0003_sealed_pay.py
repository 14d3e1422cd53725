"""What somebody is paid is sealed; until now it lay open."""

from django.db import migrations, models

from samverka.toolkit import sealing

CONTEXT = "working_time.pay"


def seal(apps, schema_editor):
    for rate in apps.get_model("working_time", "HourlyRate").objects.all():
        rate.pay = sealing.seal(f"{rate.monthly_pay} {rate.amount}", context=CONTEXT)
        rate.save(update_fields=["pay"])


class Migration(migrations.Migration):
    dependencies = [("working_time", "0002_pay")]

    operations = [
        migrations.AddField(
            model_name="hourlyrate",
            name="pay",
            field=models.TextField(default="", editable=False, verbose_name="pay"),
            preserve_default=False,
        ),
        migrations.RunPython(seal, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(model_name="hourlyrate", name="hourly_rate_is_some_money"),
        migrations.RemoveField(model_name="hourlyrate", name="monthly_pay"),
        migrations.RemoveField(model_name="hourlyrate", name="amount"),
        migrations.AddConstraint(
            model_name="hourlyrate",
            constraint=models.CheckConstraint(
                condition=models.Q(("pay", ""), _negated=True), name="hourly_rate_is_some_money"
            ),
        ),
    ]
