"""The small decision as a decision table in ZEN.  jdm.py PROBLEM VERDICTS ROUNDS

The table has no join: the rows of the country and of the item are handed over with the transfer.
"""
import importlib.metadata
import time

import zen

import peer

BATCH = 10000


def main():
    start = time.process_time()
    content = zen.ZenDecisionContent((peer.HERE / "toy.zen.json").read_text())
    engine = zen.ZenEngine({"loader": lambda key: content})
    countries = {c: {"embargoed": e, "group_b": b, "reasons": x} for c, (e, b, x) in peer.countries().items()}
    items = {c: {"limit": limit, "reasons": x} for c, (limit, x) in peer.items().items()}
    products = peer.products()
    requests = [{"key": "toy", "context": {
        "country": countries[to], "item": items[code], "value": value, "footnote": footnote, "direct_product": product in products}}
        for to, code, value, footnote, product in peer.transfers()]
    load = time.process_time() - start

    def work():
        found = []
        for first in range(0, len(requests), BATCH):
            found += [a["data"]["result"]["verdict"] for a in engine.evaluate_batch(requests[first:first + BATCH])]
        return found

    took, found = peer.best(work)
    peer.report("ZEN", importlib.metadata.version("zen-engine"), load, took,
                f"one decision table, {BATCH} at a time from Python, the tables' rows handed over", "".join(found))


main()
