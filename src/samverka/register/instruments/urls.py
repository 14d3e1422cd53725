from django.urls import path

from .views import exchange, instruments, results, rounds, versions

app_name = "instruments"
VERSION = "<str:key>/version/<int:number>/"
ROUND = "omgang/<str:key>/"
urlpatterns = [
    path("", instruments.instrument_list, name="list"),
    path("nytt/", instruments.create, name="create"),
    path("hamta/", exchange.take_in, name="take_in"),
    path("mina/", rounds.mine, name="mine"),
    path(ROUND, rounds.detail, name="round"),
    path(f"{ROUND}andra/", rounds.edit, name="round_edit"),
    path(f"{ROUND}tillfragade/", rounds.people, name="people"),
    path(f"{ROUND}tillfragade/ta-bort/", rounds.withdraw, name="withdraw"),
    path(f"{ROUND}fraga/", rounds.ask, name="round_ask"),
    path(f"{ROUND}skicka/", rounds.send, name="round_send"),
    path(f"{ROUND}paminn/", rounds.remind, name="round_remind"),
    path(f"{ROUND}lankar/", rounds.links, name="links"),
    path(f"{ROUND}skriv-in/", rounds.enter, name="round_enter"),
    path(f"{ROUND}stang/", rounds.close, name="round_close"),
    path(f"{ROUND}oppna/", rounds.reopen, name="round_reopen"),
    path(f"{ROUND}lasare/", rounds.add_reader, name="reader_add"),
    path(f"{ROUND}lasare/<int:number>/ta-bort/", rounds.remove_reader, name="reader_remove"),
    path(f"{ROUND}svar/<str:response>/<str:name>/", results.file, name="file"),
    path(f"{ROUND}resultat/", results.results, name="results"),
    path(f"{ROUND}resultat/<str:what>/", results.export, name="export"),
    path("<str:key>/", instruments.detail, name="detail"),
    path("<str:key>/andra/", instruments.edit, name="edit"),
    path("<str:key>/arkivera/", instruments.archive, name="archive"),
    path("<str:key>/ta-fram/", instruments.take_out, name="take_out"),
    path("<str:key>/ny-version/", versions.draft, name="draft"),
    path("<str:key>/omgang/", rounds.create, name="round_new"),
    path(VERSION, versions.version, name="version"),
    path(f"{VERSION}xlsform/", exchange.give_out, name="give_out"),
    path(f"{VERSION}papper/<str:language>/", exchange.paper, name="paper"),
    path(f"{VERSION}sprak/", versions.languages, name="languages"),
    path(f"{VERSION}publicera/", versions.publish, name="publish"),
    path(f"{VERSION}angra/", versions.take_back, name="take_back"),
    path(f"{VERSION}visa/", versions.preview, name="preview"),
    path(f"{VERSION}ny/<str:kind>/", versions.item_add, name="item_add"),
    path(f"{VERSION}fraga/<str:name>/", versions.item, name="item"),
    path(f"{VERSION}fraga/<str:name>/gor/", versions.item_deed, name="item_deed"),
]
