from django.urls import path

from . import views

app_name = "delete_due"
urlpatterns = [
    path("gallring/", views.overview, name="overview"),
    path("gallring/bevis/", views.proofs, name="proofs"),
    path("gallring/bevis/<slug:key>/", views.proof, name="proof"),
    path("gallring/bevis/<slug:key>/framsteg/", views.progress, name="progress"),
    path("gallring/bevis/<slug:key>/<slug:form>/", views.proof_file, name="proof_file"),
    path("program/<str:programme_key>/bevarande/<slug:records>/", views.look_through, name="look"),
]
