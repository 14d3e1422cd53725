from django.urls import path

from . import account, views

app_name = "budgets"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("andelar/", views.shares, name="shares"),
    path("overtagande/<str:activity_key>/", views.take_over, name="take_over"),
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
    path("konto/<str:organisation_key>/ny/", views.add_cost, name="add_cost"),
    path("konto/<str:organisation_key>/lamna-in/", views.hand_in, name="hand_in"),
    path("kostnad/<str:key>/", views.correct_cost, name="correct_cost"),
    path("kostnad/<str:key>/stryk/", views.strike_cost, name="strike_cost"),
    path("kostnad/<str:key>/aterta/", views.restore_cost, name="restore_cost"),
    path("redovisning/<str:key>/", views.report, name="report"),
    path("redovisning/<str:key>/godkann/", views.accept_report, name="accept_report"),
    path("redovisning/<str:key>/aterlamna/", views.return_report, name="return_report"),
    path("redovisning/<str:key>/igen/", views.hand_in_again, name="hand_in_again"),
]
