from django.urls import include, path

from samverka.toolkit.views import components

from . import views

urlpatterns = [
    path("", include("samverka.overviews.home.urls")),
    path("program/", include("samverka.delivery.programmes.urls")),
    path("program/<str:programme_key>/faser/", include("samverka.workflows.change_phase.urls")),
    path("program/", include("samverka.overviews.programme.urls")),
    path("", include("samverka.overviews.portfolio.urls")),
    path("program/<str:programme_key>/kallor/", include("samverka.workflows.programme_file.urls")),
    path(
        "program/<str:programme_key>/deltagare/",
        include("samverka.delivery.participants.urls"),
    ),
    path("program/<str:programme_key>/planer/", include("samverka.delivery.plans.urls")),
    path("program/<str:programme_key>/personal/", include("samverka.overviews.coverage.urls")),
    path("program/<str:programme_key>/metoder/", include("samverka.development.methods.urls")),
    path(
        "program/<str:programme_key>/slutrapport/",
        include("samverka.publishing.final_reports.urls"),
    ),
    path(
        "program/<str:programme_key>/utbetalningar/", include("samverka.publishing.claims.urls")
    ),
    path(
        "program/<str:programme_key>/matt/indikatorer/",
        include("samverka.publishing.indicators.urls"),
    ),
    path("program/<str:programme_key>/matt/", include("samverka.publishing.measures.urls")),
    path(
        "program/<str:programme_key>/nyhetsbrev/",
        include("samverka.publishing.newsletters.urls"),
    ),
    path("program/<str:programme_key>/material/", include("samverka.publishing.materials.urls")),
    path("program/<str:programme_key>/pengar/", include("samverka.delivery.budgets.urls")),
    path("", include("samverka.delivery.certification.urls")),
    path(
        "program/<str:programme_key>/redovisning/",
        include("samverka.publishing.statements.urls"),
    ),
    path("program/<str:programme_key>/timvarde/", include("samverka.delivery.rates.urls")),
    path("program/<str:programme_key>/grupper/", include("samverka.delivery.groups.urls")),
    path("fragor/yrkesvagar/", include("samverka.guidance.pathways.urls")),
    path("fragor/", include("samverka.delivery.questions.urls")),
    path("aktiviteter/", include("samverka.delivery.activities.urls")),
    path("personer/", include("samverka.register.people.urls")),
    path("personer/", include("samverka.overviews.person.urls")),
    path("personer/", include("samverka.workflows.disclose_person.urls")),
    path("personer/", include("samverka.workflows.forget_person.urls")),
    path("personer/", include("samverka.workflows.merge_persons.urls")),
    path("", include("samverka.delivery.retention.urls")),
    path("", include("samverka.workflows.delete_due.urls")),
    path("", include("samverka.workflows.subject_requests.urls")),
    path("overenskommelser/", include("samverka.register.agreements.urls")),
    path("partner/importera/", include("samverka.workflows.import_register.urls")),
    path("partner/", include("samverka.register.partners.urls")),
    path("partner/", include("samverka.overviews.organisation.urls")),
    path("offentligt/", include("samverka.publishing.pages.urls")),
    path("program/<str:programme_key>/", include("samverka.workflows.take_in_municipality.urls")),
    path("program/<str:programme_key>/", include("samverka.workflows.rows_as_files.urls")),
    path("program/<str:programme_key>/", include("samverka.delivery.support.urls")),
    path("program/<str:programme_key>/foretag/", include("samverka.delivery.companies.urls")),
    path("overenskommelser/", include("samverka.overviews.agreement.urls")),
    path("", include("samverka.delivery.working_time.urls")),
    path("manader/", include("samverka.publishing.reports.urls")),
    path("redovisning/", include("samverka.overviews.months.urls")),
    path("administration/", include("samverka.overviews.administration.urls")),
    path("administration/", include("samverka.workflows.appoint.urls")),
    path("administration/komponenter/", components, name="components"),
    path("konto/", include("samverka.foundation.accounts.urls")),
    path("sprak/", views.language, name="language"),
    path("roll/", views.act_as, name="act_as"),
    path("halsa/", views.health, name="health"),
]
