"""Keys point downwards. Import contracts cannot see a key that is given as a string."""

from django.apps import apps

from .shelves import module_of, rank_of


def keys_between_modules():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation and field.related_model:
                pair = model.__module__, field.related_model.__module__
                ours = all(dotted.startswith("samverka.") for dotted in pair)
                if ours and module_of(pair[0]) != module_of(pair[1]):
                    yield model, field


def test_keys_point_to_lower_modules():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model, field in keys_between_modules()
        if rank_of(module_of(model.__module__))
        <= rank_of(module_of(field.related_model.__module__))
    ]
    assert not wrong, f"These keys point upwards or sideways: {wrong}"


def test_keys_between_modules_have_no_way_back():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model, field in keys_between_modules()
        if not field.remote_field.hidden
    ]
    assert not wrong, f'Give these keys related_name="+": {wrong}'


def test_only_modules_on_shelves_with_tables_have_tables():
    """The toolkit is technical, overviews read, workflows write in others: none owns a table."""
    wrong = [
        model._meta.label
        for model in apps.get_models()
        if module_of(model.__module__).split(".")[0] in {"toolkit", "overviews", "workflows"}
        and model.__module__.startswith("samverka.")
    ]
    assert not wrong
