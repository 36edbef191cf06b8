"""The slice in clingo.  asp_oracle.py RULEBOOK FOLDER

Writes FOLDER/clingo, a line a transfer as the engine's program does. Batches of transfers are ground and solved apart.
"""
import gc
import pathlib
import sys
import time

import clingo

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "peers"))
from book import Book, pattern  # noqa: E402

HERE, BATCH = pathlib.Path(__file__).parent, 20000
TABLES = {"ccl": "control", "ccl-conditional": "control", "ccl-carve-out": "control", "lvs": "limit", "gbs": "extent",
          "tsr": "extent", "gov-only": None, "advanced-computing": None, "advanced-computing-b": None, "series-600": None,
          "iec": None, "sta-excluded": None, "un-embargo": None}


def atom(name, *arguments):
    return name + "(" + ",".join(str(a) if isinstance(a, int) else f'"{a}"' for a in arguments) + ")."


def tables(book, items):
    facts = []
    for name, column in TABLES.items():
        for n, row in enumerate(book[name]):
            code, exceptions = pattern(next(iter(row.values())))
            value = row[column] if column else ""
            facts.append(atom("row", name, n, code, int(value) if name == "lvs" else value))
            facts += [atom("but", name, n, e) for e in exceptions]
    for item in items:
        parts = item.split(".")
        facts += [atom("under", item, ".".join(parts[:n + 1])) for n in range(len(parts))]
    chart, groups = dict(book.chart), dict(book.groups)
    # A destination without a row is treated as the country whose territory it is (738.3(b)).
    for row in book["territories"]:
        for rows in (chart, groups):
            if row["country"] in rows:
                rows.setdefault(row["territory"], rows[row["country"]])
    facts += [atom("chart", c, x) for c, marks in chart.items() for x in marks]
    facts += [atom("group", c, g) for c, names in groups.items() for g in names]
    return "\n".join(facts)


def transfer(n, cells, names):
    to, code, kind, dollars, parent, facts = cells
    return (atom("t", n, to, code, kind, int(dollars), parent)
            + "".join(atom("yes", n, names[x]) for x in facts if x.islower())
            + "".join(atom("no", n, name) for x, name in names.items() if x not in facts and x.upper() not in facts))


def lines(shown, first, count):
    verdicts, grounds, exceptions = [""] * count, [[] for _ in range(count)], [[] for _ in range(count)]
    for symbol in shown:
        a = symbol.arguments
        at = a[0].number - first
        if symbol.name == "verdict":
            verdicts[at] += a[1].string
        elif symbol.name == "g":
            grounds[at].append("us.ear." + a[1].string + (f"({a[2].string})" if a[2].string else ""))
        else:
            exceptions[at].append(f"us.ear.{a[1].string}={a[2].string}")
    return ["\t".join((v, ",".join(sorted(g)), ",".join(sorted(e)))) + "\n" for v, g, e in zip(verdicts, grounds, exceptions)]


def main():
    gc.disable()  # what this script keeps of the transfers is not clingo's to walk through
    rulebook, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    names = {letter: name.removeprefix("us.") for letter, name, _ in
             (line.split("\t") for line in (folder / "facts.tsv").read_text().splitlines())}
    rows = [line.split("\t") for line in (folder / "transfers.tsv").read_text().splitlines()]
    book = tables(Book(rulebook / "us"), {row[1] for row in rows})
    rules, took = (HERE / "slice.lp").read_text(), 0.0
    with open(folder / "clingo", "w") as out:
        for first in range(0, len(rows), BATCH):
            batch = rows[first:first + BATCH]
            control = clingo.Control(["--warn=none"])
            control.add("base", [], rules + book + "".join(transfer(n, row, names) for n, row in enumerate(batch, first)))
            begun = time.process_time()
            control.ground([("base", [])])
            with control.solve(yield_=True) as handle:
                shown = handle.model().symbols(shown=True)
            took += time.process_time() - begun
            out.writelines(lines(shown, first, len(batch)))
    print(f"clingo {clingo.__version__}\t{took / len(rows) * 1e9:.0f}")


main()
