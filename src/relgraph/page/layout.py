"""Where each entity of the page stands: ties pull, everything else pushes apart; islands are packed side by side.

The same input gives the same picture. What is far pushes by way of a grid of masses, so that the cost grows with
the number of entities and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Masses = NDArray[np.float64]

STEP = 90.0
"""Pixels between two that are tied, more or less."""

_ROUNDS = 220
_MOST = 1.6  # that a picture is stretched
_WIDE = 1.75  # width of the picture to its height
_GAP = 1.5  # between islands, in steps
_ROOM = 0.9  # square steps of each entity


class Pull(NamedTuple):
    """A tie that pulls: two places, and how strongly (1: as a credit)."""

    a: int
    b: int
    strength: float


def layout(count: int, pulls: Iterable[Pull]) -> list[tuple[int, int]]:
    """Pixels from the middle of the picture for so many entities, by their places."""
    import numpy as np

    if count == 0:
        return []
    together: dict[tuple[int, int], float] = {}
    for a, b, strength in pulls:
        if a != b:
            key = (min(a, b), max(a, b))
            together[key] = max(together.get(key, 0.0), strength)
    islands = _islands(count, together)
    drawn = []
    for island in islands:
        place = {no: at for at, no in enumerate(island)}
        inside = [(place[a], place[b], s) for (a, b), s in together.items() if a in place]
        drawn.append(_island(len(island), inside))
    points = np.zeros((count, 2))
    for island, at in zip(islands, _packed(drawn), strict=True):
        points[island] = at
    points -= (points.max(axis=0) + points.min(axis=0)) / 2
    return [(round(x), round(y)) for x, y in points * STEP]


def _islands(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The connected parts, the largest first."""
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    seen, found = [False] * count, []
    for start in range(count):
        if seen[start]:
            continue
        seen[start], island, edge = True, [], [start]
        while edge:
            island += edge
            step = []
            for no in edge:
                for far in near[no]:
                    if not seen[far]:
                        seen[far] = True
                        step.append(far)
            edge = step
        found.append(island)
    return sorted(found, key=lambda island: (-len(island), island[0]))


def _island(count: int, pulls: Sequence[tuple[int, int, float]]) -> Points:
    import numpy as np

    if count <= 3:
        turn = np.arange(count) * 2 * np.pi / max(count, 1)
        return np.column_stack((np.cos(turn), np.sin(turn))) * (0.6 if count > 1 else 0.0)
    points = _relaxed(_spiral(count), np.array([p[:2] for p in pulls]), np.array([p[2] for p in pulls]))
    return _apart(_dense(_wide(points)))


def _spiral(count: int) -> Points:
    """Where all begin: in the order of the search, so that neighbours begin near each other."""
    import numpy as np

    at = np.arange(count)
    radius, turn = np.sqrt(at + 0.5) * 0.8, at * 2.399963
    return np.column_stack((radius * np.cos(turn), radius * np.sin(turn)))


def _relaxed(points: Points, ends: NDArray[np.int64], strength: Masses) -> Points:
    import numpy as np

    count = len(points)
    degree = np.bincount(ends.ravel(), minlength=count).astype(float)
    mass = 1 + 0.35 * degree
    rounds = _ROUNDS if count < 1500 else _ROUNDS // 2
    widest = np.sqrt(count)
    for at in range(rounds):
        heat = 0.12 * widest * (1 - at / rounds) ** 1.5 + 0.02
        force = _push(points, mass)
        along = points[ends[:, 1]] - points[ends[:, 0]]
        pull = (
            along
            * (strength * np.linalg.norm(along, axis=1) / (1 + 0.02 * degree[ends].max(axis=1)))[:, None]
        )
        for axis in (0, 1):
            force[:, axis] += np.bincount(ends[:, 0], pull[:, axis], count)
            force[:, axis] -= np.bincount(ends[:, 1], pull[:, axis], count)
        force -= 0.06 * points * mass[:, None]
        size = np.linalg.norm(force, axis=1, keepdims=True) + 1e-9
        points = points + force / size * np.minimum(size * 0.1, heat)
    middle: Points = points - points.mean(axis=0)
    return middle


def _push(points: Points, mass: Masses) -> Points:
    """How each is pushed away by all: those few by each other, those many by the masses of a grid's cells."""
    if len(points) <= 350:
        away = points[:, None] - points[None, :]
        near = (away**2).sum(axis=2) + 0.05
        pushed: Points = (away * (mass[None, :] / near)[:, :, None]).sum(axis=1)
        return pushed
    return _push_by_grid(points, mass, 64 if len(points) < 2500 else 96)


