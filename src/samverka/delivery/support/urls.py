from django.urls import path

from . import views

app_name = "support"
urlpatterns = [
    path("stod/", views.request_list, name="list"),
    path("stod/nytt/", views.request_create, name="create"),
    path("stod/timmar/", views.hours, name="hours"),
    path("stod/<str:key>/", views.request_detail, name="detail"),
    path("stod/<str:key>/hjalp/", views.help_note, name="help"),
    path("stod/<str:key>/hjalp/<str:help_key>/ta-bort/", views.help_remove, name="help_remove"),
    path("stod/<str:key>/stang/", views.request_close, name="close"),
    path("stod/<str:key>/oppna/", views.request_open, name="open"),
    path("introduktion/", views.onboarding_list, name="onboardings"),
    path("introduktion/steg/", views.steps, name="steps"),
    path("introduktion/<str:key>/", views.onboarding_detail, name="onboarding"),
    path("introduktion/<str:key>/steg/", views.tick, name="tick"),
]
