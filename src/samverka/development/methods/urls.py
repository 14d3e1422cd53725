from django.urls import path

from .views import decisions, hand_overs, methods, several, trials

app_name = "methods"
urlpatterns = [
    path("", methods.method_list, name="list"),
    path("ny/", methods.method_add, name="add"),
    path("ta-upp/", methods.take_up, name="take_up"),
    path("etapper/", trials.stages, name="stages"),
    path("matris/", decisions.matrix, name="matrix"),
    path("beslut/", decisions.decision_list, name="decisions"),
    path("overlamning/", hand_overs.hand_over_list, name="hand_overs"),
    path("flera/rekommendera/", several.recommend, name="several_recommend"),
    path("flera/rekommendera-inte/", several.stop_recommending, name="several_stop"),
    path("flera/angra/<str:token>/", several.undo, name="several_undo"),
    path("flera/folj-upp/", several.follow_up, name="several_follow_up"),
    path(
        "flera/folj-upp/<str:token>/",
        several.not_followed_up,
        name="several_not_followed_up",
    ),
    path("<str:key>/", methods.method_detail, name="detail"),
    path("<str:key>/andra/", methods.method_edit, name="edit"),
    path("<str:key>/version/", methods.version_add, name="add_version"),
    path("<str:key>/rekommendera/", methods.recommend, name="recommend"),
    path("<str:key>/rekommendera-inte/", methods.stop_recommending, name="stop_recommending"),
    path("<str:key>/provning/", trials.trial_add, name="add_trial"),
    path("<str:key>/provning/<str:trial_key>/", trials.trial_edit, name="trial"),
    path("<str:key>/beslut/<str:number>/", decisions.decide, name="decide"),
    path(
        "<str:key>/beslut/<str:number>/ta-tillbaka/<str:token>/",
        decisions.take_back,
        name="take_back",
    ),
    path("<str:key>/overlamning/", hand_overs.hand_over, name="hand_over"),
]
