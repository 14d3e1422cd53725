from django.urls import path

from .views import activities, clashes, lists, many, pasting, places, sheets, suggestions, waiting

app_name = "activities"
urlpatterns = [
    path("", lists.activity_list, name="list"),
    path("ny/", activities.activity_create, name="create"),
    path("samma-dag/", clashes.while_writing, name="clashes"),
    path("flera/stall-in/", many.cancel_many, name="cancel_many"),
    path("flera/aterstall/<str:token>/", many.restore_many, name="restore_many"),
    path("flera/mal/", many.serve_goal, name="serve_goal"),
    path("flera/mal/ater/<str:token>/", many.serve_as_before, name="serve_as_before"),
    path("anmalan/<str:key>/avboka/", places.give_back, name="give_back"),
    path("anmalan/<str:key>/uppgifter/", places.facts, name="facts"),
    path("anmalan/<str:key>/ater/", places.take_again, name="take_again"),
    path("anmalan/<str:key>/tacka-ja/", waiting.accept, name="accept"),
    path("anmalan/<str:key>/tacka-nej/", waiting.decline, name="decline"),
    path("anmalan/<str:key>/plats/", waiting.let_in, name="let_in"),
    path("anmalan/<str:key>/vanta/", waiting.wait_again, name="wait_again"),
    path("tillfalle/<str:key>/narvaro/", sheets.sheet, name="sheet"),
    path("tillfalle/<str:key>/narvaro/nytt/", sheets.news, name="news"),
    path("tillfalle/<str:key>/narvaro/angra/<int:version>/", sheets.undo, name="undo"),
    path("tillfalle/<str:key>/narvaro/klistra-in/", pasting.paste, name="paste"),
    path("tillfalle/<str:key>/narvaro/pa-papper/", pasting.on_paper, name="paper_list"),
    path("tillfalle/<str:key>/narvaro/utan-namn/", sheets.count_unnamed, name="count_unnamed"),
    path("tillfalle/<str:key>/narvaro/<str:place_key>/", sheets.history, name="history"),
    path("deltagare/<str:programme_key>/", suggestions.suggested, name="suggested"),
    path("deltagare/<str:programme_key>/borja/", suggestions.begin, name="begin"),
    path("deltagare/<str:programme_key>/ater/<str:token>/", suggestions.take_back, name="unbegin"),
    path("<str:key>/", activities.activity_detail, name="detail"),
    path("<str:key>/andra/", activities.activity_edit, name="edit"),
    path("<str:key>/stall-in/", activities.activity_cancel, name="cancel"),
    path("<str:key>/aterstall/", activities.activity_restore, name="restore"),
    path("<str:key>/hitta/", places.find, name="find"),
    path("<str:key>/anmal/", places.register, name="register"),
    path("<str:key>/ny-person/", places.register_new, name="register_new"),
]
