"""States and organisations by any of their names: in six languages, of other years, however spelled."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from app.domain.programme import Delegation
from app.importing.delegations_file import read_delegations
from app.importing.headings import plain

FILES = Path(__file__).parents[1] / "demo"
ALIASES = {
    "BOL": "Bolivia", "BRN": "Brunei", "CIV": "Ivory Coast|Côte d'Ivoire", "CPV": "Cape Verde", "CZE": "Czechia",
    "FSM": "Micronesia", "GBR": "United Kingdom|UK|Great Britain|Royaume-Uni|Reino Unido", "IRN": "Iran",
    "LAO": "Laos", "MDA": "Moldova|Moldavie", "MKD": "North Macedonia", "NLD": "Netherlands|The Netherlands|Pays-Bas",
    "PSE": "Palestine", "RUS": "Russia|Russie|Rusia", "SWZ": "Eswatini|Swaziland", "SYR": "Syria|Syrie|Siria",
    "TLS": "East Timor", "TUR": "Turkey|Türkiye|Turquie|Turquía", "TZA": "Tanzania|Tanzanie",
    "USA": "United States|USA|US|États-Unis|Estados Unidos|United States of America", "VAT": "Vatican|Holy See",
    "VEN": "Venezuela", "VNM": "Vietnam|Viet Nam", "COG": "Congo-Brazzaville|Congo Brazzaville",
    "COD": "Congo-Kinshasa|Congo Kinshasa|DR Congo|DRC|RDC", "PRK": "North Korea|DPRK|Corée du Nord|Corea del Norte",
    "KOR": "South Korea|ROK|Corée du Sud|Corea del Sur", "EU": "EU|European Union|Union européenne|Unión Europea",
}
SHARED = {
    "COG|COD": "Congo|剛果|刚果|الكونغو|Конго", "KOR|PRK": "Korea|Corée|Corea|Корея|朝鲜|كوريا",
    "GIN|GNB|GNQ|PNG": "Guinea|Guinée", "SDN|SSD": "Sudan|Soudan|Sudán", "DMA|DOM": "Dominica|Dominique|Dominicana",
}
"""Names that are said of several; only a code or a longer name tells which is meant."""
DOUBTED = ("COG|COD", "KOR|PRK", "GIN|GNB|GNQ|PNG")
"""Doubtful although one of them has that very name: people write it for the others."""
ARTICLES = ("the", "la", "le", "les", "l", "el", "los", "las")


@cache
def reference() -> dict[str, Delegation]:
    """Those whom the product knows, by code, with their names of today."""
    return {each.code: each for each in read_delegations(FILES / "delegations.csv", FILES / "names.csv")}


@dataclass(frozen=True)
class Names:
    """Codes by folded name."""

    codes: dict[str, tuple[str, ...]]

    def meant_by(self, name: str) -> tuple[str, ...]:
        """The codes that a name can mean: none, the one, or several to choose from."""
        return self.codes.get(folded_name(name), ())


def folded_name(name: str) -> str:
    words = plain(name.replace("&", " and ")).split()
    return " ".join(word for word in words if word not in ARTICLES) or plain(name)


def names_of(known: Iterable[Delegation]) -> Names:
    """Of the delegations of the meeting, which go before, and of the reference."""
    codes: dict[str, tuple[str, ...]] = {}
    own = {each.code: each for each in known}
    for code, delegation in (own | {each: is_ for each, is_ in reference().items() if each not in own}).items():
        for name in [*delegation.names.values(), *(reference()[code].names.values() if code in reference() else ())]:
            _say(codes, name, code)
    for code, names in [*ALIASES.items(), *_other_names()]:
        for name in names.split("|"):
            _say(codes, name, code)
    for shared, names in SHARED.items():
        for name in names.split("|"):
            if shared in DOUBTED or folded_name(name) not in codes:
                codes[folded_name(name)] = tuple(shared.split("|"))
    return Names(codes)


def _say(codes: dict[str, tuple[str, ...]], name: str, code: str) -> None:
    folded = folded_name(name)
    said = codes.get(folded, ())
    if folded and code not in said:
        codes[folded] = (*said, code)


@cache
def _other_names() -> tuple[tuple[str, str], ...]:
    """The names of other years that the file of the reference has."""
    with (FILES / "delegations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        (row["code"], row[column].replace("|", " ")) for row in rows for column in row
        if column.startswith("name_") and row[column]
    )


def known_delegation(code: str) -> Delegation | None:
    """As the reference has it, without what is of one meeting."""
    found = reference().get(code)
    return None if found is None else replace(found, marks=(), regional_group=None)
