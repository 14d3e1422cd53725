from django.urls import path

from .views import overview, tests

app_name = "introduction"
TEST = "prov/<str:key>/"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("personer/", overview.persons, name="persons"),
    path("kurs/", overview.course, name="course"),
    path("prov/", tests.add, name="test_new"),
    path(TEST, tests.result, name="test"),
    path(f"{TEST}fraga/", tests.ask, name="ask"),
    path(f"{TEST}facit/", tests.key, name="key"),
]
