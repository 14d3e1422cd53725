"""A package taken in elsewhere is the version it was; one that is not right leaves nothing."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from samverka.delivery.programmes.models import Programme
from samverka.publishing.materials import actions, queries
from samverka.publishing.materials.files import Sent, check_name, same_everywhere
from samverka.publishing.materials.models import FileContent, Material, MaterialVersion
from samverka.publishing.materials.packages import MANIFEST, Package, read_package, write_package
from samverka.publishing.materials.problems import MaterialProblem
from tests.people import TODAY

from .factories import CHANGED, GUIDE, PICTURE, emptied, latest, material, version

pytestmark = pytest.mark.django_db


def package(cast, **given) -> bytes:
    return queries.package_of(latest(material(cast, **given)))


def take_in(cast, content: bytes) -> MaterialVersion:
    return actions.take_in(
        programme=cast.programme, owner=cast.kungalv, content=content, by=cast.karin
    )


def test_s18_a_package_taken_in_elsewhere_has_the_same_content_and_version_hash(cast):
    made = material(cast)
    told = version(made, cast.karin, files=[GUIDE, PICTURE])
    content = queries.package_of(told)
    before = (told.version_hash, told.number, told.title, told.creator, told.changelog)
    emptied()

    taken = take_in(cast, content)

    now = (taken.version_hash, taken.number, taken.title, taken.creator, taken.changelog)
    assert now == before
    files = {file.name: queries.body_of(file) for file in queries.files_of(taken)}
    assert files == {GUIDE.name: GUIDE.body, PICTURE.name: PICTURE.body}
    assert queries.package_of(taken) == content
    assert taken.material.is_taken_in
    assert not taken.material.is_public


def test_the_next_version_of_a_package_joins_the_first(cast):
    made = material(cast)
    first = queries.package_of(latest(made))
    second = queries.package_of(version(made, cast.karin))
    emptied()
    assert take_in(cast, first).material == take_in(cast, second).material


def test_a_translation_finds_its_source_in_whichever_order_they_come(cast):
    source = material(cast)
    told = {"title": "محادثة", "language": "ar", "licence": "CC-BY-4.0"}
    arabic = material(cast, translates=latest(source), **told)
    packages = [queries.package_of(latest(one)) for one in (arabic, source)]
    emptied()
    taken = [take_in(cast, content) for content in packages]
    assert queries.source_of(taken[0], cast.karin) == taken[1]


def test_the_same_package_twice_is_told_and_changes_nothing(cast):
    content = package(cast)
    with pytest.raises(actions.HereAlready, match="version 1"):
        take_in(cast, content)
    assert MaterialVersion.objects.count() == 1


def test_another_content_under_the_same_number_is_refused(cast):
    made = material(cast)
    ours = queries.package_of(latest(made))
    emptied()
    take_in(cast, ours)
    theirs = altered(ours, title="Något annat")
    with pytest.raises(actions.AnotherVersion):
        take_in(cast, theirs)


def test_nobody_slips_a_version_into_what_we_make_ourselves(cast):
    made = material(cast)
    theirs = altered(queries.package_of(latest(made)), version=2, **CHANGED)
    with pytest.raises(actions.AnotherVersion):
        take_in(cast, theirs)


def altered(content: bytes, **changes) -> bytes:
    """A whole package that says something else, hash and all."""
    told = read_package(content)
    number = changes.pop("version", told.number)
    return write_package(Package(told.told | changes, number, told.files))


def zipped(*parts: tuple[str, bytes | str], base: bytes = b"") -> bytes:
    """A ZIP of these parts, and of a package's other parts."""
    names = [name for name, _ in parts]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts:
            archive.writestr(name, body)
        if base:
            with zipfile.ZipFile(io.BytesIO(base)) as whole:
                for name in whole.namelist():
                    if name not in names:
                        archive.writestr(name, whole.read(name))
    return buffer.getvalue()


def manifest_of(content: bytes) -> dict:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return json.loads(archive.read(MANIFEST))


