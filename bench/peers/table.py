"""Holds every engine's verdicts against each other, and writes the table.  table.py RESULTS VERDICTS SCORECARD COUNT SEED

The table is printed, and put between the marks of the scorecard where there is one.
"""
import collections
import pathlib
import sys

from scorecard import commit, machine, put

OURS = "exportctl"
WORDS = {"P": "prohibited", "L": "licence", "E": "exception", "C": "clear"}


def figure(nanoseconds):
    return f"{nanoseconds:,.0f}" if nanoseconds >= 100 else f"{nanoseconds:.1f}"


def ratio(one, other):
    value = float(one) / float(other)
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}"


def differing(folder):
    """Names whose verdicts are not ours, with the first transfer where they part."""
    ours = (folder / OURS).read_text()
    for path in sorted(folder.iterdir()):
        theirs = path.read_text()
        if theirs != ours:
            at = next((n for n, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
            yield f"{path.name}: transfer {at} is {theirs[at:at + 1] or 'missing'}, {OURS} says {ours[at:at + 1] or 'nothing'}"


def main():
    results, folder, scorecard, count, seed = sys.argv[1:]
    folder = pathlib.Path(folder)
    wrong = list(differing(folder))
    if wrong:
        sys.exit("bench: not the same answers\n" + "\n".join(wrong))
    rows = [line.split("\t") for line in pathlib.Path(results).read_text().splitlines()]
    had = sorted((row for row in rows if row[3]), key=lambda row: float(row[3]))
    ours, known = (next(row[3] for row in had if row[0] == name) for name in (OURS, OURS + ", parts known"))
    counts = collections.Counter((folder / OURS).read_text())
    lines = [
        f"{int(count):,} transfers of seed {seed}, commit {commit()}, {machine()}, one thread. "
        "Every engine that ran gave the same verdict on every transfer: "
        + ", ".join(f"{counts[letter]:,} {word}" for letter, word in WORDS.items()) + ".",
        "",
        "| engine | version | ns a decision (processor) | ÷ exportctl | ÷ parts known | load, s | what was timed |",
        "|---|---|--:|--:|--:|--:|---|",
    ]
    for name, version, load, each, timed in had:
        lines.append(f"| {name} | {version} | {figure(float(each))} | {ratio(each, ours)} | {ratio(each, known)} | {float(load):.2f} | {timed} |")
    lines += [f"| {row[0]} | | | | | | {row[4]} |" for row in rows if not row[3]]
    put(scorecard, "peers", "\n".join(lines))


main()
