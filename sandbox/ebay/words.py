"""What the sites call things: the world speaks British English, others do not."""

from __future__ import annotations

US = {
    "Colour": "Color",
    "Motorcycle Tyre": "Motorcycle Tire",
    "Tyre Type": "Tire Type",
    "Service": "Maintenance",
    "Material": "Material",
}
DE = {
    # item specifics
    "Brand": "Marke",
    "Manufacturer Part Number": "Herstellernummer",
    "Placement on Vehicle": "Einbauposition",
    "Colour": "Farbe",
    "Size": "Größe",
    "Side": "Seite",
    "Teeth": "Zähnezahl",
    "Links": "Gliederzahl",
    "Finish": "Ausführung",
    "Tint": "Tönung",
    "Spring": "Federhärte",
    "Type": "Produktart",
    "Tyre Type": "Reifentyp",
    "Country of Origin": "Herstellungsland und -region",
    # vehicles
    "Year": "Baujahr",
    "Make": "Marke",
    "Model": "Modell",
    "Trim": "Typ",
    "Engine": "Motor",
    # categories
    "Parts & Accessories": "Teile & Zubehör",
    "Motorcycle & Scooter Parts": "Motorrad- & Rollerteile",
    "Brakes": "Bremsen",
    "Controls": "Lenker & Bedienung",
    "Drivetrain": "Antrieb",
    "Engine & Clutch": "Motor & Kupplung",
    "Exhaust": "Auspuff",
    "Service": "Wartung",
    "Electrics": "Elektrik",
    "Body": "Verkleidung",
    "Suspension": "Fahrwerk",
    "Wheels": "Räder & Reifen",
    "Riding Gear": "Motorradbekleidung",
    "Workshop": "Werkstatt",
    "Bikes": "Motorräder",
    "Brake Pads": "Bremsbeläge",
    "Brake Disc": "Bremsscheiben",
    "Brake Lever": "Bremshebel",
    "Drive Chain": "Antriebsketten",
    "Rear Sprocket": "Kettenräder",
    "Clutch Kit": "Kupplungssätze",
    "Slip-On Exhaust": "Endschalldämpfer",
    "Exhaust Gasket": "Auspuffdichtungen",
    "Oil Filter": "Ölfilter",
    "Air Filter": "Luftfilter",
    "Spark Plug": "Zündkerzen",
    "Battery": "Batterien",
    "Mirror": "Spiegel",
    "Windscreen": "Windschilder",
    "Rear Shock": "Federbeine",
    "Motorcycle Tyre": "Motorradreifen",
    "Full Face Helmet": "Integralhelme",
    "Riding Gloves": "Motorradhandschuhe",
}
BY_TREE = {"0": US, "100": US, "77": DE, "3": {}}


def localized(tree_id: str, word: str) -> str:
    return BY_TREE.get(tree_id, {}).get(word, word)


def localized_aspects(tree_id: str, aspects: dict) -> dict:
    return {localized(tree_id, name): value for name, value in aspects.items()}
