"""What the Python peers share: the problem's tables, timing (processor time), the line that each prints.

Called as  PEER.py PROBLEM VERDICTS ROUNDS.  A peer loads its rules and tables, takes the transfers in its own form, and
then answers all of them ROUNDS times; the best round counts.
"""
import pathlib
import sys
import time

HERE = pathlib.Path(__file__).parent / "toy"
PROBLEM, VERDICTS, ROUNDS = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])


def rows(name):
    return [line.split("\t") for line in (PROBLEM / (name + ".tsv")).read_text().splitlines()]


def countries():
    """code -> (embargoed, in group B, chart columns)"""
    return {c: (e == "1", b == "1", x.split(",") if x else []) for c, e, b, x in rows("countries")}


def items():
    """code -> (LVS limit or -1, chart columns)"""
    return {c: (int(limit), x.split(",") if x else []) for c, limit, x in rows("items")}


def products():
    return {row[0] for row in rows("products")}


def transfers():
    """(to, code, value, footnote 1, product)"""
    return [(to, code, int(value), footnote == "1", product) for to, code, value, footnote, product in rows("transfers")]


def best(work):
    """Seconds of the fastest round, and what that round gave."""
    fastest, result = float("inf"), None
    for _ in range(ROUNDS):
        start = time.process_time()
        result = work()
        fastest = min(fastest, time.process_time() - start)
    return fastest, result


def report(name, version, load, took, timed, verdicts):
    """`verdicts`: a letter a transfer, P L E C, in the transfers' order."""
    print(f"{name}\t{version}\t{load:.4f}\t{took / len(verdicts) * 1e9:.2f}\t{timed}", flush=True)
    (VERDICTS / name).write_text(verdicts)
