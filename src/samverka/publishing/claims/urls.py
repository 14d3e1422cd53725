from django.urls import path

from .views import claims, files, parts

app_name = "claims"
urlpatterns = [
    path("", claims.claim_list, name="list"),
    path("ater/<str:token>/", claims.bring_back, name="bring_back"),
    path("<str:key>/", claims.detail, name="detail"),
    path("<str:key>/period/", claims.period, name="period"),
    path("<str:key>/ta-bort/", claims.remove, name="remove"),
    path("<str:key>/klar/", claims.make_ready, name="make_ready"),
    path("<str:key>/oppna/", claims.take_back, name="take_back"),
    path("<str:key>/skicka/", claims.send, name="send"),
    path("<str:key>/lage/", claims.progress, name="progress"),
    path("<str:key>/parter/", parts.partners, name="partners"),
    path("<str:key>/timmar/", parts.hours, name="hours"),
    path("<str:key>/timmar/<str:certificate_key>/", parts.certificate, name="certificate"),
    path("<str:key>/kostnader/", parts.costs, name="costs"),
    path("<str:key>/resultat/", parts.results, name="results"),
    path("<str:key>/texter/", parts.texts, name="texts"),
    path("<str:key>/forhandsvisning/<str:kind>/", files.preview, name="preview"),
    path("<str:key>/fil/<str:kind>/", files.file, name="file"),
]
