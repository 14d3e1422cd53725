from django.urls import path

from . import views

app_name = "agreement"
urlpatterns = [
    path("<str:key>/vem-arbetar/", views.coverage, name="coverage"),
    path("<str:key>/vem-arbetar/<str:commitment_key>/", views.commitment, name="commitment"),
]
