from django.urls import path

from .views import own, pay, staff

app_name = "working_time"
urlpatterns = [
    path("arbetstid/", own.mine, name="mine"),
    path("arbetstid/borja/", own.begin, name="begin"),
    path("arbetstid/<str:key>/", own.month, name="month"),
    path("arbetstid/<str:key>/pdf/", own.month_pdf, name="pdf"),
    path("arbetstid/<str:key>/lamna-in/", own.hand_in, name="hand_in"),
    path("arbetstid/<str:key>/ta-tillbaka/", own.take_back, name="take_back"),
    path("arbetstid/<str:key>/godkann/", own.approve, name="approve"),
    path("arbetstid/<str:key>/angra/", own.take_back_approval, name="take_back_approval"),
    path("arbetstid/<str:key>/skicka-tillbaka/", own.send_back, name="send_back"),
    path("program/<str:programme_key>/arbetstid/", staff.staff_list, name="staff"),
    path("program/<str:programme_key>/arbetstid/ny/", staff.allocate, name="allocate"),
    path(
        "program/<str:programme_key>/arbetstid/<str:key>/avsluta/",
        staff.end_allocation,
        name="end_allocation",
    ),
    path("program/<str:programme_key>/arbetstid/timlon/", pay.set_pay_rule, name="set_pay_rule"),
    path(
        "program/<str:programme_key>/arbetstid/timlon/<slug:fund_code>/", pay.costs, name="costs"
    ),
    path(
        "program/<str:programme_key>/arbetstid/timlon/<slug:fund_code>/<str:key>/",
        pay.set_rate,
        name="set_rate",
    ),
    path(
        "program/<str:programme_key>/arbetstid/aktiviteter/<slug:fund_code>/",
        pay.activities,
        name="activities",
    ),
    path("program/<str:programme_key>/arbetstid/tak/", staff.ceilings, name="ceilings"),
    path("program/<str:programme_key>/arbetstid/flera/paminn/", staff.remind_many, name="remind"),
    path(
        "program/<str:programme_key>/arbetstid/flera/godkann/",
        staff.approve_many,
        name="approve_many",
    ),
    path(
        "program/<str:programme_key>/arbetstid/flera/ta-tillbaka/<str:token>/",
        staff.take_back_many,
        name="take_back_many",
    ),
]
