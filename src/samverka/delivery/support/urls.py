from django.urls import path

from . import many, views

app_name = "support"
urlpatterns = [
    path("stod/", views.request_list, name="list"),
    path("stod/nytt/", views.request_create, name="create"),
    path("stod/timmar/", views.hours, name="hours"),
    path("stod/flera/stang/", many.close_many, name="close_many"),
    path("stod/flera/oppna/<str:token>/", many.open_many, name="open_many"),
    path("stod/<str:key>/", views.request_detail, name="detail"),
    path("stod/<str:key>/hjalp/", views.help_note, name="help"),
    path("stod/<str:key>/hjalp/<str:help_key>/ta-bort/", views.help_remove, name="help_remove"),
    path("stod/<str:key>/stang/", views.request_close, name="close"),
    path("stod/<str:key>/oppna/", views.request_open, name="open"),
    path("introduktion/", views.onboarding_list, name="onboardings"),
    path("introduktion/steg/", views.steps, name="steps"),
    path("introduktion/<str:key>/", views.onboarding_detail, name="onboarding"),
    path("introduktion/<str:key>/steg/", views.tick, name="tick"),
    path("introduktion/<str:key>/flera/", many.tick_many, name="tick_many"),
    path("introduktion/<str:key>/flera/<str:token>/", many.untick_many, name="untick_many"),
]
