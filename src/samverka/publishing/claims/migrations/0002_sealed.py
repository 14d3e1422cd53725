import io

from django.db import migrations, models

from samverka.toolkit import sealing
from samverka.toolkit.sealed_file import SealedWriter


def seal(apps, schema_editor):
    """Files that lay open."""
    for file in apps.get_model("claims", "ClaimFile").objects.exclude(body=b"").iterator(1):
        kept = io.BytesIO()
        with SealedWriter(kept, {}) as writer:
            writer.write(bytes(file.body))
        file.body, file.sealed_with = kept.getvalue(), f"{sealing.current_key()}:"
        file.save()


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='claimfile',
            name='sealed_with',
            field=models.CharField(default='', editable=False, max_length=20),
            preserve_default=False,
        ),
        migrations.RunPython(seal),
    ]
