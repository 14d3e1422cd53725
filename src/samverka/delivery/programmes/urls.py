from django.urls import path

from .views import commitments, lists, pages, parts, programme, wordings

app_name = "programmes"
urlpatterns = [
    path("<str:programme_key>/ataganden/<str:key>/", commitments.commitment, name="commitment"),
    path("ny/", programme.new, name="new"),
    path("<str:programme_key>/andra/", programme.change, name="change"),
    path("<str:programme_key>/upplagg/", programme.set_up, name="set_up"),
    path("<str:programme_key>/upplagg/deltar/", lists.partners, name="partners"),
    path(
        "<str:programme_key>/upplagg/deltar/slutar/",
        lists.end_participations,
        name="end_participations",
    ),
    path(
        "<str:programme_key>/upplagg/deltar/slutar/angra/<str:token>/",
        lists.end_as_before,
        name="end_as_before",
    ),
    path("<str:programme_key>/upplagg/deltar/flera/", programme.add_partners, name="add_partners"),
    path("<str:programme_key>/upplagg/mal/", pages.goals, name="goals"),
    path("<str:programme_key>/upplagg/finansiering/", pages.funds, name="funds"),
    path("<str:programme_key>/upplagg/faser/", pages.phases, name="phases"),
    path("<str:programme_key>/upplagg/arbete/", pages.work, name="work"),
    path("<str:programme_key>/upplagg/kontakter/", lists.contacts, name="contacts"),
    path("<str:programme_key>/upplagg/kontakter/visa/", lists.show_contacts, name="show_contacts"),
    path(
        "<str:programme_key>/upplagg/kontakter/visa/angra/<str:token>/",
        lists.show_as_before,
        name="show_as_before",
    ),
    path("<str:programme_key>/upplagg/bakgrund/", pages.background, name="background"),
    path("<str:programme_key>/upplagg/bakgrund/ta-upp/", pages.carry_over, name="carry_over"),
    path("<str:programme_key>/upplagg/bakgrund/besluta/", pages.decide, name="decide"),
    path("<str:programme_key>/upplagg/sprak/<slug:language>/", wordings.wording, name="wording"),
    path("<str:programme_key>/upplagg/angra/<str:token>/", parts.restore, name="restore"),
    path("<str:programme_key>/upplagg/ny/<str:part>/", parts.add, name="add_part"),
    path("<str:programme_key>/upplagg/<str:part>/<str:key>/", parts.change, name="change_part"),
    path(
        "<str:programme_key>/upplagg/<str:part>/<str:key>/ta-bort/",
        parts.remove,
        name="remove_part",
    ),
]
