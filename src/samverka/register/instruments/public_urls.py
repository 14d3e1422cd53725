"""Short, since people copy them from paper."""

from django.urls import path

from .views import answering

app_name = "instruments_answer"
urlpatterns = [
    path("tack/", answering.thanks, name="thanks"),
    path("o/<str:key>/", answering.by_link, name="by_link"),
    path("<str:code>/", answering.begin, name="begin"),
    path("<str:code>/<int:number>/", answering.page, name="page"),
]
