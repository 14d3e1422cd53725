"""A program: every migration in turn, as in a database that is not new.

For each new model Django renders anew whatever is related to it, here some hundred others, which
takes four fifths of the time. Nothing is related yet to a model that is new: it is rendered alone.
"""

import django
from django.core.management import call_command
from django.db.migrations.state import ProjectState


def add_model(state: ProjectState, model_state) -> None:
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:
        state.apps.render_multiple([model_state])


if __name__ == "__main__":
    ProjectState.add_model = add_model
    django.setup()
    # What has a table already is not new.
    call_command("migrate", "sessions", verbosity=0)
    call_command("migrate", verbosity=0)
