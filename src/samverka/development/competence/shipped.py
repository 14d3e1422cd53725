"""A first set of competences to begin with, and what common functions need of them.

The four areas are those that the mapping of Lärande för integration in Skåne Nordost led to (ESF,
2016 to 2018). What stands under them is a proposal to change: no official list was found.
"""

# area: (name, weight, level asked of each of the FUNCTIONS)
FUNCTIONS = (
    "Socialsekreterare",
    "Sfi-lärare",
    "Enhetschef",
    "Handläggare",
    "Integrationssamordnare",
)
SHIPPED = {
    "Kulturförståelse": (
        ("Se sina egna normer och förgivettaganden", 2, "33323"),
        ("Bemöta utan att generalisera", 3, "33333"),
        ("Barnuppfostran och familj i olika sammanhang", 2, "32212"),
        ("Migrationens orsaker och vägar", 1, "22213"),
        ("Religion och livsåskådning i vardagen", 1, "22212"),
        ("Lotsa i det svenska samhället", 2, "33233"),
    ),
    "Förståelse för psykisk hälsa": (
        ("Känna igen stress och trauma", 3, "43223"),
        ("Migrationsstress och väntan", 2, "33223"),
        ("Våga fråga om mående", 2, "43222"),
        ("Veta vart man hänvisar", 3, "43333"),
        ("Sömn, oro och inlärning", 1, "23111"),
        ("Ta hand om sig själv i arbetet", 2, "33322"),
    ),
    "Samtalsmetoder och kommunikation": (
        ("Motiverande samtal", 2, "42223"),
        ("Samtal med tolk", 3, "43233"),
        ("Klarspråk i tal och skrift", 2, "33333"),
        ("Svåra samtal och besked", 2, "43333"),
        ("Lyssna aktivt och ställa öppna frågor", 2, "43333"),
        ("Digitala verktyg för flera språk", 1, "23122"),
    ),
    "Ledning och styrning av mångfaldsarbete": (
        ("Ta in mångfald i verksamhetens mål", 2, "21423"),
        ("Rekrytera utan att sålla bort", 2, "11412"),
        ("Leda mångspråkiga arbetslag", 2, "12422"),
        ("Diskrimineringslagen och aktiva åtgärder", 3, "22423"),
        ("Följa upp jämlik service", 2, "21423"),
        ("Samverka med andra myndigheter", 3, "33434"),
    ),
}
