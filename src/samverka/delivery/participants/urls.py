from django.urls import path

from .views import lists, many, pages

app_name = "participants"
urlpatterns = [
    path("", lists.participant_list, name="list"),
    path("barn/", lists.children, name="children"),
    path("antal/", lists.counts, name="counts"),
    path("flera/svar/", many.fill_in_many, name="fill_in_many"),
    path("flera/borjade/", many.begin_many, name="begin_many"),
    path("flera/slutade/", many.end_many, name="end_many"),
    path("flera/verifierade/", many.verify_many, name="verify_many"),
    path("flera/ater/<str:token>/", many.put_back_many, name="put_back_many"),
    path("<str:key>/", pages.detail, name="detail"),
    path("<str:key>/dagar/", pages.days, name="days"),
    path("<str:key>/uppgifter/", pages.facts, name="facts"),
    path("<str:key>/verifiering/", pages.verification, name="verification"),
]
