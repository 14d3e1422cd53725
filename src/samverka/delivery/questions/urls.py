from django.urls import path

from .views import lists, questions

app_name = "questions"
urlpatterns = [
    path("", lists.question_list, name="list"),
    path("ny/", questions.ask, name="ask"),
    path("lika/", questions.alike, name="alike"),
    path("regler/<str:programme_key>/", questions.rules, name="rules"),
    path("flera/skicka-vidare/", lists.route_many, name="route_many"),
    path("flera/ta-tillbaka/<str:token>/", lists.route_back, name="route_back"),
    path("flera/stang/", lists.close_many, name="close_many"),
    path("flera/oppna/<str:token>/", lists.put_back, name="put_back"),
    path("<str:key>/", questions.question_detail, name="detail"),
    path("<str:key>/svara/", questions.answer, name="answer"),
    path("<str:key>/skicka-vidare/", questions.route, name="route"),
    path("<str:key>/dela/", questions.publish, name="publish"),
    path("<str:key>/sluta-dela/", questions.withdraw, name="withdraw"),
    path("<str:key>/stang/", questions.close, name="close"),
    path("<str:key>/oppna/", questions.open_again, name="open_again"),
    path("<str:key>/som-forut/<str:token>/", questions.as_before, name="as_before"),
]
