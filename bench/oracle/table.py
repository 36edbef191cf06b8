"""Writes what the oracle run came to, once all three agreed.  table.py FOLDER SCORECARD SEED"""
import collections
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "peers"))
from scorecard import commit, machine, put  # noqa: E402


def main():
    folder, page, seed = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    verdicts, grounds, exceptions = collections.Counter(), set(), collections.Counter()
    for line in (folder / "exportctl").open():
        verdict, stands, offered = line.rstrip("\n").split("\t")
        verdicts[verdict] += 1
        grounds.update(g for g in stands.split(",") if g)
        exceptions.update(e.partition("=")[2] for e in offered.split(",") if e)
    lines = [
        f"{sum(verdicts.values()):,} transfers of seed {seed}, commit {commit()}, {machine()}, one thread. The three gave the same "
        "verdict, grounds and exceptions on every one: "
        + ", ".join(f"{n:,} {word}" for word, n in verdicts.most_common())
        + f"; {len(grounds)} different grounds; exceptions "
        + ", ".join(f"{n:,} times {word}" for word, n in exceptions.most_common()) + ".",
        "",
        "| engine | ns a transfer (processor time) | what was timed |",
        "|---|--:|---|",
    ]
    timed = {"exportctl": "every government's rules evaluated, one regime's answer with its reasons, from a parsed transfer",
             "DuckDB": "the slice alone, all transfers at once", "clingo": "the slice alone, ground and solved, 20000 at a time"}
    for row in (folder / "times.tsv").read_text().splitlines():
        name, each = row.split("\t")
        lines.append(f"| {name} | {int(each):,} | {timed[name.split()[0]]} |")
    put(page, "oracle", "\n".join(lines))


main()