def _push_by_grid(points: Points, mass: Masses, cells: int) -> Points:
    """By the convolution of the masses with the push of one, each shared among the four corners of its cell."""
    import numpy as np

    low = points.min(axis=0) - 1e-6
    side = (np.ptp(points, axis=0).max() + 2e-6) / (cells - 2)
    spot = (points - low) / side
    corner = spot.astype(int)
    inside = spot - corner
    shares = []
    for dx in (0, 1):
        for dy in (0, 1):
            share = np.abs(1 - dx - inside[:, 0]) * np.abs(1 - dy - inside[:, 1])
            shares.append(((corner[:, 0] + dx) * cells + corner[:, 1] + dy, share))
    heavy = sum(np.bincount(at, share * mass, cells * cells) for at, share in shares)
    reach = np.arange(-cells + 1, cells) * side
    x, y = np.meshgrid(reach, reach, indexing="ij")
    far = x * x + y * y + (side * 0.7) ** 2 + 0.05
    size = (3 * cells, 3 * cells)
    spread = np.fft.rfft2(np.reshape(heavy, (cells, cells)), size)
    pushed = np.empty_like(points)
    for axis, direction in enumerate((x, y)):
        field = np.fft.irfft2(spread * np.fft.rfft2(direction / far, size), size)
        flat = field[cells - 1 : 2 * cells - 1, cells - 1 : 2 * cells - 1].ravel()
        pushed[:, axis] = sum(share * flat[at] for at, share in shares)
    return pushed


def _apart(points: Points) -> Points:
    """No two closer than the marks of their entities need: overlaps are pushed out, cell by cell."""
    import numpy as np

    least = 0.55
    for _ in range(12):
        moved = np.zeros_like(points)
        order, near = _neighbours(points, least)
        if not len(order):
            break
        away = points[order] - points[near]
        gap = np.linalg.norm(away, axis=1, keepdims=True)
        turn = (order * 2.399963)[:, None]
        away = np.where(gap < 1e-6, np.c_[np.cos(turn), np.sin(turn)], away / np.maximum(gap, 1e-6))
        np.add.at(moved, order, away * (least - gap) * 0.5)
        points = points + moved
    return points


def _neighbours(points: Points, least: float) -> tuple[Any, Any]:
    """Pairs of places that are closer than that, each twice."""
    import numpy as np

    cell = np.floor(points / least).astype(np.int64)
    cell -= cell.min(axis=0) - 1
    wide = int(cell[:, 1].max()) + 2
    key = cell[:, 0] * wide + cell[:, 1]
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    firsts, seconds = [], []
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            start = np.searchsorted(ordered, key + dx * wide + dy, side="left")
            stop = np.searchsorted(ordered, key + dx * wide + dy, side="right")
            many = stop - start
            one = np.repeat(np.arange(len(points)), many)
            other = order[
                np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + np.repeat(start, many)
            ]
            firsts.append(one)
            seconds.append(other)
    one, other = np.concatenate(firsts), np.concatenate(seconds)
    close = (one != other) & (np.linalg.norm(points[one] - points[other], axis=1) < least)
    return one[close], other[close]


def _wide(points: Points) -> Points:
    """Turned so that the longer side lies across the picture."""
    import numpy as np

    middle = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(middle, full_matrices=False)
    turned = middle @ axes.T
    sign = np.where(turned[np.abs(turned).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    straight: Points = turned * sign
    return straight


def _dense(points: Points) -> Points:
    """As wide as the picture, more or less, and as near to each other as names need: so many square steps for each."""
    import numpy as np

    width, height = np.maximum(np.ptp(points, axis=0), 1e-6)
    stretch = np.clip(np.sqrt(_WIDE * height / width), 1 / _MOST, _MOST)
    points = points * np.array([stretch, 1 / stretch])
    return points * min(1.0, float(np.sqrt(_ROOM * len(points) / max(width * height, 1e-6))))


def _packed(islands: Sequence[Points]) -> list[Points]:
    """In rows, the largest first, none wider than the picture, each row in the middle of it."""
    import numpy as np

    sizes = [np.ptp(points, axis=0) + _GAP for points in islands]
    area = sum(float(width * height) for width, height in sizes)
    widest = max(float(sizes[0][0]), float(np.sqrt(area * _WIDE)))
    rows: list[list[int]] = [[]]
    used = 0.0
    for at, (width, _) in enumerate(sizes):
        if rows[-1] and used + width > widest:
            rows.append([])
            used = 0.0
        rows[-1].append(at)
        used += float(width)
    placed: list[Points] = []
    y = 0.0
    for row in rows:
        height = max(float(sizes[at][1]) for at in row)
        x = -sum(float(sizes[at][0]) for at in row) / 2
        for at in row:
            down = (height - float(sizes[at][1])) / 2
            placed.append(islands[at] - islands[at].min(axis=0) + np.array([x, y + down]))
            x += float(sizes[at][0])
        y += height
    return placed
