from django.urls import path

from . import views

app_name = "retention"
urlpatterns = [
    path("program/<str:programme_key>/bevarande/", views.keeping, name="keeping"),
    path("program/<str:programme_key>/bevarande/regel/ny/", views.add_rule, name="add_rule"),
    path(
        "program/<str:programme_key>/bevarande/regel/<slug:key>/avsluta/",
        views.end_rule,
        name="end_rule",
    ),
    path("program/<str:programme_key>/bevarande/spar/ny/", views.hold_programme, name="hold"),
    path("personer/<slug:key>/bevarande/", views.person_holds, name="person_holds"),
    path("bevarande/<slug:key>/hav/", views.release, name="release"),
]
