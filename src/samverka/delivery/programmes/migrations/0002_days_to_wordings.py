import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="fundrule",
            name="counted_from",
            field=models.CharField(
                blank=True,
                choices=[
                    ("last_day", "The programme's last day"),
                    ("year_end", "31 December of the year the programme ends"),
                    ("payment", "31 December of the year of the last payment"),
                    ("accounts", "31 December after the accounts are handed in"),
                ],
                max_length=10,
                verbose_name="counted from",
            ),
        ),
        migrations.AddField(
            model_name="fundrule",
            name="due_days",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="days from its end until the report is due"
            ),
        ),
        migrations.AddField(
            model_name="fundrule",
            name="kept_years",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="years it is kept"
            ),
        ),
        migrations.AddField(
            model_name="fundrule",
            name="period_months",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="months in a reporting period"
            ),
        ),
        migrations.AddField(
            model_name="programmefund",
            name="settled_on",
            field=models.DateField(blank=True, null=True, verbose_name="last payment or accounts"),
        ),
        migrations.AlterField(
            model_name="fundrule",
            name="subject",
            field=models.CharField(
                choices=[
                    ("hours", "How hours are counted"),
                    ("account", "What is accounted for"),
                    ("retention", "How long the records are kept"),
                    ("costs", "What may be paid for"),
                    ("unit_costs", "Unit costs"),
                    ("indicators", "What is counted for the fund"),
                    ("participants", "What must be known of a participant"),
                    ("reporting", "When it is reported"),
                    ("report", "What the report must hold"),
                    ("publicity", "How the fund must be shown"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="fundrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period_months", None), ("period_months__gt", 0), _connector="OR"
                ),
                name="reporting_period_is_some_time",
            ),
        ),
        migrations.AlterField(
            model_name="measure",
            name="counts",
            field=models.CharField(
                blank=True,
                choices=[
                    ("persons", "People who have taken part"),
                    ("hours", "Hours taken part"),
                    ("municipalities", "Municipalities that have taken part"),
                    ("training_days", "Training days held"),
                    ("workshops", "Workshops held"),
                    ("meetings", "Meetings held"),
                    ("courses", "Courses held"),
                    ("courses_at_owner", "Courses held where the goal's owner is"),
                    ("units", "Units that have taken part"),
                    ("courses_elsewhere", "Courses held in other municipalities"),
                    ("days_to_first", "Days from registration to the first day taken part"),
                    ("share_of_persons", "Share of all who have taken part"),
                    ("", "Not counted from what is entered"),
                ],
                max_length=20,
                verbose_name="counts",
            ),
        ),
        migrations.AlterField(
            model_name="phasecriterion",
            name="seen_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Ticked with evidence"),
                    ("plans_approved", "Every partner has an approved plan"),
                    ("start_in_place", "Every partner has in place what the start asks for"),
                    ("methods_decided", "Every method in trial has a decision"),
                    ("handed_over", "What goes on is handed over"),
                    ("line_owners", "What goes on has an owner in the ordinary organisation"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="fundrule",
            name="asks",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ar", "العربية"),
                            ("prs", "دری"),
                            ("so", "Soomaali"),
                            ("ti", "ትግርኛ"),
                            ("uk", "Українська"),
                        ],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("texts", models.JSONField(default=dict)),
                ("written_by", models.CharField(max_length=120, verbose_name="written by")),
                ("written_on", models.DateField(verbose_name="written")),
                (
                    "reviewed_by",
                    models.CharField(blank=True, max_length=120, verbose_name="reviewed by"),
                ),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="reviewed")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wordings",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "language"), name="one_wording_in_a_language"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_by", ""), ("reviewed_on", None)),
                            models.Q(
                                models.Q(("reviewed_by", ""), _negated=True),
                                ("reviewed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="wording_is_reviewed_by_somebody_on_a_day",
                    ),
                ],
            },
        ),
    ]
