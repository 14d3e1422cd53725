"""Short, since people copy them from paper."""

from django.urls import path

from .views import answering

app_name = "feedback_answer"
urlpatterns = [
    path("tack/", answering.thanks, name="thanks"),
    path("rum/<str:code>/", answering.in_the_room, name="in_the_room"),
    path("<str:code>/", answering.answer, name="answer"),
]
