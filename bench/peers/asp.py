"""The small decision as answer set program, in clingo.  asp.py PROBLEM VERDICTS ROUNDS

The transfers are parsed once a round, untimed; timed are grounding, solving and reading the model, in batches.
"""
import gc
import time

import clingo

import peer

BATCH = 20000
LETTERS = {"prohibited": "P", "licence": "L", "exception": "E", "clear": "C"}


def quoted(text):
    return '"' + text + '"'


def tables():
    facts = [f"product({quoted(p)})." for p in peer.products()]
    for c, (embargoed, group_b, columns) in peer.countries().items():
        facts += [f"embargo({quoted(c)})."] * embargoed + [f"group_b({quoted(c)})."] * group_b
        facts += [f"chart({quoted(c)},{quoted(x)})." for x in columns]
    for c, (limit, columns) in peer.items().items():
        facts += [f"limit({quoted(c)},{limit})."] * (limit >= 0) + [f"control({quoted(c)},{quoted(x)})." for x in columns]
    return "\n".join(facts)


def main():
    gc.disable()  # what this script keeps of the transfers is not clingo's to walk through
    start = time.process_time()
    rules, book, transfers = (peer.HERE / "toy.lp").read_text(), tables(), peer.transfers()
    load, fastest, found = time.process_time() - start, float("inf"), []
    for _ in range(peer.ROUNDS):
        took, found = 0.0, [""] * len(transfers)
        for first in range(0, len(transfers), BATCH):
            control = clingo.Control(["--warn=none"])
            control.add("base", [], rules + book)
            control.add("base", [], "".join(
                f"transfer({n},{quoted(to)},{quoted(code)},{value},{int(footnote)},{quoted(product)})."
                for n, (to, code, value, footnote, product) in enumerate(transfers[first:first + BATCH], first)))
            begun = time.process_time()
            control.ground([("base", [])])
            with control.solve(yield_=True) as handle:
                shown = handle.model().symbols(shown=True)
            took += time.process_time() - begun
            for symbol in shown:
                found[symbol.arguments[0].number] += LETTERS[symbol.arguments[1].name]
        fastest = min(fastest, took)
    peer.report("clingo", clingo.__version__, load, fastest, f"ground and solve, {BATCH} at a time", "".join(found))


main()
