from django.urls import path

from .views import certificates, missing, overview, papers

app_name = "certification"
IN = "program/<str:programme_key>/intyg/"
urlpatterns = [
    path("intyg/saknas/", missing.from_us, name="missing_from_us"),
    path("intyg/saknas/paminn/", missing.remind_all, name="remind_all"),
    path(IN, overview.overview, name="overview"),
    path(f"{IN}saknas/", missing.missing, name="missing"),
    path(f"{IN}paminn/", missing.remind, name="remind"),
    path(f"{IN}raknas/<slug:fund_code>/", overview.classify, name="classify"),
    path(f"{IN}intyga/<slug:fund_code>/<str:month>/", certificates.certify, name="certify"),
    path(f"{IN}intyga/<slug:fund_code>/<str:month>/papper/", papers.take_in, name="take_in_paper"),
    path(f"{IN}intyga/<slug:fund_code>/<str:month>/pdf/", certificates.form_pdf, name="form_pdf"),
    path(f"{IN}visa/<str:key>/", certificates.certificate, name="certificate"),
    path(f"{IN}visa/<str:key>/pdf/", certificates.certificate_pdf, name="certificate_pdf"),
    path(f"{IN}visa/<str:key>/papper/", papers.paper, name="paper"),
]
