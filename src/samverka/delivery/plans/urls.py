from django.urls import path

from .views import items, overview, plans, risks, start

app_name = "plans"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("ny/", plans.plan_start, name="start_plan"),
    path("start/", start.start, name="start"),
    path("start/vanliga/", start.use_usual, name="use_usual"),
    path("start/ny/", start.add_point, name="add_point"),
    path("start/risker/", risks.risk_list, name="risks"),
    path("start/risker/ny/", risks.add, name="add_risk"),
    path("start/risker/<str:key>/", risks.change, name="risk"),
    path("start/risker/<str:key>/ta-bort/", risks.remove, name="remove_risk"),
    path("start/risker/<str:key>/ater/", risks.restore, name="restore_risk"),
    path("start/<int:number>/", start.note, name="note_start"),
    path("start/<int:number>/ta-tillbaka/", start.take_back, name="take_back_start"),
    path("<str:key>/", plans.plan_detail, name="detail"),
    path("<str:key>/skicka/", plans.plan_send, name="send"),
    path("<str:key>/ta-tillbaka/", plans.plan_take_back, name="take_back"),
    path("<str:key>/godkann/", plans.plan_approve, name="approve"),
    path("<str:key>/upphav/", plans.plan_withdraw, name="withdraw"),
    path("<str:key>/skicka-tillbaka/", plans.plan_send_back, name="send_back"),
    path("<str:key>/revidera/", plans.plan_revise, name="revise"),
    path("<str:key>/jamfor/", plans.plan_compare, name="compare"),
    path("<str:key>/kopiera/", items.copy, name="copy"),
    path("<str:key>/rad/", items.add, name="add_item"),
    path("<str:key>/rad/<str:line>/", items.correct, name="item"),
    path("<str:key>/rad/<str:line>/ta-bort/", items.remove, name="remove_item"),
    path("<str:key>/rad/<str:line>/ater/", items.restore, name="restore_item"),
    path("<str:key>/rad/<str:line>/flytta/", items.move, name="move_item"),
    path("<str:key>/rad/<str:line>/lage/", items.progress, name="progress"),
    path("<str:key>/rad/<str:line>/aktivitet/", items.make, name="make_activity"),
    path("<str:key>/rad/<str:line>/koppla/", items.link, name="link_activity"),
    path("<str:key>/rad/<str:line>/koppla-bort/", items.unlink, name="unlink_activity"),
]
