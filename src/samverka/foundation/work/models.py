from django.db import models

from samverka.toolkit.personal_data import declare


class Heartbeat(models.Model):
    """A worker that lives. One that is silent has died, and its task is taken up again."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    personal_data = declare(none="worker_id seen_at")


class Progress(models.Model):
    """How far a task has come, and whether somebody asked it to stop."""

    task_id = models.UUIDField(primary_key=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    is_cancelled = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    personal_data = declare(none="task_id done total note is_cancelled changed_at")


class Routine(models.Model):
    """When a line of the timetable was last begun and ended, by whichever server."""

    name = models.CharField(max_length=60, primary_key=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    personal_data = declare(none="name begun_at ended_at problem")


class KeyCheck(models.Model):
    """A known word sealed and hashed with the keys this database was made with."""

    sealed = models.TextField()
    searched = models.CharField(max_length=64)

    personal_data = declare(none="id sealed searched")
