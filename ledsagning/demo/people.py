"""Who there is in the demonstration, as data. Everybody is invented; nobody has a personal number."""

from dataclasses import dataclass
from typing import Literal

IN_HOUSE, PROVIDER = "Egen regi", "Följeslagarna AB"
AUTHORITY = "Ledsagning Laholm"

Term = Literal["until_further_notice", "yearly", "ending", "uncapped"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with escort hours. `wanted` is what a good month holds, in hours; `joins` in months after."""

    name: str
    age: int
    sex: Literal["K", "M"]
    provider: str
    granted: int
    wanted: float
    basis: Literal["lss", "sol"] = "lss"
    term: Term = "until_further_notice"
    account: str = ""
    joins: int = 0

    @property
    def minutes_wanted(self) -> int:
        return round(self.wanted * 60)


@dataclass(frozen=True, slots=True)
class Companion:
    """An escort with an account."""

    name: str
    account: str
    provider: str


@dataclass(frozen=True, slots=True)
class Guardian:
    """A god man, and whom they act for."""

    name: str
    account: str
    acts_for: tuple[str, ...]


BERIT, NILS = "Berit Blåklint", "Nils Smultron"

# Every cell of provider, age group and sex has five people or more: smaller groups are hidden (P7).
PEOPLE = (
    Person(BERIT, 56, "K", IN_HOUSE, 20, 15, account="berit"),
    Person("Aina Lavendel", 34, "K", IN_HOUSE, 15, 12, account="aina", term="yearly"),
    Person("Fatima Rosenbuske", 29, "K", IN_HOUSE, 24, 17, account="fatima"),
    Person("Lisbeth Kamomill", 60, "K", IN_HOUSE, 12, 9, basis="sol", account="lisbeth"),
    Person("Moa Vallmo", 23, "K", IN_HOUSE, 30, 21, account="moa", term="yearly"),
    Person("Petra Hallon", 45, "K", IN_HOUSE, 10, 8, account="petra"),
    Person("Yasmin Syrén", 38, "K", IN_HOUSE, 18, 14, account="yasmin", joins=5),
    Person(NILS, 47, "M", IN_HOUSE, 20, 15, account="nils"),
    Person("Amir Solros", 26, "M", IN_HOUSE, 0, 18, account="amir", term="uncapped"),
    Person("Börje Blåbär", 59, "M", IN_HOUSE, 15, 11, term="ending"),
    Person("Erik Tussilago", 41, "M", IN_HOUSE, 8, 9, account="erik"),
    Person("Jonas Klöver", 33, "M", IN_HOUSE, 25, 17, account="jonas", term="yearly"),
    Person("Samuel Timjan", 21, "M", IN_HOUSE, 40, 24, account="samuel"),
    Person("Viktor Lingon", 52, "M", IN_HOUSE, 16, 12, account="viktor", joins=11),
    Person("Astrid Liljekonvalj", 78, "K", IN_HOUSE, 12, 9, basis="sol"),
    Person("Elsy Kaprifol", 71, "K", IN_HOUSE, 14, 11, basis="sol", account="elsy"),
    Person("Gerd Förgätmigej", 83, "K", IN_HOUSE, 10, 8, basis="sol"),
    Person("Maj Pion", 69, "K", IN_HOUSE, 20, 14, account="maj"),
    Person("Solveig Gullviva", 75, "K", IN_HOUSE, 12, 10, basis="sol", account="solveig", term="yearly"),
    Person("Arne Krusbär", 80, "M", IN_HOUSE, 10, 8, basis="sol"),
    Person("Evert Havtorn", 72, "M", IN_HOUSE, 15, 11, account="evert"),
    Person("Gösta Johannesört", 86, "M", IN_HOUSE, 8, 7, basis="sol"),
    Person("Lennart Pilört", 69, "M", IN_HOUSE, 20, 15, account="lennart"),
    Person("Torsten Vitsippa", 74, "M", IN_HOUSE, 16, 12, basis="sol", account="torsten", term="yearly"),
    Person("Annika Ringblomma", 50, "K", PROVIDER, 15, 12, account="annika"),
    Person("Daniela Mynta", 31, "K", PROVIDER, 24, 16, account="daniela"),
    Person("Hawa Orkidé", 27, "K", PROVIDER, 20, 15, account="hawa", term="yearly"),
    Person("Karolina Åkervinda", 44, "K", PROVIDER, 18, 13, account="karolina"),
    Person("Sofia Backsippa", 36, "K", PROVIDER, 28, 19, account="sofia"),
    Person("Bo Kungsljus", 57, "M", PROVIDER, 12, 10, basis="sol", account="bo"),
    Person("Dariusz Hibiskus", 48, "M", PROVIDER, 20, 14, account="dariusz"),
    Person("Hugo Ängsull", 25, "M", PROVIDER, 35, 22, account="hugo", term="yearly"),
    Person("Mikael Nypon", 39, "M", PROVIDER, 16, 12, account="mikael"),
    Person("Tor Slånbär", 30, "M", PROVIDER, 20, 15, account="tor"),
)

COMPANIONS = (
    Companion("Elsa Rödhake", "elsa", IN_HOUSE),
    Companion("Ahmed Sädesärla", "ahmed", IN_HOUSE),
    Companion("Cecilia Tofsvipa", "cecilia", IN_HOUSE),
    Companion("Filip Bofink", "filip", IN_HOUSE),
    Companion("Inger Lärka", "inger", IN_HOUSE),
    Companion("Leyla Svala", "leyla", IN_HOUSE),
    Companion("Mats Koltrast", "mats", IN_HOUSE),
    Companion("Pia Domherre", "pia", IN_HOUSE),
    Companion("Rolf Tranberg", "rolf", IN_HOUSE),
    Companion("Beata Steglits", "beata", PROVIDER),
    Companion("Göran Talgoxe", "goran", PROVIDER),
    Companion("Nadia Blåmes", "nadia", PROVIDER),
    Companion("Oskar Gärdsmyg", "oskar", PROVIDER),
    Companion("Tove Vipa", "tove", PROVIDER),
)

GUARDIANS = (
    Guardian("Gunn Idegran", "gunn", (NILS, "Astrid Liljekonvalj")),
    Guardian("Sture Avenbok", "sture", ("Gösta Johannesört",)),
)

# Account, name, role.
STAFF = (
    ("karin", "Karin Ekelund", "coordinator"),
    ("hanna", "Hanna Rönn", "case_officer"),
    ("maria", "Maria Lindkvist", "manager"),
    ("adam", "Adam Björk", "administrator"),
)

# Who comes along is somebody one knows: two usual companions each, of the same provider.
USUAL_COMPANIONS = 2

PLACES = (
    "Biblioteket i Laholm",
    "Folkets park",
    "Hemma hos mig",
    "Laholms station",
    "Matbutiken vid torget",
    "Mellbystrand, parkeringen",
    "Simhallen, entrén",
    "Stortorget, vid fontänen",
    "Teckningsmuseet",
    "Vårdcentralen, entrén",
)
