from django.urls import path

from .views import agreements, commitments, comparison, parties

app_name = "agreements"
urlpatterns = [
    path("", agreements.agreement_list, name="list"),
    path("ny/", agreements.create_regional, name="create"),
    path("ny/lokal/", agreements.create_local, name="create_local"),
    path("<str:key>/", agreements.detail, name="detail"),
    path("<str:key>/version/<int:number>/", agreements.version, name="version"),
    path("<str:key>/version/<int:number>/dokument/", agreements.document, name="document"),
    path("<str:key>/version/<int:number>/dokument.pdf", agreements.document_pdf, name="pdf"),
    path("<str:key>/andra/", agreements.edit, name="edit"),
    path("<str:key>/ny-version/", agreements.next_version, name="new_version"),
    path("<str:key>/jamfor/<str:regional_key>/", comparison.compare, name="compare"),
    path(
        "<str:key>/jamfor/<str:regional_key>/<str:commitment_key>/",
        comparison.cover,
        name="cover",
    ),
    path("<str:key>/parter/", parties.add, name="add_parties"),
    path("<str:key>/parter/<str:party_key>/lamna/", parties.leave, name="leave"),
    path("<str:key>/parter/<str:party_key>/ater/", parties.come_back, name="come_back"),
    path("<str:key>/parter/<str:party_key>/underteckna/", parties.sign, name="sign"),
    path("<str:key>/parter/<str:party_key>/ta-tillbaka/", parties.take_back, name="take_back"),
    path("<str:key>/ataganden/nytt/", commitments.create, name="commitment_create"),
    path("<str:key>/ataganden/<str:commitment_key>/", commitments.edit, name="commitment_edit"),
    path(
        "<str:key>/ataganden/<str:commitment_key>/avsluta/",
        commitments.end,
        name="commitment_end",
    ),
    path(
        "<str:key>/ataganden/<str:commitment_key>/behall/",
        commitments.keep,
        name="commitment_keep",
    ),
]
