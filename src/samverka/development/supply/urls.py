from django.urls import path

from .views import leaders, log, plans, roles, wheel

app_name = "supply"
PLANS = "program/<str:programme_key>/kompetensforsorjning/"
PLAN = f"{PLANS}<str:key>/"
ROLE = f"{PLAN}roll/<str:role_key>/"
LEADERS = f"{PLANS}processledare/"
urlpatterns = [
    path(PLANS, plans.overview, name="overview"),
    path(f"{PLANS}ny/", plans.begin, name="begin"),
    path(LEADERS, leaders.listed, name="leaders"),
    path(f"{LEADERS}nominera/", leaders.nominate, name="nominate"),
    path(f"{LEADERS}utbildning/", leaders.add_training, name="add_training"),
    path(
        f"{LEADERS}utbildning/<str:key>/ta-bort/",
        leaders.remove_training,
        name="remove_training",
    ),
    path(f"{LEADERS}<str:key>/dagar/", leaders.days, name="days"),
    path(PLAN, plans.detail, name="plan"),
    path(f"{PLAN}ny-roll/", roles.add, name="add_role"),
    path(ROLE, roles.edit, name="role"),
    path(f"{ROLE}framat/", roles.forward, name="projection"),
    path(f"{ROLE}nytt-steg/", roles.add_step, name="add_step"),
    path(f"{PLAN}steg/<str:step_key>/", roles.step, name="step"),
    path(f"{PLAN}steg/<str:step_key>/klart/", roles.mark, name="mark_step"),
    path(f"{PLAN}ny-rad/", wheel.add, name="add_row"),
    path(f"{PLAN}rad/<str:row_key>/", wheel.edit, name="row"),
    path(f"{PLAN}ar/", wheel.make_year, name="make_year"),
    path(f"{PLAN}ta-bort/<str:part>/<str:thing_key>/", plans.remove, name="remove"),
    path(f"{PLAN}ta-tillbaka/<str:part>/<str:thing_key>/", plans.restore, name="restore"),
    path("arshjul/", wheel.mine, name="mine"),
    path("arshjul/<str:key>/", wheel.mark, name="mark_task"),
    path("arshjul/<str:key>/ater/<str:token>/", wheel.put_back, name="put_task_back"),
    path("processledare/", log.mine, name="my_log"),
    path("processledare/<str:key>/", log.detail, name="leader"),
    path("processledare/<str:key>/rad/<str:entry_key>/", log.edit, name="entry"),
]
