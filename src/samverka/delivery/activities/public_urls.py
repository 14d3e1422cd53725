from django.urls import path

from .views import sign_up

app_name = "sign_up"
urlpatterns = [
    path("plats/<str:token>/", sign_up.mine, name="mine"),
    path("plats/<str:token>/lamna/", sign_up.give_back, name="give_back"),
    path("plats/<str:token>/tacka-ja/", sign_up.accept, name="accept"),
    path("plats/<str:token>/tacka-nej/", sign_up.decline, name="decline"),
    path("plats/<str:token>/igen/", sign_up.again, name="again"),
    path("<str:key>/", sign_up.apply, name="apply"),
    path("<str:key>/tack/", sign_up.was_sent, name="sent"),
]
