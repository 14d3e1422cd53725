from django.urls import path

from .views import many, pages

app_name = "support"
urlpatterns = [
    path("stod/", pages.request_list, name="list"),
    path("stod/nytt/", pages.request_create, name="create"),
    path("stod/timmar/", pages.hours, name="hours"),
    path("stod/flera/stang/", many.close_many, name="close_many"),
    path("stod/flera/oppna/<str:token>/", many.open_many, name="open_many"),
    path("stod/<str:key>/", pages.request_detail, name="detail"),
    path("stod/<str:key>/hjalp/", pages.help_note, name="help"),
    path("stod/<str:key>/hjalp/<str:help_key>/ta-bort/", pages.help_remove, name="help_remove"),
    path("stod/<str:key>/stang/", pages.request_close, name="close"),
    path("stod/<str:key>/oppna/", pages.request_open, name="open"),
    path("stod/<str:key>/ater/<str:token>/", pages.request_put_back, name="put_back"),
    path("introduktion/", pages.onboarding_list, name="onboardings"),
    path("introduktion/steg/", pages.steps, name="steps"),
    path("introduktion/<str:key>/", pages.onboarding_detail, name="onboarding"),
    path("introduktion/<str:key>/steg/", pages.tick, name="tick"),
    path("introduktion/<str:key>/flera/", many.tick_many, name="tick_many"),
    path("introduktion/<str:key>/flera/<str:token>/", many.untick_many, name="untick_many"),
]
