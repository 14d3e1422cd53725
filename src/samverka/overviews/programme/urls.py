from django.urls import path

from . import views

app_name = "programme"
urlpatterns = [
    path("", views.programme_list, name="list"),
    path("<str:programme_key>/", views.programme_detail, name="detail"),
    path("<str:programme_key>/om/", views.programme_about, name="about"),
    path("<str:programme_key>/delregioner/", views.by_region, name="by_region"),
    path(
        "<str:programme_key>/deltagit/<str:organisation_key>/",
        views.taken_part,
        name="taken_part",
    ),
]
