from django.urls import path

from .views import certificates, overview

app_name = "certification"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("paminn/", overview.remind, name="remind"),
    path("raknas/<slug:fund_code>/", overview.classify, name="classify"),
    path("intyga/<slug:fund_code>/<str:month>/", certificates.certify, name="certify"),
    path("intyga/<slug:fund_code>/<str:month>/pdf/", certificates.form_pdf, name="form_pdf"),
    path("visa/<str:key>/", certificates.certificate, name="certificate"),
    path("visa/<str:key>/pdf/", certificates.certificate_pdf, name="certificate_pdf"),
]
