"""Bikes that parts fit: make, model, trim, engine, first and last year."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Fitment


@dataclass(frozen=True, slots=True)
class Bike:
    make: str
    model: str
    trims: tuple[str, ...]
    engine: str
    first_year: int
    last_year: int

    @property
    def name(self) -> str:
        return f"{self.make} {self.model}"

    def fitment(self) -> tuple[Fitment, ...]:
        """One entry per year and trim, as eBay wants them."""
        years = range(self.first_year, self.last_year + 1)
        return tuple(
            Fitment(year, self.make, self.model, trim, self.engine)
            for year in years
            for trim in self.trims
        )


BIKES = (
    Bike("Honda", "CB500F", ("Base", "ABS"), "471cc 2-Cyl", 2013, 2024),
    Bike("Honda", "CBR600RR", ("Base", "ABS"), "599cc 4-Cyl", 2007, 2023),
    Bike("Honda", "CRF250R", ("Base",), "249cc 1-Cyl", 2010, 2024),
    Bike("Honda", "Africa Twin CRF1100L", ("Base", "DCT"), "1084cc 2-Cyl", 2020, 2025),
    Bike("Honda", "Grom 125", ("Base", "SP"), "124cc 1-Cyl", 2014, 2025),
    Bike("Yamaha", "MT-07", ("Base",), "689cc 2-Cyl", 2015, 2025),
    Bike("Yamaha", "YZF-R1", ("Base", "R1M"), "998cc 4-Cyl", 2015, 2024),
    Bike("Yamaha", "WR250F", ("Base",), "250cc 1-Cyl", 2015, 2024),
    Bike("Yamaha", "Ténéré 700", ("Base", "World Raid"), "689cc 2-Cyl", 2021, 2025),
    Bike("Kawasaki", "Ninja 400", ("Base", "ABS", "KRT"), "399cc 2-Cyl", 2018, 2024),
    Bike("Kawasaki", "Z900", ("Base", "SE"), "948cc 4-Cyl", 2017, 2025),
    Bike("Kawasaki", "KX450", ("Base", "XC"), "449cc 1-Cyl", 2019, 2025),
    Bike("Suzuki", "GSX-R750", ("Base",), "750cc 4-Cyl", 2011, 2024),
    Bike("Suzuki", "SV650", ("Base", "ABS"), "645cc 2-Cyl", 2017, 2024),
    Bike("Suzuki", "V-Strom 650", ("Base", "XT"), "645cc 2-Cyl", 2012, 2024),
    Bike("KTM", "390 Duke", ("Base",), "373cc 1-Cyl", 2015, 2023),
    Bike("KTM", "1290 Super Adventure", ("R", "S"), "1301cc 2-Cyl", 2017, 2024),
    Bike("KTM", "300 EXC", ("TPI", "Six Days"), "293cc 1-Cyl", 2018, 2024),
    Bike("BMW", "R 1250 GS", ("Base", "Adventure"), "1254cc 2-Cyl", 2019, 2023),
    Bike("BMW", "S 1000 RR", ("Base", "M Package"), "999cc 4-Cyl", 2019, 2025),
    Bike("Ducati", "Monster 821", ("Base", "Stealth"), "821cc 2-Cyl", 2014, 2020),
    Bike("Ducati", "Panigale V4", ("Base", "S"), "1103cc 4-Cyl", 2018, 2025),
    Bike("Triumph", "Street Triple 765", ("R", "RS"), "765cc 3-Cyl", 2017, 2024),
    Bike("Triumph", "Bonneville T120", ("Base", "Black"), "1200cc 2-Cyl", 2016, 2025),
    Bike("Harley-Davidson", "Sportster 883", ("Iron",), "883cc 2-Cyl", 2009, 2022),
    Bike(
        "Harley-Davidson", "Road King", ("Base", "Special"), "1868cc 2-Cyl", 2017, 2025
    ),
    Bike("Aprilia", "RS 660", ("Base", "Extrema"), "659cc 2-Cyl", 2021, 2025),
    Bike("Vespa", "GTS 300", ("Base", "Super"), "278cc 1-Cyl", 2010, 2024),
)
