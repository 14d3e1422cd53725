from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("invitations", "0001_invite"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sending",
            name="sequence",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
