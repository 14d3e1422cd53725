"""The sentences that households read hold for the whole installation, in all rounds."""

from django.urls import path

from samverka.guidance.matching.views import texts

app_name = "household_sentences"
ONE = "<str:language>/<str:key>/"
urlpatterns = [
    path("", texts.languages, name="languages"),
    path("<str:language>/", texts.in_language, name="language"),
    path("<str:language>/angra/<str:token>/", texts.undo_approval, name="undo_approval"),
    path(ONE, texts.write, name="write"),
    path(f"{ONE}som-forut/", texts.as_before, name="as_before"),
    path(f"{ONE}inte-godkand/", texts.approve_no_more, name="approve_no_more"),
]
