from django.urls import path

from . import views

app_name = "drafts"
urlpatterns = [
    path("", views.draft_list, name="list"),
    path("spara/", views.keep, name="keep"),
    path("sparat/", views.kept, name="kept"),
    path("fortsatt/<slug:key>/", views.carry_on, name="carry_on"),
    path("<slug:key>/slang/", views.throw_away, name="throw_away"),
]
