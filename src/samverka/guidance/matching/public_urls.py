"""Short, since people open it on a telephone."""

from django.urls import path

from .views import household

app_name = "matching_answer"
urlpatterns = [
    path("<str:token>/", household.household, name="household"),
    path("<str:token>/fel/", household.object_to, name="object"),
]
