from django.db import models


class Meeting(models.Model):
    """Something with a title, a place and two days, of which a list shows twenty."""

    title = models.CharField(max_length=100)
    place = models.CharField(max_length=100)
    group = models.IntegerField(db_index=True)
    begins = models.DateField()
    ends = models.DateField()

    class Meta:
        app_label = "floor"
