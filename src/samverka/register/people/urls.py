from django.urls import path

from .views import doubles, lists, persons, several

app_name = "people"
urlpatterns = [
    path("", lists.person_list, name="list"),
    path("ny/", persons.create, name="create"),
    path("ny/lika/", doubles.likely, name="likely"),
    path("nummer/", lists.by_number, name="by_number"),
    path("flera/kontakt/", several.set_contact, name="several_contact"),
    path("flera/kontakt/<str:token>/", several.set_contact_back, name="several_contact_back"),
    path("flera/avsluta/", several.end, name="several_end"),
    path("flera/avsluta/<str:token>/", several.resume, name="several_resume"),
    path("dubbletter/inte/", doubles.tell_many_apart, name="tell_many_apart"),
    path("dubbletter/inte/<str:token>/", doubles.ask_many_again, name="ask_many_again"),
    path("dubbletter/", doubles.pairs, name="pairs"),
    path("<slug:key>/inte/<slug:other>/", doubles.tell_apart, name="tell_apart"),
    path("<slug:key>/inte/<slug:other>/angra/", doubles.ask_again, name="ask_again"),
    path("<slug:key>/andra/", persons.correct, name="correct"),
    path("<slug:key>/nummer/", persons.set_identity, name="set_identity"),
    path("<slug:key>/nummer/visa/", persons.show_identity, name="show_identity"),
    path("<slug:key>/funktion/", persons.add_position, name="add_position"),
    path("<slug:key>/funktion/<int:position>/", persons.end_position, name="end_position"),
    path("<slug:key>/skydd/", persons.protection, name="protection"),
    path("<slug:key>/skydd/avsluta/", persons.end_protection, name="end_protection"),
    path("<slug:key>/skydd/<slug:user>/", persons.withdraw_access, name="withdraw_access"),
]
