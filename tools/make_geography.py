#!/usr/bin/env python3
"""Makes data/geography/countries.json, the map under the corridors.

usage: make_geography.py SOURCE OUTPUT [--report]

SOURCE is countries-50m.json of the world-atlas package (Natural Earth 1:50m as TopoJSON, ids are ISO 3166-1 numbers).
Borders stay shared: each arc is simplified once (Visvalingam and Whyatt 1993), hardly at all in and around Central Asia
and strongly elsewhere. Islands too small to see are left out, but every country keeps its largest piece.
"""

import argparse
import gzip
import heapq
import json
import math
import pathlib
import sys

STEP = 0.02  # degrees; one pixel of a 1,200 px map of Central Asia is 0.04
CENTRAL_ASIA = (38.0, 30.0, 96.0, 60.0)  # west, south, east, north
DETAIL_NEAR = 0.004  # square degrees: a corner that spans less is dropped
DETAIL_FAR = 0.05
ISLAND_NEAR = 0.02
ISLAND_FAR = 0.4
LEFT_OUT = {"AQ"}

# The middle of the largest piece is a bad place for an arrow where the people live elsewhere.
PLACES = {"RU": (60.0, 57.5), "US": (-98.0, 39.0), "CA": (-100.0, 54.0), "NO": (9.0, 61.5), "CL": (-71.0, -34.0),
          "ID": (110.0, -7.0), "MY": (102.2, 4.0), "PH": (122.0, 12.5), "KZ": (67.5, 48.3), "UZ": (63.9, 41.4),
          "TM": (58.9, 39.3), "KG": (74.9, 41.5), "TJ": (70.9, 38.7), "AF": (66.2, 34.4), "CN": (103.0, 34.0)}


def absolute_arcs(topology):
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        yield points


def is_near(point):
    west, south, east, north = CENTRAL_ASIA
    return west <= point[0] <= east and south <= point[1] <= north


def triangle(a, b, c):
    """Area in square degrees of the equator."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2 * math.cos(math.radians(b[1]))


def simplified(points):
    """Drops the corners that span least, first the least; ends stay, closed arcs keep four points."""
    count = len(points)
    least = 4 if points[0] == points[-1] else 2
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))
    area = [math.inf] * count
    heap = []
    for i in range(1, count - 1):
        area[i] = triangle(points[i - 1], points[i], points[i + 1])
        heapq.heappush(heap, (area[i], i))
    kept, alive = count, [True] * count
    while heap and kept > least:
        span, i = heapq.heappop(heap)
        if not alive[i] or span != area[i]:
            continue
        if span >= (DETAIL_NEAR if is_near(points[i]) else DETAIL_FAR):
            continue
        alive[i], kept = False, kept - 1
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < count - 1:
                # Never less than what was just dropped, or a curve would vanish piece by piece.
                area[j] = max(span, triangle(points[before[j]], points[j], points[after[j]]))
                heapq.heappush(heap, (area[j], j))
    return [point for point, stays in zip(points, alive) if stays]


def ring_points(ring, arcs):
    points = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc if not points else arc[1:])
    return points


def area_and_middle(points):
    total = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        cross = x0 * y1 - x1 * y0
        total, x, y = total + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if not total:
        return 0.0, points[0]
    middle = (x / (3 * total), y / (3 * total))
    return abs(total) / 2 * math.cos(math.radians(middle[1])), middle


def country(geometry, code, arcs):
    """The geometry without its smallest islands, with the place where its arrows begin and end."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    sized = sorted(((*area_and_middle(ring_points(polygon[0], arcs)), polygon) for polygon in polygons),
                   key=lambda item: -item[0])
    stays = [polygon for n, (area, middle, polygon) in enumerate(sized)
             if n == 0 or area >= (ISLAND_NEAR if is_near(middle) else ISLAND_FAR)]
    at = PLACES.get(code, sized[0][1])
    made = {"type": "MultiPolygon", "arcs": stays, "properties": {"at": [round(at[0], 2), round(at[1], 2)]}}
    if code:
        made["id"] = code
    return made


def renumbered(geometries, arcs):
    """Only the arcs in use, in the order of use, as whole steps from point to point."""
    order = {}

    def number(index):
        new = order.setdefault(index if index >= 0 else ~index, len(order))
        return new if index >= 0 else ~new

    for geometry in geometries:
        geometry["arcs"] = [[[number(i) for i in ring] for ring in polygon] for polygon in geometry["arcs"]]
    stepped = []
    for index in order:
        steps, last = [], (0, 0)
        for lon, lat in simplified(arcs[index]):
            point = (round((lon + 180) / STEP), round((lat + 90) / STEP))
            if not steps or point != last:
                steps.append([point[0] - last[0], point[1] - last[1]])
            last = point
        stepped.append(steps)
    return stepped


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--report", action="store_true", help="print the sizes")
    options = parser.parse_args()

    source = json.loads(options.source.read_text(encoding="utf-8"))
    numbers = json.loads((options.output.parent / "country_numbers.json").read_text(encoding="utf-8"))["numbers"]
    arcs = list(absolute_arcs(source))
    geometries = []
    for geometry in source["objects"]["countries"]["geometries"]:
        if geometry["type"] not in ("Polygon", "MultiPolygon"):
            continue
        code = numbers.get(str(geometry.get("id", "")).zfill(3))
        if code not in LEFT_OUT:
            geometries.append(country(geometry, code, arcs))
    topology = {"type": "Topology", "transform": {"scale": [STEP, STEP], "translate": [-180, -90]}}
    topology["arcs"] = renumbered(geometries, arcs)
    topology["objects"] = {"countries": {"type": "GeometryCollection", "geometries": geometries}}
    text = json.dumps(topology, separators=(",", ":"), sort_keys=True) + "\n"
    options.output.write_text(text, encoding="utf-8")
    if options.report:
        points = sum(len(arc) for arc in topology["arcs"])
        packed = len(gzip.compress(text.encode(), 9, mtime=0))
        print(f"{len(geometries)} countries, {len(topology['arcs'])} arcs, {points} points, "
              f"{len(text)} bytes, {packed} gzip")
    return 0


if __name__ == "__main__":
    sys.exit(main())
