"""What GeoNames' feature codes are in our words.

Codes that are not listed are left out: hotels, farms, wells, schools and the like are named as anything is, and would be taken for what
reports mean.
"""

from dateline.gazetteer.place import PlaceKind as K
from dateline.gazetteer.sources.settlements import settlement_kind, settlement_radius

_KINDS: dict[str, tuple[K, float]] = {
    code: (kind, radius)
    for codes, kind, radius in (
        ("A.ADM1", K.ADMIN1, 60.0),
        ("A.ADM2 A.ADMD A.TERR", K.ADMIN2, 20.0),
        ("A.ADM3", K.ADMIN2, 10.0),
        ("A.ADM4 A.ADM5", K.ADMIN2, 5.0),
        ("A.PCL A.PCLI A.PCLD A.PCLF A.PCLS A.PCLIX", K.COUNTRY, 200.0),
        ("P.PPLX", K.NEIGHBORHOOD, 1.5),
        ("S.AIRP S.AIRF S.AIRH", K.AIRFIELD, 2.5),
        ("S.AIRB L.MILB S.INSM S.MILB S.FT", K.MILITARY_BASE, 3.0),
        ("L.NVB S.NVB", K.NAVAL_BASE, 2.0),
        ("S.PSTB S.CSTM S.PSTC", K.CROSSING, 1.0),
        ("S.CMPRF S.CMP S.CMPQ L.CMP", K.CAMP, 1.5),
        ("S.PRN S.PRNJ S.PRNQ", K.PRISON, 0.5),
        ("S.DAM S.DAMQ", K.DAM, 1.0),
        ("L.OILF L.GASF", K.OIL_FIELD, 8.0),
        ("S.PS S.PSH S.PSN", K.POWER_PLANT, 1.0),
        ("S.OILR S.OILT S.OILP S.PRT L.PRT S.BDG S.RSTN S.HSP S.MFG S.MFGM S.MN S.GOSP S.BP L.INDS S.MALL S.STDM S.SQR", K.FACILITY, 0.7),
        ("R.RD R.ST R.RDA R.TNLRD", K.ROAD, 20.0),
        ("H.STM H.STMI H.STMX H.WAD H.CNL H.CNLI H.STMB H.STMA", K.RIVER, 40.0),
        ("H.LK H.LKS H.LKI H.LKN H.RSV H.RSVI H.LGN", K.LAKE, 6.0),
        ("H.SEA H.BAY H.GULF H.STRT H.OCN H.CHN H.SD", K.SEA, 60.0),
        ("T.ISL T.ISLS T.ISLET T.ATOL", K.ISLAND, 5.0),
        ("T.MT T.PK T.HLL T.RDGE T.PASS T.MESA T.VLC T.TMU T.BUTE T.CLF", K.MOUNTAIN, 3.0),
        ("T.MTS T.HLLS T.UPLD", K.MOUNTAIN, 20.0),
        ("T.DSRT T.ERG", K.DESERT, 80.0),
        ("T.PLN T.PLAT T.VAL T.VALS T.PEN T.DPR T.DLTA T.CST T.BSN T.OAS T.LEV", K.REGION, 15.0),
        ("T.CAPE T.PT T.SPIT T.GRGE T.DUNE", K.REGION, 3.0),
        ("L.RGN L.RGNE L.RGNL L.RGNH L.TRB L.AREA L.CST L.OAS A.ZN A.PRSH L.DEVH", K.REGION, 25.0),
        ("L.LCTY V.FRST L.RES L.RESF L.PRK", K.REGION, 5.0),
        ("L.CONT", K.CONTINENT, 2500.0),
    )
    for code in codes.split()
}
_SEATS = frozenset({"PPLC", "PPLA", "PPLA2", "PPLG"})
_BOROUGH = 50_000
"""People."""
_GONE = frozenset({"PPLH", "PPLW", "PPLCH"})
"""Settlements that are no more: historical and destroyed ones, and former capitals. Abandoned ones (PPLQ) still are places."""


def kind_and_radius(feature_class: str, feature_code: str, people: int) -> tuple[K, float] | None:
    """The kind of place and how far it reaches, in kilometers; None for what is left out.

    >>> kind_and_radius("P", "PPL", 0), kind_and_radius("S", "HTL", 0)
    ((<PlaceKind.VILLAGE: 'village'>, 1.0), None)
    """
    # A borough of a great city is reported as a city is.
    known = _KINDS.get(f"{feature_class}.{feature_code}") if feature_code != "PPLX" or people < _BOROUGH else None
    if known is not None or feature_class != "P" or feature_code in _GONE:
        return known
    kind = settlement_kind(people)
    if kind is K.VILLAGE and feature_code in _SEATS:
        kind = K.TOWN
    return kind, settlement_radius(people)
