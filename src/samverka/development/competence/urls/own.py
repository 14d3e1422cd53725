from django.urls import path

from samverka.development.competence.views import own

app_name = "my_competence"
urlpatterns = [
    path("", own.mine, name="mine"),
    path("<slug:key>/ratta/", own.correct, name="correct"),
    path("<slug:key>/fil/", own.export, name="export"),
]
