"""Short, since they stand on paper."""

from django.urls import path

from .views import reading

app_name = "explanations_public"
urlpatterns = [
    path("", reading.every_service, name="every_service"),
    path("<str:key>/<str:language>/", reading.service, name="service"),
    path("<str:key>/<str:language>.pdf", reading.paper, name="paper"),
]
