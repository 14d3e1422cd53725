"""Publishing material: versions, translations, adaptations, and who may fetch what."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samverka.foundation.audit.models import Event
from samverka.publishing.materials import actions, queries
from samverka.publishing.materials.files import Sent
from samverka.publishing.materials.models import (
    FileContent,
    Material,
    MaterialDownload,
    MaterialVersion,
)
from tests.people import TODAY

from .factories import FACTS, GUIDE, PICTURE, latest, material, version

pytestmark = pytest.mark.django_db


def upload(name="Blad.txt", body=b"Hej.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


def url(cast, name: str, *keys) -> str:
    return reverse(f"materials:{name}", args=[cast.programme.public_key, *keys])


def page(client, cast, name: str, *keys) -> str:
    return client.get(url(cast, name, *keys)).content.decode()


def open_page(client, name: str, *keys):
    return client.get(reverse(f"pages:{name}", args=keys))


def shown(cast, **given) -> Material:
    made = material(cast, **given)
    actions.show(material=made, by=cast.karin)
    return made


# --- Making -----------------------------------------------------------------------------------


def test_files_become_a_material_that_the_programme_sees_and_the_public_does_not(cast, client):
    client.force_login(cast.karin.user)
    answer = client.post(url(cast, "add"), FACTS | {"sent": [upload(), upload("Två.txt")]})
    made = Material.objects.get()
    assert answer.url == url(cast, "detail", made.public_key)
    assert [file.name for file in queries.files_of(latest(made))] == ["Blad.txt", "Två.txt"]
    assert "Seen in the programme" in page(client, cast, "detail", made.public_key)
    client.logout()
    assert open_page(client, "material", made.public_key).status_code == 404
    assert open_page(client, "package", made.public_key, 1).status_code == 404


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "There is no file"),
        ([("sida.html", b"<script>")], "kind that is not published"),
        ([("a.txt", b"1"), ("A.TXT", b"2")], "Two files are called"),
        ([("stor.txt", b"a" * 19_000_001)], "larger than 19 MB"),
    ],
)
def test_files_that_do_not_belong_are_refused_and_nothing_is_kept(cast, client, files, said):
    client.force_login(cast.karin.user)
    sent = [upload(name, body) for name, body in files]
    answer = client.post(url(cast, "add"), FACTS | {"sent": sent})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert FACTS["title"] in answer.content.decode()
    assert not FileContent.objects.exists()


def test_a_new_version_says_what_changed_and_the_old_one_can_still_be_fetched(cast, client):
    made = material(cast)
    client.force_login(cast.karin.user)
    told = {name: FACTS[name] for name in ("title", "description", "licence")}
    told |= {"kept": [GUIDE.name], "sent": [upload()]}
    answer = client.post(url(cast, "add_version", made.public_key), told)
    assert "This field is required" in answer.content.decode()
    told |= {"changelog": "Ett blad till, bilden är borta.", "sent": [upload()]}
    client.post(url(cast, "add_version", made.public_key), told)
    now = latest(made)
    assert [file.name for file in queries.files_of(now)] == ["Blad.txt", GUIDE.name]
    assert "bilden är borta" in page(client, cast, "detail", made.public_key)
    first = client.get(url(cast, "package", made.public_key, 1))
    names = zipfile.ZipFile(BytesIO(first.content)).namelist()
    assert f"files/{PICTURE.name}" in names


def test_a_file_that_two_versions_have_is_kept_once(cast):
    version(material(cast), cast.karin, files=[GUIDE, PICTURE])
    assert FileContent.objects.count() == 2


def test_a_version_never_changes_when_its_material_gets_another(cast):
    made = material(cast)
    before = latest(made).version_hash
    version(made, cast.karin)
    kept = made.versions.get(number=1)
    assert kept.version_hash == before
    assert queries.package_of(kept).count(before.encode()) == 1


# --- Translating and adapting -----------------------------------------------------------------


def test_a_translation_is_marked_as_older_when_its_source_has_a_newer_version(cast, client):
    source = shown(cast)
    client.force_login(cast.petra.user)
    told = {"title": "محادثة", "language": "ar", "licence": "CC-BY-4.0", "sent": [upload()]}
    client.post(url(cast, "translate", source.public_key), told)
    arabic = Material.objects.exclude(pk=source.pk).get()
    actions.show(material=arabic, by=cast.petra)
    mark = "Older than what it translates"
    assert mark not in page(client, cast, "list")
    assert "محادثة" in page(client, cast, "detail", source.public_key)

    version(source, cast.karin)
    assert mark in page(client, cast, "list")
    assert mark in page(client, cast, "detail", arabic.public_key)
    assert mark in open_page(client, "material", source.public_key).content.decode()

    told = {"title": "محادثة", "licence": "CC-BY-4.0", "changelog": "جديد", "kept": ["Blad.txt"]}
    client.post(url(cast, "add_version", arabic.public_key), told)
    assert mark in page(client, cast, "detail", arabic.public_key)
    told["follows_source"] = "on"
    client.post(url(cast, "add_version", arabic.public_key), told)
    assert mark not in page(client, cast, "detail", arabic.public_key)


def test_what_is_adapted_says_whose_it_was_from_hand_to_hand(cast, client):
    source = shown(cast)
    second = material(cast, cast.petra, title="Kortare", adapted_from=latest(source))
    third = material(cast, cast.karin, title="Kortast", adapted_from=latest(second))
    credit = latest(third).credit
    assert "Kortare, 1, Göteborgsregionen" in credit
    assert f"{FACTS['title']}, 1, Kungälv kommun" in credit
    client.force_login(cast.karin.user)
    assert "Kortare" in page(client, cast, "detail", source.public_key)
    assert "Adapted from" in page(client, cast, "detail", third.public_key)


def test_what_is_shared_alike_is_adapted_under_the_same_licence(cast, client):
    source = shown(cast, licence="CC-BY-SA-4.0")
    client.force_login(cast.petra.user)
    told = FACTS | {"licence": "CC0-1.0", "sent": [upload()]}
    answer = client.post(url(cast, "adapt", source.public_key), told)
    assert "CC-BY-SA-4.0" in answer.content.decode()
    assert Material.objects.count() == 1
    told |= {"licence": "CC-BY-SA-4.0", "sent": [upload()]}
    client.post(url(cast, "adapt", source.public_key), told)
    assert Material.objects.count() == 2


def test_what_was_taken_in_is_adapted_and_not_versioned(cast, client):
    made = material(cast)
    Material.objects.update(is_taken_in=True)
    with pytest.raises(actions.TakenIn):
        version(made, cast.karin)
    client.force_login(cast.karin.user)
    assert "New version" not in page(client, cast, "detail", made.public_key)


# --- Fetching ---------------------------------------------------------------------------------


def test_anybody_fetches_what_is_public_and_only_a_number_of_the_day_is_kept(cast, client):
    made = shown(cast)
    events = Event.objects.count()
    for _ in range(3):
        answer = open_page(client, "package", made.public_key, 1)
    assert answer["Content-Disposition"].startswith("attachment")
    file = open_page(client, "file", made.public_key, 1, 1)
    assert file.content == GUIDE.body
    assert file["Content-Type"].startswith("text/plain")
    assert file["X-Content-Type-Options"] == "nosniff"
    [row] = MaterialDownload.objects.values()
    assert (row["day"], row["times"]) == (TODAY, 4)
    assert set(row) == {"id", "version_id", "day", "times"}
    assert Event.objects.count() == events
    assert not client.cookies


def test_asking_only_for_the_head_is_no_use(cast, client):
    made = shown(cast)
    client.head(reverse("pages:package", args=[made.public_key, 1]))
    assert not MaterialDownload.objects.exists()


def test_a_file_that_is_not_there_is_not_found(cast, client):
    made = shown(cast)
    for place in (0, 3, 99999999999999999999):
        assert open_page(client, "file", made.public_key, 1, place).status_code == 404
    assert open_page(client, "package", made.public_key, 2).status_code == 404


def test_hidden_again_it_is_fetched_by_nobody_outside(cast, client):
    made = shown(cast)
    client.force_login(cast.karin.user)
    client.post(url(cast, "hide", made.public_key))
    client.logout()
    assert open_page(client, "package", made.public_key, 1).status_code == 404
    assert FACTS["title"] not in open_page(client, "materials").content.decode()


def test_it_stands_on_the_programmes_own_public_page(cast, client):
    type(cast.programme).objects.update(is_public=True)
    made = material(cast)
    slug = cast.programme.slug
    assert FACTS["title"] not in open_page(client, "programme", slug).content.decode()
    actions.show(material=made, by=cast.karin)
    assert FACTS["title"] in open_page(client, "programme", slug).content.decode()


def test_lists_ask_the_same_for_one_and_for_many(cast, client, django_assert_max_num_queries):
    first = shown(cast)
    for number in range(8):
        material(cast, title=f"Nummer {number}", translates=latest(first))
    Material.objects.update(is_public=True)
    with django_assert_max_num_queries(10):
        assert open_page(client, "materials").status_code == 200
    with django_assert_max_num_queries(10):
        assert open_page(client, "material", first.public_key).status_code == 200
    client.force_login(cast.karin.user)
    with django_assert_max_num_queries(10):
        client.get(url(cast, "list"))


def test_public_material_of_another_programme_is_found_and_adapted_here(cast, client):
    made = shown(cast)
    other = type(cast.programme).objects.create(slug="annat", name="Annat", owner=cast.gr)
    Material.objects.update(programme=other)
    client.force_login(cast.karin.user)
    assert FACTS["title"] not in page(client, cast, "list")
    found = client.get(url(cast, "list"), {"where": "open"}).content.decode()
    assert url(cast, "detail", made.public_key) in found
    client.post(url(cast, "adapt", made.public_key), FACTS | {"sent": [upload()]})
    own = MaterialVersion.objects.latest("pk")
    assert own.material.programme == cast.programme
    assert own.adapted_from == latest(made).version_hash


def test_two_files_of_one_name_differ_by_version_only(cast):
    made = material(cast)
    version(made, cast.karin, files=[Sent(GUIDE.name, b"Annat.")])
    bodies = [
        queries.body_of(queries.files_of(one).get(name=GUIDE.name))
        for one in made.versions.order_by("number")
    ]
    assert bodies == [GUIDE.body, b"Annat."]
