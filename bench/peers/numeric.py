"""The small decision as OpenFisca variables over numpy arrays.  numeric.py PROBLEM VERDICTS ROUNDS

Destinations and items are numbers into the tables' arrays, which is how a formula of OpenFisca looks up a parameter.
"""
import importlib.metadata
import time

import numpy
from openfisca_core import periods
from openfisca_core.entities import build_entity
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

import peer
from book import CHART

DAY, WHEN = periods.DateUnit.DAY, "2026-11-01"
Transfer = build_entity(key="transfer", plural="transfers", label="an export", is_person=True)
COUNTRIES, ITEMS, PRODUCTS = peer.countries(), peer.items(), sorted(peer.products())


def bits(columns):
    return sum(1 << CHART.index(c) for c in columns)


EMBARGOED = numpy.array([c[0] for c in COUNTRIES.values()])
GROUP_B = numpy.array([c[1] for c in COUNTRIES.values()])
CHART_ROW = numpy.array([bits(c[2]) for c in COUNTRIES.values()], dtype=numpy.int32)
LIMIT = numpy.array([i[0] for i in ITEMS.values()], dtype=numpy.int32)
REASONS = numpy.array([bits(i[1]) for i in ITEMS.values()], dtype=numpy.int32)


def stated(name, kind):
    return type(name, (Variable,), {"value_type": kind, "entity": Transfer, "definition_period": DAY, "label": name})


class embargoed(Variable):
    value_type, entity, definition_period, label = bool, Transfer, DAY, "to an embargoed destination"

    def formula(transfer, period):
        return EMBARGOED[transfer("destination", period)]


class direct_product(Variable):
    value_type, entity, definition_period, label = bool, Transfer, DAY, "a direct product, to footnote 1"

    def formula(transfer, period):
        return transfer("footnote", period) & (transfer("product", period) >= 0)


class charted(Variable):
    value_type, entity, definition_period, label = bool, Transfer, DAY, "the chart marks a reason of the item"

    def formula(transfer, period):
        return (CHART_ROW[transfer("destination", period)] & REASONS[transfer("item", period)]) != 0


class excepted(Variable):
    value_type, entity, definition_period, label = bool, Transfer, DAY, "within LVS"

    def formula(transfer, period):
        return GROUP_B[transfer("destination", period)] & (transfer("value", period) <= LIMIT[transfer("item", period)])


class verdict(Variable):
    value_type, entity, definition_period, label = int, Transfer, DAY, "0 clear, 1 exception, 2 licence, 3 prohibited"

    def formula(transfer, period):
        marked = transfer("charted", period)
        return numpy.select([transfer("embargoed", period), transfer("direct_product", period),
                             marked & transfer("excepted", period), marked], [3, 2, 1, 2], 0)


def main():
    start = time.process_time()
    system = TaxBenefitSystem([Transfer])
    for variable in [stated(n, int) for n in ("destination", "item", "value", "product")] + [
            stated("footnote", bool), embargoed, direct_product, charted, excepted, verdict]:
        system.add_variable(variable)
    place = {name: {c: n for n, c in enumerate(of)} for name, of in (("to", COUNTRIES), ("code", ITEMS), ("product", PRODUCTS))}
    rows = peer.transfers()
    inputs = {
        "destination": numpy.array([place["to"][r[0]] for r in rows], dtype=numpy.int32),
        "item": numpy.array([place["code"][r[1]] for r in rows], dtype=numpy.int32),
        "value": numpy.array([r[2] for r in rows], dtype=numpy.int32),
        "footnote": numpy.array([r[3] for r in rows]),
        "product": numpy.array([place["product"].get(r[4], -1) for r in rows], dtype=numpy.int32),
    }
    load, fastest, found = time.process_time() - start, float("inf"), None
    for _ in range(max(peer.ROUNDS, 5)):
        simulation = SimulationBuilder().build_default_simulation(system, count=len(rows))
        for name, values in inputs.items():
            simulation.set_input(name, WHEN, values)
        begun = time.process_time()
        found = simulation.calculate("verdict", WHEN)
        fastest = min(fastest, time.process_time() - begun)
    peer.report("OpenFisca-Core", importlib.metadata.version("OpenFisca-Core"), load, fastest,
                "vectors of all transfers (numpy), tables numbered beforehand", "".join("CELP"[v] for v in found))


main()
