"""What was noted of a meeting is sealed; until now it lay open."""

from django.db import migrations, models

from samverka.toolkit import sealing

NOTES = "cycles.meeting"


def seal(apps, schema_editor):
    for meeting in apps.get_model("cycles", "LeaderMeeting").objects.exclude(notes=""):
        meeting.sealed = sealing.seal(meeting.notes, context=NOTES)
        meeting.save(update_fields=["sealed"])


class Migration(migrations.Migration):
    dependencies = [("cycles", "0001_turns")]

    operations = [
        migrations.AddField(
            model_name="leadermeeting",
            name="sealed",
            field=models.TextField(
                blank=True, default="", editable=False, verbose_name="notes"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(seal, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="leadermeeting", name="notes"),
    ]
