"""What the shop sells: one entry per kind of part, with what is typical of it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    kind: str
    collection: str
    ebay_category_id: str
    hs_code: str
    price: tuple[int, int]  # whole dollars, low and high
    weight_g: tuple[int, int]
    brands: tuple[str, ...]
    options: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fits_bikes: bool = True
    aspects: dict[str, str] = field(default_factory=dict)


SIZES = ("S", "M", "L", "XL", "2XL")
PLACE = ("Placement on Vehicle", ("Front", "Rear"))
SIDE = ("Side", ("Left", "Right"))

PARTS = (
    Part("Brake Pads", "Brakes", "35564", "870830", (19, 69), (180, 420),
         ("Torvex", "Ferrolin", "Apex Brake"), (PLACE,), True,
         {"Material": "Sintered", "Surface Finish": "Uncoated"}),
    Part("Brake Disc", "Brakes", "35563", "870830", (59, 189), (900, 1700),
         ("Ferrolin", "Apex Brake"), (PLACE,), True, {"Material": "Stainless Steel"}),
    Part("Brake Lever", "Controls", "35566", "871410", (15, 79), (110, 260),
         ("Kestrel", "Torvex"),
         (SIDE, ("Colour", ("Black", "Silver", "Red"))), True,
         {"Material": "Aluminium"}),
    Part("Drive Chain", "Drivetrain", "49809", "731511", (39, 149), (1400, 2300),
         ("Ketten Müller", "DragonLink"),
         (("Links", ("108", "114", "120")), ("Colour", ("Gold", "Black"))), True,
         {"Chain Type": "X-Ring", "Chain Pitch": "520"}),
    Part("Rear Sprocket", "Drivetrain", "49810", "871410", (25, 85), (350, 900),
         ("DragonLink", "Kestrel"), (("Teeth", ("38", "41", "44", "47")),), True,
         {"Material": "Steel"}),
    Part("Clutch Kit", "Engine", "179750", "871410", (69, 219), (900, 1900),
         ("Torvex", "Hinode"), (), True, {"Manufacturer Warranty": "2 Years"}),
    Part("Slip-On Exhaust", "Exhaust", "35586", "871410", (189, 799), (1800, 4200),
         ("Vulkan", "Scorpia", "NoteWerk"),
         (("Finish", ("Stainless Steel", "Titanium", "Carbon")),), True,
         {"Fitment Type": "Performance/Custom"}),
    Part("Exhaust Gasket", "Exhaust", "179748", "848410", (5, 19), (20, 60),
         ("Hinode",), (), True, {"Material": "Copper"}),
    Part("Oil Filter", "Service", "35591", "842123", (7, 19), (150, 320),
         ("Hinode", "PurFlow"), (), True, {"Filter Type": "Spin-On"}),
    Part("Air Filter", "Service", "35592", "842131", (15, 89), (120, 480),
         ("PurFlow",), (), True, {"Material": "Cotton Gauze"}),
    Part("Spark Plug", "Service", "35596", "851110", (6, 24), (40, 70),
         ("Hinode",), (), True, {"Type": "Iridium"}),
    Part("Battery", "Electrics", "84165", "850710", (49, 189), (1100, 4300),
         ("VoltHaus",), (), True, {"Voltage": "12 V", "Type": "Lithium"}),
    Part("LED Indicator Set", "Electrics", "35599", "851220", (19, 79), (120, 300),
         ("LumenRoad",), (PLACE,), True, {"Bulb Type": "LED"}),
    Part("Mirror", "Body", "35595", "700910", (19, 99), (250, 600),
         ("Kestrel", "RoadGlass"), (SIDE,), True, {"Material": "Aluminium"}),
    Part("Windscreen", "Body", "35603", "871410", (59, 179), (700, 1800),
         ("RoadGlass",), (("Tint", ("Clear", "Light Smoke", "Dark Smoke")),), True,
         {"Material": "Acrylic"}),
    Part("Fork Seal Kit", "Suspension", "35607", "401693", (19, 49), (60, 140),
         ("Hinode", "Torvex"), (), True, {"Material": "Rubber"}),
    Part("Rear Shock", "Suspension", "35608", "871410", (299, 1099), (2800, 4600),
         ("Öhlund",), (("Spring", ("Soft", "Standard", "Hard")),), True,
         {"Adjustability": "Adjustable"}),
    Part("Motorcycle Tyre", "Wheels", "124313", "401140", (79, 259), (3500, 7600),
         ("Gripstone", "Asfalt"),
         (("Size", ("120/70 ZR17", "160/60 ZR17", "180/55 ZR17")),), False,
         {"Tyre Type": "Sport Touring"}),
    Part("Handlebar Grips", "Controls", "35569", "401699", (9, 39), (140, 260),
         ("Kestrel",), (("Colour", ("Black", "Grey", "Orange")),), False,
         {"Handlebar Diameter": "22 mm"}),
    Part("Full Face Helmet", "Riding Gear", "177117", "650610", (129, 549),
         (1350, 1750), ("Caput", "NordRide"),
         (("Size", SIZES), ("Colour", ("Matt Black", "White"))), False,
         {"Safety Standard": "ECE 22.06"}),
    Part("Riding Gloves", "Riding Gear", "177118", "420329", (29, 129), (180, 340),
         ("NordRide",), (("Size", SIZES),), False, {"Material": "Leather"}),
    Part("Chain Lube 400 ml", "Service", "180142", "340319", (9, 19), (420, 460),
         ("Ketten Müller",), (), False, {"Volume": "400 ml"}),
    Part("Paddock Stand", "Workshop", "43989", "842549", (49, 189), (4200, 9800),
         ("Kestrel",), (PLACE,), False, {"Max. Load": "250 kg"}),
    Part("Pit Bike 125", "Bikes", "6720", "871120", (899, 1699), (62_000, 71_000),
         ("Kestrel",), (("Colour", ("Red", "Blue")),), False,
         {"Engine Size": "125 cc", "Transmission": "Manual, 4-speed"}),
)  # fmt: skip
