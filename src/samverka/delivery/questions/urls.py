from django.urls import path

from . import views

app_name = "questions"
urlpatterns = [
    path("", views.question_list, name="list"),
    path("ny/", views.ask, name="ask"),
    path("lika/", views.alike, name="alike"),
    path("regler/<str:programme_key>/", views.rules, name="rules"),
    path("flera/skicka-vidare/", views.route_many, name="route_many"),
    path("flera/ta-tillbaka/<str:token>/", views.route_back, name="route_back"),
    path("flera/stang/", views.close_many, name="close_many"),
    path("flera/oppna/<str:token>/", views.put_back, name="put_back"),
    path("<str:key>/", views.question_detail, name="detail"),
    path("<str:key>/svara/", views.answer, name="answer"),
    path("<str:key>/skicka-vidare/", views.route, name="route"),
    path("<str:key>/dela/", views.publish, name="publish"),
    path("<str:key>/sluta-dela/", views.withdraw, name="withdraw"),
    path("<str:key>/stang/", views.close, name="close"),
    path("<str:key>/oppna/", views.open_again, name="open_again"),
]
