from django.urls import path

from . import views

app_name = "portfolio"
urlpatterns = [
    path("oversikt/", views.portfolio, name="portfolio"),
    path("oversikt/bildspel/", views.deck_for_all, name="deck_for_all"),
    path("program/<str:programme_key>/bildspel/", views.deck_for_programme, name="deck"),
]
