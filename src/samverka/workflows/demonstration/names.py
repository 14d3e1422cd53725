"""Names of people who do not exist: given names from many places, family names plainly made up."""

_GIVEN = (
    "Abdi Agneta Ahmed Aida Alma Amal Amanda Amina Amir Anders Anneli Arash Asmaa Axel Aynur "
    "Bahar Bashir Behrouz Berit Birgitta Bo Camilla Carina Cecilia Dag Dalia Daniel Danuta Dawit "
    "Deqa Dilan Ebba Ekrem Elif Elin Elsa Emil Erika Ermias Fadi Farah Fatima Filip Fredrik "
    "Freweini Gabriel Gunilla Göran Habiba Hagos Halima Hanna Hassan Helena Hodan Ibrahim Ida "
    "Ingrid Irina Jamal Jasmina Jelena Joakim Johanna Josef Kaisa Karim Katarina Khadija Kidane "
    "Kristina Lars Layla Lena Leyla Linnea Lucia Maja Malin Maria Mariam Marwa Mattias Mehmet "
    "Mehret Milan Mina Mohamed Mona Nadia Nasrin Natalia Nils Nina Noor Oksana Olle Omar Pernilla "
    "Pia Rahel Ramin Rana Robel Roya Sahar Salma Samira Samuel Sanna Selam Senait Shirin Sofia "
    "Solomon Stina Svitlana Tarek Teresa Thomas Tove Ulrika Viktor Wafa Yasmin Yonas Yusuf Zahra "
    "Zeinab Åke Åsa Örjan"
)
_FAMILY = (
    "Exempel Påhitt Låtsas Testander Provsson Fiktivius Attrapp Skenberg Övningsson Exempelius "
    "Mönsterdotter Prövqvist Påhittsson Fingerad Utkast Skissberg"
)

GIVEN, FAMILY = _GIVEN.split(), _FAMILY.split()

# Function, and whether it means meeting newly arrived people; as often as it stands here.
FUNCTIONS = (
    *[("Socialsekreterare", "direct")] * 9,
    *[("Familjebehandlare", "direct")] * 4,
    *[("Familjehemssekreterare", "direct")] * 2,
    *[("Sfi-lärare", "direct")] * 4,
    *[("Kurator", "direct")] * 3,
    *[("Förskollärare", "direct")] * 2,
    *[("Samhällsvägledare", "direct")] * 2,
    *[("Skolsköterska", "direct")] * 1,
    *[("Integrationssamordnare", "indirect")] * 2,
    *[("Enhetschef", "indirect")] * 2,
    *[("Utvecklingsledare", "indirect")] * 1,
    *[("Verksamhetsassistent", "")] * 1,
)

# What is left to give to people who are made up.
Names = list[tuple[str, str]]
