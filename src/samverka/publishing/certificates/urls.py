from django.urls import path

from .views import certificates, giving

app_name = "certificates"
urlpatterns = [
    path("", certificates.mine, name="mine"),
    path("aktivitet/<str:key>/", giving.of_activity, name="of_activity"),
    path("aktivitet/<str:key>/alla/", giving.files_of_activity, name="files_of_activity"),
    path("serie/<str:key>/", giving.of_series, name="of_series"),
    path("serie/<str:key>/alla/", giving.files_of_series, name="files_of_series"),
    path("utfardande/<str:key>/", giving.giving, name="giving"),
    path("utfardande/<str:key>/forlopp/", giving.progress, name="progress"),
    path("<str:key>/", certificates.detail, name="detail"),
    path("<str:key>/pdf/", certificates.file, name="file"),
    path("<str:key>/ratta/", certificates.correct, name="correct"),
    path("<str:key>/aterkalla/", certificates.revoke, name="revoke"),
]
