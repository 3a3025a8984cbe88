"""World regions of countries, by the United Nations standard country codes (M49)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AFRICA = (
    "DZ EG EH LY MA SD TN BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW IO KE KM LR LS "
    "MG ML MR MU MW MZ NA NE NG RE RW SC SH SL SN SO SS ST SZ TD TF TG TZ UG YT ZA ZM ZW AO"
)
AMERICAS = (
    "AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY HN "
    "HT JM KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI"
)
ASIA = (
    "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO "
    "MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE"
)
EUROPE = (
    "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU "
    "LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA"
)
OCEANIA = "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS"
REGIONS: list[tuple[Promise, frozenset[str]]] = [
    (_("Africa"), frozenset(AFRICA.split())),
    (_("Americas"), frozenset(AMERICAS.split())),
    (_("Asia"), frozenset(ASIA.split())),
    (_("Europe"), frozenset(EUROPE.split())),
    (_("Oceania"), frozenset(OCEANIA.split())),
]


def region_of(country: str) -> str:
    """In the reader's language; empty for no country."""
    return next((str(name) for name, codes in REGIONS if country in codes), "")
