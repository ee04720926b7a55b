"""Where customers live: cities with true postcodes, names and what is taxed there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Country:
    """`taxes`: (title, rate) of a plain sale; in `regions` where they differ."""

    currency: str
    marketplace: str  # of eBay; "" = buys on EBAY_US from abroad
    dial: str
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    streets: tuple[str, ...]
    cities: tuple[tuple[str, str, str], ...]  # city, region, postcode
    taxes: tuple[tuple[str, str], ...] = ()
    regions: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    taxes_included: bool = False

    def tax_rates(self, region: str) -> tuple[tuple[str, Decimal], ...]:
        rates = dict(self.regions).get(region, self.taxes)
        return tuple((title, Decimal(rate)) for title, rate in rates)


COUNTRIES = {
    "US": Country(
        "USD", "EBAY_US", "+1 415-555-01",
        ("James", "Maria", "Tyler", "Ashley", "Marcus"),
        ("Johnson", "Garcia", "O'Brien", "Nguyen", "Washington"),
        ("Main St", "Oak Ave", "Sunset Blvd", "County Road 12"),
        (("Los Angeles", "CA", "90012"), ("Austin", "TX", "78701"),
         ("Brooklyn", "NY", "11201"), ("Seattle", "WA", "98101"),
         ("Miami", "FL", "33101"), ("Portland", "OR", "97205"),
         ("San Juan", "PR", "00901"), ("Honolulu", "HI", "96813")),
        regions=(
            ("CA", (("California State Tax", "0.0725"),
                    ("Los Angeles County Tax", "0.0225"))),
            ("TX", (("Texas State Tax", "0.0625"), ("Austin City Tax", "0.01"))),
            ("NY", (("New York State Tax", "0.04"),
                    ("New York City Tax", "0.04875"))),
            ("WA", (("Washington State Tax", "0.065"),)),
            ("FL", (("Florida State Tax", "0.06"),)),
            ("HI", (("Hawaii General Excise Tax", "0.04712"),)),
        ),
    ),
    "GB": Country(
        "GBP", "EBAY_GB", "+44 20 7946 0",
        ("Oliver", "Amelia", "Harry", "Siân"), ("Smith", "Patel", "Campbell", "Evans"),
        ("High Street", "Church Lane", "Station Road"),
        (("London", "", "SW1A 1AA"), ("Leeds", "", "LS1 4DY"),
         ("Edinburgh", "", "EH1 1YZ")),
        (("VAT", "0.20"),), taxes_included=True,
    ),
    "DE": Country(
        "EUR", "EBAY_DE", "+49 30 2312514",
        ("Jürgen", "Katrin", "Lukas", "Anneliese"),
        ("Müller", "Schäfer", "von der Heydt", "Großmann"),
        ("Hauptstraße", "Am Bahnhof", "Königsallee"),
        (("Berlin", "", "10115"), ("München", "", "80331"), ("Köln", "", "50667")),
        (("MwSt.", "0.19"),), taxes_included=True,
    ),
    "FR": Country(
        "EUR", "EBAY_DE", "+33 1 99 00 ",
        ("Élodie", "Jean-Baptiste", "Chloé"), ("Lefèvre", "D'Aubigné", "Moreau"),
        ("Rue de la République", "Avenue Foch"),
        (("Paris", "", "75001"), ("Lyon", "", "69001")),
        (("TVA", "0.20"),), taxes_included=True,
    ),
    "IT": Country(
        "EUR", "EBAY_DE", "+39 06 555",
        ("Giulia", "Niccolò"), ("Rossi", "D'Angelo"), ("Via Roma", "Corso Italia"),
        (("Milano", "MI", "20121"), ("Bologna", "BO", "40121")),
        (("IVA", "0.22"),), taxes_included=True,
    ),
    "ES": Country(
        "EUR", "EBAY_DE", "+34 91 555",
        ("Íñigo", "María José"), ("Núñez García", "Ibáñez"), ("Calle Mayor",),
        (("Madrid", "M", "28013"), ("Barcelona", "B", "08002")),
        (("IVA", "0.21"),), taxes_included=True,
    ),
    "PL": Country(
        "PLN", "EBAY_DE", "+48 22 555",
        ("Łukasz", "Małgorzata"), ("Wójcik", "Żółkiewski"), ("ul. Długa",),
        (("Warszawa", "", "00-001"), ("Kraków", "", "30-001")),
        (("VAT", "0.23"),), taxes_included=True,
    ),
    "SE": Country(
        "SEK", "EBAY_DE", "+46 8 555",
        ("Åsa", "Björn"), ("Öberg", "Lindström"), ("Storgatan",),
        (("Stockholm", "", "111 20"),),
        (("Moms", "0.25"),), taxes_included=True,
    ),
    "CA": Country(
        "CAD", "EBAY_CA", "+1 604-555-01",
        ("Liam", "Zoé"), ("Tremblay", "MacDonald"), ("Maple Street", "Rue Sherbrooke"),
        (("Vancouver", "BC", "V6B 1A1"), ("Toronto", "ON", "M5V 2T6"),
         ("Montréal", "QC", "H2X 1Y4")),
        regions=(
            ("BC", (("GST", "0.05"), ("PST", "0.07"))),
            ("ON", (("HST", "0.13"),)),
            ("QC", (("GST", "0.05"), ("QST", "0.09975"))),
        ),
    ),
    "AU": Country(
        "AUD", "EBAY_AU", "+61 2 5550 ",
        ("Jack", "Matilda"), ("Kelly", "Nguyen"), ("George Street",),
        (("Sydney", "NSW", "2000"), ("Perth", "WA", "6000")),
        (("GST", "0.10"),), taxes_included=True,
    ),
    "JP": Country(
        "JPY", "", "+81 3 5550 ",
        ("翔太", "さくら"), ("佐藤", "鈴木"), ("千代田1丁目",),
        (("千代田区", "JP-13", "100-0001"), ("大阪市", "JP-27", "530-0001")),
        (("消費税", "0.10"),), taxes_included=True,
    ),
    "CH": Country(
        "CHF", "", "+41 44 555",
        ("Urs", "Noémie"), ("Zürcher", "Favre"), ("Bahnhofstrasse",),
        (("Zürich", "ZH", "8001"), ("Genève", "GE", "1201")),
    ),
    "IL": Country(
        "USD", "", "+972 3 555",
        ("נועה", "אריאל"), ("כהן", "לוי"), ("רחוב הרצל",),
        (("תל אביב", "", "6525101"),),
    ),
    "AE": Country(
        "USD", "", "+971 4 555",
        ("محمد", "فاطمة"), ("الفارسي", "الهاشمي"), ("شارع الشيخ زايد",),
        (("Dubai", "DU", ""),),
    ),
    "BR": Country(
        "USD", "", "+55 11 5555-",
        ("João", "Conceição"), ("da Silva", "Gonçalves"), ("Rua das Flores",),
        (("São Paulo", "SP", "01001-000"),),
    ),
}  # fmt: skip
#: where the home customer of a shop in Oregon lives, one entry per share
SHARES = (
    *("US",) * 9, *("GB",) * 3, *("DE",) * 4, "FR", "FR", "CA", "CA", "IT", "ES", "PL",
    "SE", "AU", "JP", "CH", "IL", "AE", "BR",
)  # fmt: skip
EU = {"DE", "FR", "IT", "ES", "PL", "SE"}
