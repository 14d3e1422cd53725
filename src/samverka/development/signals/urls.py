from django.urls import path

from . import views

app_name = "signals"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("tabell/", views.add_table, name="add_table"),
    path("tabell/<slug:key>/ta-tillbaka/", views.take_back, name="take_back"),
    path("antaganden/", views.settle, name="settle"),
    path("<slug:key>/", views.detail, name="detail"),
]
