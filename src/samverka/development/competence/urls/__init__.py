from django.urls import path

from samverka.development.competence.views import compared, competences, mappings, tables, units

app_name = "competence"
urlpatterns = [
    path("", competences.overview, name="overview"),
    path("nytt-omrade/", competences.add_area, name="add_area"),
    path("ny/", competences.add, name="add"),
    path("onskade-nivaer/", competences.require, name="require"),
    path("forslag/", competences.take_in, name="take_in"),
    path("fran-tabell/", tables.from_table, name="from_table"),
    path("ny-kartlaggning/", mappings.new, name="new_mapping"),
    path("kartlaggning/<slug:key>/", mappings.detail, name="mapping"),
    path("fraga-nyanlanda/", compared.ask_newcomers, name="ask_newcomers"),
    path("kartlaggning/<slug:key>/fore-efter/", compared.compare, name="compare"),
    path("kartlaggning/<slug:key>/fraga/", mappings.ask, name="ask"),
    path("kartlaggning/<slug:key>/svar/", tables.answers_from_table, name="answers_from_table"),
    path("kartlaggning/<slug:key>/enheten/", units.unit, name="unit"),
    path("kartlaggning/<slug:key>/enheten/<slug:person_key>/", units.talk, name="talk"),
    path("<slug:key>/andra/", competences.edit, name="edit"),
    path("<slug:key>/ta-bort/", competences.remove, name="remove"),
    path("<slug:key>/ta-tillbaka/", competences.bring_back, name="bring_back"),
]
