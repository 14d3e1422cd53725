from django.db import models

from samverka.toolkit.personal_data import declare


class Municipality(models.Model):
    """A Swedish municipality. The code is text: its leading zero counts."""

    code = models.CharField(max_length=4, primary_key=True)
    name = models.CharField(max_length=40)

    personal_data = declare(none="code name")

    def __str__(self):
        return self.name

    @property
    def county_code(self):
        return self.code[:2]