def wrong_packages(right: bytes) -> dict[str, tuple[bytes, str]]:
    """What may come in besides packages, and a word of what is said of it."""
    told = manifest_of(right)

    def saying(**changes) -> bytes:
        return zipped((MANIFEST, json.dumps(told | changes)), base=right)

    def listing(name: str) -> bytes:
        files = [{"name": name, "sha256": GUIDE.sha256, "size": len(GUIDE.body)}]
        listed = (MANIFEST, json.dumps(told | {"files": files}))
        return zipped(listed, (f"files/{name}", GUIDE.body))

    guide = f"files/{GUIDE.name}"
    return {
        "nothing": (b"", "not a package"),
        "a text": ("Hej på dig".encode(), "not a package"),
        "half a package": (right[: len(right) // 2], "not a package"),
        "a package with holes": (right[:40] + b"\0" * 40 + right[80:], "not"),
        "another archive": (zipped(("a.txt", "a")), "not a package"),
        "too large": (right + b"\0" * 20_000_001, "larger than 19 MB"),
        "a bomb": (zipped(("files/a.txt", b"\0" * 90_000_000), base=right), "not opened"),
        "many files": (
            zipped(*((f"files/{n}.txt", "a") for n in range(120)), base=right),
            "more than 100 files",
        ),
        "a path upwards": (listing("../../settings.txt"), "cannot be a file"),
        "a path from the root": (listing("/etc/passwd.txt"), "cannot be a file"),
        "a path of Windows": (listing("C:\\Windows\\a.txt"), "cannot be a file"),
        "a hidden file": (listing(".profile.txt"), "cannot be a file"),
        "a turned name": (listing("gpj.\u202etxt.txt"), "cannot be a file"),
        "a page that could run": (listing("a.html"), "kind that is not published"),
        "a picture that could run": (listing("a.svg"), "kind that is not published"),
        "a file beside": (zipped(("a.txt", "a"), base=right), "list of contents"),
        "a file that is not listed": (zipped(("files/b.txt", "a"), base=right), "list of"),
        "a file that is missing": (
            zipped((MANIFEST, json.dumps(told))),
            "There is no file",
        ),
        "a changed file": (
            zipped((guide, "Lyssna inte."), base=right),
            f"“{GUIDE.name}” is not what the package",
        ),
        "a changed title": (saying(title="Annat"), "changed it"),
        "no list": (zipped((guide, GUIDE.body)), "not a package"),
        "no JSON": (zipped((MANIFEST, "{"), base=right), "JSON"),
        "a deep list": (zipped((MANIFEST, "[" * 90_000), base=right), "JSON"),
        "a long list": (zipped((MANIFEST, " " * 300_000), base=right), "size"),
        "another format": (saying(samverka_material=2), "samverka_material"),
        "a number as title": (saying(title=7), "title"),
        "no title": (saying(title=""), "title"),
        "a long title": (saying(title="a" * 201), "title"),
        "half a sign": (saying(title="\ud800"), "title"),
        "a version that is no number": (saying(version="1"), "version"),
        "version nought": (saying(version=0), "version"),
        "version true": (saying(version=True), "version"),
        "version without end": (saying(version=10**9), "version"),
        "a day that is none": (saying(published_on="2026-02-30"), "published_on"),
        "files that are none": (saying(files=7), "files"),
        "files of numbers": (saying(files=[7]), "files"),
        "names of numbers": (saying(files=[{"name": 7}]), "files"),
        "no hash": (saying(hash=None), "hash"),
        "another licence": (altered(right, licence="GPL-3.0-only"), "licence"),
        "another language": (altered(right, language="svenska"), "language"),
    }


def test_what_is_no_package_is_told_in_a_sentence_and_leaves_nothing_behind(cast, client):
    right = package(cast)
    emptied()
    client.force_login(cast.karin.user)
    url = reverse("materials:take_in", args=[cast.programme.public_key])
    for what, (content, said) in wrong_packages(right).items():
        if len(content) < 20_000_000:
            sent = SimpleUploadedFile("paket.zip", content, "application/zip")
            answer = client.post(url, {"package": sent})
            assert answer.status_code == 422, what
            text = answer.content.decode()
        else:
            with pytest.raises(MaterialProblem) as refused:
                take_in(cast, content)
            text = str(refused.value)
        assert said in text, what
        assert not Material.objects.exists(), what
        assert not FileContent.objects.exists(), what


def test_a_file_larger_than_what_may_be_sent_is_told_so(cast, client):
    client.force_login(cast.karin.user)
    url = reverse("materials:take_in", args=[cast.programme.public_key])
    sent = SimpleUploadedFile("paket.zip", b"\0" * 20_200_000, "application/zip")
    answer = client.post(url, {"package": sent})
    assert answer.status_code == 422
    assert "larger than 19 MB" in answer.content.decode()


TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(title=TEXTS, text=TEXTS, body=st.binary(max_size=200))
def test_whatever_is_written_and_packed_is_read_again_the_same(title, text, body):
    told = dict.fromkeys(
        ("description", "changelog", "translates", "adapted_from", "credit"), ""
    ) | {
        "key": "abc",
        "title": same_everywhere(title).strip() or "a",
        "description": same_everywhere(text, lines=True).strip(),
        "language": "sv",
        "licence": "CC0-1.0",
        "creator": "GR",
        "published_on": TODAY.isoformat(),
    }
    made = Package(told, 1, [Sent("fil.txt", body)])
    content = write_package(made)
    assert read_package(content) == made
    assert read_package(content).version_hash == made.version_hash


def test_the_hash_is_the_same_whichever_machine_wrote_the_text(cast):
    windows, apple = "Två rader.\r\nHär.", "Tva\u030a rader.\nHa\u0308r."
    said = [latest(material(cast, description=text)).description for text in (windows, apple)]
    assert said == ["Två rader.\nHär."] * 2


@pytest.mark.parametrize("name", ["Vägledning – del 1.pdf", "دليل\u200cها.docx", "ሀ ሁ.txt"])
def test_a_name_of_any_script_may_be_a_name(name):
    check_name(name)


def test_packages_lie_in_another_programme_too(cast):
    content = package(cast)
    emptied()
    other = Programme.objects.create(slug="annat", name="Annat", owner=cast.gr)
    taken = actions.take_in(programme=other, owner=cast.gr, content=content, by=cast.petra)
    assert taken.material.owner == cast.gr
    assert taken.creator == "Kungälv kommun"
