from django.urls import path

from .views import account, pages

app_name = "budgets"
urlpatterns = [
    path("", pages.overview, name="overview"),
    path("medfinansiering/", pages.co_financing, name="co_financing"),
    path("andelar/", pages.shares, name="shares"),
    path("overtagande/<str:activity_key>/", pages.take_over, name="take_over"),
    path("konto/<str:organisation_key>/", account.account, name="account"),
    path("konto/<str:organisation_key>/stryk/", account.strike_costs, name="strike_costs"),
    path(
        "konto/<str:organisation_key>/aterta/<str:token>/",
        account.restore_costs,
        name="restore_costs",
    ),
    path("konto/<str:organisation_key>/slag/", account.set_kinds, name="set_kinds"),
    path(
        "konto/<str:organisation_key>/slag/ater/<str:token>/",
        account.set_kinds_back,
        name="set_kinds_back",
    ),
    path("konto/<str:organisation_key>/ny/", pages.add_cost, name="add_cost"),
    path("konto/<str:organisation_key>/lamna-in/", pages.hand_in, name="hand_in"),
    path("kostnad/<str:key>/", pages.correct_cost, name="correct_cost"),
    path("kostnad/<str:key>/betald/", pages.note_payment, name="note_payment"),
    path("kostnad/<str:key>/stryk/", pages.strike_cost, name="strike_cost"),
    path("kostnad/<str:key>/aterta/", pages.restore_cost, name="restore_cost"),
    path("redovisning/<str:key>/", pages.report, name="report"),
    path("redovisning/<str:key>/godkann/", pages.accept_report, name="accept_report"),
    path("redovisning/<str:key>/aterlamna/", pages.return_report, name="return_report"),
    path("redovisning/<str:key>/igen/", pages.hand_in_again, name="hand_in_again"),
]
