"""The codes that are related, laid out from left to right as a path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.app.screen.palette import colour
from qualcode.i18n import catalogue

if TYPE_CHECKING:
    from qualcode.i18n import Language
    from qualcode.model import Codebook

WRAPPED = 9
"""So many characters of a name stand on a line."""
LINE = 16
"""Pixels of a line of a name."""


def layers(book: Codebook) -> dict[str, int]:
    """Return how far along the path each related code stands; a circle is cut where it closes."""
    arrows: dict[str, list[str]] = {}
    for each in book.relations:
        arrows.setdefault(each.source, []).append(each.target)
        arrows.setdefault(each.target, [])
    found = dict.fromkeys((code.id for code in book.codes if code.id in arrows), 0)
    for _ in found:
        moved = False
        for source, targets in arrows.items():
            for target in targets:
                if found[target] <= found[source] < len(found) - 1:
                    found[target], moved = found[source] + 1, True
        if not moved:
            return found
    return _in_circles(arrows)


def _in_circles(arrows: dict[str, list[str]]) -> dict[str, int]:
    """Return layers by the shortest way from the first code, which a circle does not stretch."""
    found: dict[str, int] = {}
    for start in arrows:
        front = [] if start in found else [start]
        found.setdefault(start, 0)
        while front:
            at = front.pop(0)
            for target in arrows[at]:
                if target not in found:
                    found[target] = found[at] + 1
                    front.append(target)
    return found


def drawing(book: Codebook, language: Language) -> dict[str, Any]:
    """Return the relations as options of an ECharts graph; a code stands where its layer is.

    Codes are dots with their names below, for the arrows of the chart end at the rim of a circle.
    """
    at = layers(book)
    columns: dict[int, list[str]] = {}
    for code_id, layer in at.items():
        columns.setdefault(layer, []).append(code_id)
    places = {code.id: place for place, code in enumerate(book.codes)}
    nodes = []
    for layer, ids in columns.items():
        for n, code_id in enumerate(ids):
            code = book.code(code_id)
            assert code is not None
            tint = colour(code, places[code_id])
            lines = _wrapped(code.label(language))
            nodes.append(
                {
                    "id": code_id,
                    "name": "\n".join(lines),
                    "x": layer * 190,
                    "y": (n - (len(ids) - 1) / 2) * 72,
                    "itemStyle": {"color": tint},
                }
            )
    words = catalogue(language)
    links = [
        {
            "source": each.source,
            "target": each.target,
            "label": {"show": True, "formatter": words.get(f"relation.{each.kind}", each.kind)},
        }
        for each in book.relations
    ]
    return {"animation": False, "series": [_series(nodes, links)]}


def _series(nodes: list[dict[str, Any]], links: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "graph",
        "layout": "none",
        "roam": False,
        "symbol": "circle",
        "symbolSize": 22,
        "left": "8%",
        "right": "8%",
        "top": "12%",
        "bottom": "12%",
        "edgeSymbol": ["none", "arrow"],
        "edgeSymbolSize": 9,
        "label": {"show": True, "position": "bottom", "fontSize": 13, "lineHeight": LINE},
        "edgeLabel": {"fontSize": 11, "color": "#808080"},
        "lineStyle": {"color": "#808080", "width": 1.4, "opacity": 1},
        "data": nodes,
        "links": links,
    }


def _wrapped(label: str) -> list[str]:
    """Break a name into lines: after words where it has spaces, else after so many characters."""
    if " " not in label:
        return [label[i : i + WRAPPED] for i in range(0, len(label), WRAPPED)]
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + len(word) < WRAPPED * 2:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
