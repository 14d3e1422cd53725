from django.urls import path

from . import views

app_name = "budgets"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("andelar/", views.shares, name="shares"),
    path("overtagande/<str:activity_key>/", views.take_over, name="take_over"),
    path("konto/<str:organisation_key>/", views.account, name="account"),
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
