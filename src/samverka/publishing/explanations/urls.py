from django.urls import path

from .views import writing

app_name = "explanations"
urlpatterns = [
    path("", writing.explanation_list, name="list"),
    path("ny/", writing.create, name="create"),
    path("<str:key>/", writing.detail, name="detail"),
    path("<str:key>/fragor/", writing.questions, name="questions"),
    path("<str:key>/ny-version/", writing.begin_version, name="begin_version"),
    path("<str:key>/<int:number>/sprak/", writing.choose_language, name="choose_language"),
    path("<str:key>/<int:number>/publicera/", writing.publish, name="publish"),
    path("<str:key>/<int:number>/dra-tillbaka/", writing.withdraw, name="withdraw"),
    path("<str:key>/<int:number>/fraga/", writing.ask, name="ask"),
    path("<str:key>/<int:number>/<str:language>/", writing.text, name="text"),
    path("<str:key>/<int:number>/<str:language>/granska/", writing.review, name="review"),
]
