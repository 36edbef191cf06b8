"""Writes the small decision and its random transfers, for every engine the same.  problem.py RULEBOOK FOLDER COUNT SEED

The decision, on the rulebook's own tables:
  destination in group E:1 or E:2                                        -> prohibited
  end user of footnote 1, and product of technology of 734.9(e)(1)       -> licence
  the destination's row of the Country Chart meets the item's reasons    -> exception where the destination is in
                                     group B and the value within the item's LVS limit, licence otherwise
  else                                                                   -> clear

Engines that match no prefixes get the tables flattened: one row a code. FOLDER/rulebook holds the book's own files for the
engine that does.
"""
import pathlib
import random
import shutil
import sys

from book import CHART, Book, covers


def main():
    source, folder, count, seed = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    book = Book(source / "us")
    codes = book.leaves(["ccl", "lvs"])
    ccl = [row for row in book["ccl"] if row["control"] in CHART]
    lvs = book["lvs"]
    folder.mkdir(parents=True, exist_ok=True)

    def write(name, rows):
        (folder / name).write_text("".join("\t".join(map(str, row)) + "\n" for row in rows))

    items, countries = [], sorted(set(book.chart) | set(book.groups))
    for code in codes:
        reasons = {row["control"] for row in ccl if covers(row["code"], code)}
        limit = max([int(row["limit"]) for row in lvs if covers(row["code"], code)], default=-1)
        items.append((code, limit, ",".join(sorted(reasons))))
    write("items.tsv", items)
    write("countries.tsv", [
        (c, int(bool(book.groups.get(c, set()) & {"E:1", "E:2"})), int("B" in book.groups.get(c, ())),
         ",".join(sorted(book.chart.get(c, ())))) for c in countries])
    products = [row["code"] for row in book["fdp-fn1"]]
    write("products.tsv", [(p,) for p in products])

    # Three draws in four are of items that some column of the chart controls.
    draw = random.Random(seed)
    tabled = [code for code, limit, reasons in items if reasons]
    write("transfers.tsv", [
        (draw.choice(countries), draw.choice(tabled if draw.random() < 0.75 else codes), int(50 * 1000 ** draw.random()),
         int(draw.random() < 0.1), draw.choice(products if draw.random() < 0.25 else ["none"]))
        for _ in range(count)])

    rules = folder / "rulebook"
    shutil.rmtree(rules, ignore_errors=True)
    for name in ("us/ccl", "us/lvs", "us/country-chart", "us/country-groups", "us/fdp-fn1", "world/countries"):
        target = rules / (name + ".tsv")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / (name + ".tsv"), target)
    shutil.copy(pathlib.Path(__file__).parent / "toy" / "toy.md", rules / "toy.md")


main()
