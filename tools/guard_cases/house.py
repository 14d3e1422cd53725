"""The shelves, the doors, keys, actions, sizes and names."""

from .ways import (
    ACTIVITIES,
    PEOPLE,
    PROGRAMMES,
    REPORTS,
    TYPES,
    A,
    Case,
    append,
    contract,
    linter,
    replace,
    rule,
)

CASES = (
    # --- The shelves
    Case(
        "a lower shelf imports a higher one",
        contract("Shelves"),
        append(PEOPLE + "identity.py", "from samverka.delivery.activities.models import Activity"),
    ),
    Case(
        "the same, inside a function",
        linter("PLC0415"),
        append(
            PEOPLE + "identity.py",
            "def f():\n    from samverka.delivery.activities.models import Activity\n"
            "    return Activity",
        ),
    ),
    Case(
        "the same, for types only",
        contract("Shelves"),
        append(
            PEOPLE + "identity.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
            "    from samverka.delivery.activities.models import Activity",
        ),
    ),
    Case(
        "a lower module imports a higher one of its shelf",
        contract("Inside delivery"),
        append(PROGRAMMES + "permissions.py", "from samverka.delivery.activities import models"),
    ),
    Case(
        "models call actions",
        contract("Inside a module"),
        append(PROGRAMMES + "models/goals.py", "from .. import actions"),
    ),
    Case(
        "a workflow uses another workflow",
        contract("Workflows do not know one another"),
        append(
            A + "workflows/programme_file/x.py", "from samverka.workflows import demonstration"
        ),
    ),
    Case(
        "an overview uses another overview",
        contract("Overviews do not know one another"),
        append(A + "overviews/home/x.py", "from samverka.overviews import programme"),
    ),
    Case(
        "a folder appears beside the shelves",
        contract("Shelves"),
        append(A + "services/__init__.py", ""),
    ),
    Case(
        "a module appears in a shelf, unlisted",
        contract("Inside delivery"),
        append(A + "delivery/mentoring/__init__.py", ""),
    ),
    Case(
        "the engine imports Django",
        contract("The engine is plain Python"),
        append(A + "engine/hours.py", "import django.db"),
    ),
    # --- The doors
    Case(
        "a module writes through another's actions",
        rule("a_module_uses_of_others_what_is_open"),
        append(
            REPORTS + "queries.py", "from samverka.delivery.activities.actions import register"
        ),
    ),
    Case(
        "a module uses another's forms",
        rule("a_module_uses_of_others_what_is_open"),
        append(REPORTS + "queries.py", "from samverka.register.people import forms"),
    ),
    Case(
        "an overview calls an action",
        rule("overviews_write_nothing"),
        append(A + "overviews/home/x.py", "from samverka.delivery.activities import actions"),
    ),
    Case(
        "a door is opened that nobody uses",
        rule("the_list_of_doors_has_no_door"),
        replace("pyproject.toml", "[tool.samverka.doors]", '[tool.samverka.doors]\n"a.b" = ["*"]'),
    ),
    Case(
        "a file with a name of its own uses the views",
        rule("only_pages_know_the_pages"),
        append(ACTIVITIES + "lists.py", "from . import views"),
    ),
    # --- Keys
    Case(
        "a foreign key upwards, as a string",
        rule("keys_point_to_lower_modules"),
        replace(
            PEOPLE + "models.py",
            "    objects = PersonQuerySet",
            '    x = models.ForeignKey("activities.Activity", models.PROTECT, related_name="+")\n'
            "    objects = PersonQuerySet",
        ),
    ),
    Case(
        "a foreign key between modules with a way back",
        rule("keys_between_modules_have_no_way_back"),
        replace(ACTIVITIES + "models.py", 'PROTECT, related_name="+"', "PROTECT"),
    ),
    Case(
        "an overview has a table",
        rule("only_modules_on_shelves_with_tables"),
        append(
            A + "overviews/home/models.py",
            "from django.db import models\n\n\nclass X(models.Model):\n    pass",
        ),
    ),
    # --- Actions, views, forms
    Case(
        "an action that does not know who does it",
        rule("actions_know_who"),
        append(A + "delivery/budgets/actions.py", "def drop(*, goal):\n    pass"),
    ),
    Case(
        "an action with arguments by place",
        rule("actions_take_named"),
        append(A + "delivery/budgets/actions.py", "def drop(goal, *, by):\n    pass"),
    ),
    Case(
        "an action that may be done by half",
        rule("actions_are_done_whole"),
        append(A + "delivery/budgets/actions.py", "def drop(*, goal, by):\n    goal.delete()"),
    ),
    Case(
        "an action that nobody calls",
        rule("every_action_is_called"),
        append(A + "delivery/budgets/actions.py", "def untried_verb(*, by):\n    pass"),
    ),
    Case(
        "a view writes",
        rule("what_is_not_an_action"),
        append(ACTIVITIES + "views/lists.py", "def f(thing):\n    thing.save()"),
    ),
    Case(
        "a permission writes",
        rule("what_is_not_an_action"),
        append(ACTIVITIES + "permissions.py", "def f(rows):\n    rows.objects.update(x=1)"),
    ),
    Case(
        "a form saves",
        rule("forms_never_save"),
        append(PEOPLE + "forms.py", "class X:\n    def save(self):\n        pass"),
    ),
    Case(
        "a view fetches without asking what one may see",
        rule("views_fetch_through_a_permission"),
        append(
            PEOPLE + "views/lists.py", "def f(key):\n    return Person.objects.get(public_key=key)"
        ),
    ),
    Case(
        "a view makes two calls",
        rule("views_make_one_call"),
        append(PEOPLE + "views/lists.py", "def f():\n    actions.a()\n    actions.b()"),
    ),
    Case(
        "a module opens itself to those not signed in",
        rule("no_view_opens_itself"),
        append(
            PEOPLE + "views/lists.py",
            "from django.contrib.auth.decorators import login_not_required",
        ),
    ),
    # --- Size and names
    Case(
        "a module holds more than a fifth of the code",
        rule("no_module_holds_more"),
        append(PROGRAMMES + "x.py", "\n".join(f"x{n} = {n}" for n in range(9000))),
    ),
    Case(
        "a file that is too long",
        rule("files_stay_short"),
        append(PROGRAMMES + "x.py", "\n".join(f"x{n} = {n}" for n in range(500))),
    ),
    Case(
        "a function that is too long",
        rule("functions_stay_short"),
        append(PROGRAMMES + "x.py", "def f():\n" + "\n".join(["    f()"] * 70)),
    ),
    Case(
        "a file called utils",
        rule("no_folder_or_file_of_code"),
        append(PROGRAMMES + "utils.py", ""),
    ),
    Case(
        "a module that does not say what it is",
        rule("every_module_says"),
        lambda copy: {copy / PROGRAMMES / "README.md": ""},
    ),
    # --- The linter's lessons
    Case(
        "a signal",
        linter("TID251"),
        append(PEOPLE + "x.py", "from django.db.models.signals import post_save"),
    ),
    Case(
        "get_model()",
        linter("TID251"),
        append(PEOPLE + "x.py", "from django.apps import apps\napps.get_model('a', 'B')"),
    ),
    Case(
        "a clock of one's own",
        linter("TID251"),
        append(PEOPLE + "x.py", "import datetime\ndatetime.date.today()"),
    ),
    Case(
        "an f-string given to the translators",
        linter("INT001"),
        append(PEOPLE + "x.py", 'from django.utils.translation import gettext as _\n_(f"{1}")'),
    ),
    Case(
        "a function of the engine without types",
        TYPES,
        append(A + "engine/hours.py", "def f(x):\n    return x"),
    ),
)
