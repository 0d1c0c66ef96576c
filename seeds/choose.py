"""Choose the rows of facts-marriages.tsv and facts-cast.tsv: a neighbourhood of Natalie Portman.

usage: python seeds/choose.py [--data ../shared/data] [--out seeds]     (from the project's root)

The input is the two files that ../shared/data/SOURCES.md names. The output is a function of them: run it again and
the two files come out byte for byte the same. README.md says what is kept, what is left out, and why.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

Row = dict[str, str]

CENTRE = "Natalie Portman"
YEAR = 2023  # the neighbourhood is connected in this year, without the marriages that had ended
MARRIAGES, CAST = 260, 250  # rows to choose from, and about so many to end with
FIRST_WEDDING = 1950
FIRST_FILM = 1955  # before it, names in the cast file are more often shared
SEEN_IN = 8  # films in the cast file that make a name a known actor
GAP = 20  # years without a film: likely two people of one name (Harrison Ford of the silents)
AGAIN = "3D (2012)"  # an old film shown again
BEFORE, AFTER = 5, 10  # years around a career in which its actor weds: else likely another person of the name
CAUSES = {"", "divorce", "annulment", "death", "death of subject", "death of subject's spouse"}
LEFT_OUT = {  # couples whose row we know to be wrong
    # the end is the day of an announcement or a filing, or they live apart and are not divorced
    frozenset(("Amber Heard", "Johnny Depp")),
    frozenset(("Ashley Judd", "Dario Franchitti")),
    frozenset(("Danny DeVito", "Rhea Perlman")),
    frozenset(("Grace Hightower", "Robert De Niro")),
    frozenset(("Isla Fisher", "Sacha Baron Cohen")),
    frozenset(("Jennifer Aniston", "Justin Theroux")),
    frozenset(("Joe Manganiello", "Sofía Vergara")),
    frozenset(("Leila George", "Sean Penn")),
    frozenset(("Tina Kunakey", "Vincent Cassel")),
    # the start is not that of the wedding
    frozenset(("Daniel Moder", "Julia Roberts")),
    frozenset(("Katie Holmes", "Tom Cruise")),
    # the end is missing, or was no annulment
    frozenset(("Amy Wright", "Rip Torn")),
    frozenset(("Erika Koike", "Nicolas Cage")),
    # not the actor of this name
    frozenset(("Patrick O'Neal", "Rebecca De Mornay")),
}


def read(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def write(path: Path, columns: list[str], rows: Iterable[Row]) -> None:
    lines = ["\t".join(row[column] for column in columns) for row in rows]
    path.write_text("\n".join(["\t".join(columns), *lines]) + "\n", encoding="utf-8", newline="\n")


def widened(date: str) -> str:
    """The first of a month as its month.

    The file writes a month that Wikidata gives without a day as its first: of 1,113 full start dates 130 are a
    first, where 37 would be expected. The month is true of both.
    """
    return date[:7] if date.endswith("-01") and len(date) == 10 else date


def agree(one: str, other: str) -> bool:
    """Whether two dates share days; no date agrees with no date only."""
    if not one or not other:
        return one == other
    return one.startswith(other) or other.startswith(one)


def marriages(rows: list[Row]) -> dict[frozenset[str], list[Row]]:
    """For each couple one row a wedding, if all that is said of the couple is in order."""
    couples: dict[frozenset[str], list[Row]] = defaultdict(list)
    for row in rows:
        if (row["start"] or row["end"]) and row["subject"] != row["object"]:
            row = row | {"start": widened(row["start"]), "end": widened(row["end"])}
            couples[frozenset((row["subject"], row["object"]))].append(row)
    chosen: dict[frozenset[str], list[Row]] = {}
    for couple, said in couples.items():
        weddings: dict[str, list[Row]] = defaultdict(list)
        for row in said:
            weddings[row["start"][:4]].append(row)
        best = [max(told, key=precision) for _, told in sorted(weddings.items())]
        apart = all(first["end"] and first["end"] <= then["start"] for first, then in pairwise(best))
        named = not any(re.fullmatch(r"Q\d+", name) for name in couple)  # else there was no English label
        if named and apart and couple not in LEFT_OUT and all(map(sound, weddings.values())):
            chosen[couple] = best
    return chosen


def sound(told: list[Row]) -> bool:
    """Whether the rows of one wedding have a start, a cause that is an end, and no dates that disagree."""
    return all(
        row["start"]
        and row["end_cause"] in CAUSES
        and (not row["end"] or row["start"][:4] <= row["end"][:4])
        and agree(row["start"], told[0]["start"])
        and agree(row["end"], told[0]["end"])
        for row in told
    )


def precision(row: Row) -> tuple[int, bool, str]:
    return len(row["start"]) + len(row["end"]), bool(row["end_cause"]), row["subject"]


def holds(row: Row) -> bool:
    return int(row["start"][:4]) < YEAR and (not row["end"] or int(row["end"][:4]) > YEAR)


def careers(cast: list[Row]) -> dict[str, list[int]]:
    """The years in which a known actor played; names that look like two people are left out."""
    years: dict[str, list[int]] = defaultdict(list)
    for row in cast:
        years[row["subject"]].append(int(row["start"]))
    known = {}
    for name, played in years.items():
        played.sort()
        one_person = all(later - earlier <= GAP for earlier, later in pairwise(played))
        if len(played) >= SEEN_IN and played[-1] >= FIRST_FILM and one_person:
            known[name] = played
    return known


def actors(couple: frozenset[str], row: Row, known: dict[str, list[int]]) -> list[str]:
    """Those of a couple who are known actors and wed during their career."""
    year = int(row["start"][:4])
    return sorted(
        name
        for name in couple
        if name in known and known[name][0] - BEFORE <= year <= known[name][-1] + AFTER
    )


def choose(spouses: list[Row], cast: list[Row]) -> tuple[list[Row], list[Row]]:
    known = careers(cast)
    couples = {
        couple: rows
        for couple, rows in marriages(spouses).items()
        if FIRST_WEDDING <= int(rows[0]["start"][:4]) <= YEAR and actors(couple, rows[0], known)
    }
    played: dict[str, set[str]] = defaultdict(set)  # the known actors of a film
    for row in cast:
        if (
            row["subject"] in known
            and not row["object"].endswith(AGAIN)
            and FIRST_FILM <= int(row["start"]) < YEAR
        ):
            played[row["object"]].add(row["subject"])

    beside = {name for names in played.values() if CENTRE in names for name in names}
    rank: dict[frozenset[str], tuple[int, int, list[str]]] = {}
    for couple, rows in couples.items():
        both = actors(couple, rows[0], known)
        tier = 0 if CENTRE in couple else 1 if len(both) == 2 else 2 if beside & set(both) else 3
        rank[couple] = tier, -min(len(known[name]) for name in both), sorted(couple)
    taken: list[frozenset[str]] = []
    people = {CENTRE}
    for couple in sorted(couples, key=rank.__getitem__):
        if sum(len(couples[one]) for one in taken) < MARRIAGES and (rank[couple][0] < 3 or couple & people):
            taken.append(couple)
            people.update(couple if CENTRE in couple else actors(couple, couples[couple][0], known))

    partner: dict[str, set[str]] = defaultdict(set)
    for couple in taken:
        if holds(couples[couple][-1]):
            for name in couple:
                partner[name] |= couple & people
    films = {film: names & people for film, names in played.items()}
    chosen, reached = grow(films, partner)
    kept = [row for couple in taken if reached & couple for row in couples[couple]]
    parts = [row for row in cast if row["object"] in chosen and row["subject"] in reached]
    return sorted(kept, key=in_order), sorted(parts, key=in_order)


def grow(films: dict[str, set[str]], partner: dict[str, set[str]]) -> tuple[set[str], set[str]]:
    """From the centre outwards: its own films, then always the film that brings the most new people.

    Each brings a present spouse, who then needs no film: so some people are reached through a marriage only.
    """
    reached = {CENTRE} | partner[CENTRE]
    chosen: set[str] = set()

    def add(film: str) -> None:
        chosen.add(film)
        for name in films[film] - reached:
            reached.update({name} | partner[name])

    for film, names in films.items():
        if CENTRE in names and len(names) > 1:
            add(film)
    while sum(len(films[film] & reached) for film in chosen) < CAST:
        bringing = {
            film: names - reached for film, names in films.items() if names & reached and names - reached
        }
        if not bringing:
            break
        add(max(bringing, key=lambda film: (len(bringing[film]), -len(films[film]), film[-5:-1], film)))
    return chosen, reached


def in_order(row: Row) -> tuple[str, str, str]:
    return row["subject"], row["start"], row["object"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("seeds"))
    given = parser.parse_args()
    wed, parts = choose(
        read(given.data / "marriages-wikidata-2026.tsv.gz"), read(given.data / "cast-wikipedia.tsv.gz")
    )
    columns = ["subject", "relation", "object", "start", "end"]
    write(given.out / "facts-marriages.tsv", [*columns, "end_cause", "source"], wed)
    write(given.out / "facts-cast.tsv", columns, parts)
    print(f"{len(wed)} marriages, {len(parts)} parts in {len({row['object'] for row in parts})} films")


if __name__ == "__main__":
    main()
