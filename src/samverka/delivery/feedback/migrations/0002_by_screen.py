from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0001_begin"),
    ]

    operations = [
        migrations.AddField(
            model_name="feedbackround",
            name="apart",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="feedbackround",
            name="by_screen",
            field=models.BooleanField(default=False, verbose_name="by the screen"),
        ),
        migrations.AddConstraint(
            model_name="feedbackround",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_screen", True), ("by_slips", True), _negated=True),
                name="by_slips_or_by_the_screen",
            ),
        ),
    ]
