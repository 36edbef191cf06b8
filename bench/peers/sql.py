"""The small decision as one SQL statement, in SQLite and in DuckDB.  sql.py PROBLEM VERDICTS ROUNDS ENGINE

The verdicts are kept in a table of the engine's own, so that no time goes into making Python objects of them.
"""
import sys
import time

import peer
from book import CHART

STATEMENT = (peer.HERE / "toy.sql").read_text().replace("ORDER BY t.id", "")


def bits(columns):
    return sum(1 << CHART.index(c) for c in columns)


def fill(run, insert):
    run("CREATE TABLE countries (code VARCHAR PRIMARY KEY, embargoed BOOLEAN, group_b BOOLEAN, reasons INTEGER)")
    run("CREATE TABLE items (code VARCHAR PRIMARY KEY, value_limit INTEGER, reasons INTEGER)")
    run("CREATE TABLE products (code VARCHAR PRIMARY KEY)")
    run("CREATE TABLE transfers (id INTEGER, destination VARCHAR, item VARCHAR, value INTEGER, footnote BOOLEAN, product VARCHAR)")
    insert("countries", [(c, e, b, bits(x)) for c, (e, b, x) in peer.countries().items()])
    insert("items", [(c, limit, bits(x)) for c, (limit, x) in peer.items().items()])
    insert("products", [(p,) for p in peer.products()])


def sqlite():
    import sqlite3
    db = sqlite3.connect(":memory:")

    def insert(table, rows):
        db.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)

    start = time.process_time()
    fill(db.execute, insert)
    insert("transfers", [(n, *row) for n, row in enumerate(peer.transfers())])
    load = time.process_time() - start

    def work():
        db.execute("DROP TABLE IF EXISTS verdicts")
        begun = time.process_time()
        db.execute("CREATE TABLE verdicts AS " + STATEMENT.replace("SELECT CASE", "SELECT t.id, CASE", 1))
        return time.process_time() - begun

    took = min(work() for _ in range(peer.ROUNDS))
    found = "".join(v for (v,) in db.execute("SELECT verdict FROM verdicts ORDER BY id"))
    peer.report("SQLite", sqlite3.sqlite_version, load, took, "one statement over a table in memory", found)


def duckdb():
    import duckdb
    db = duckdb.connect()
    db.execute("SET threads = 1")

    def insert(table, rows):
        db.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)

    start = time.process_time()
    fill(db.execute, insert)
    db.execute("INSERT INTO transfers SELECT row_number() OVER () - 1, column0, column1, column2, column3 = 1, column4 FROM "
               "read_csv(?, delim = '\t', header = false, columns = {'column0': 'VARCHAR', "
               "'column1': 'VARCHAR', 'column2': 'INTEGER', 'column3': 'INTEGER', 'column4': 'VARCHAR'}, parallel = false)",
               [str(peer.PROBLEM / "transfers.tsv")])
    load = time.process_time() - start

    def work():
        db.execute("DROP TABLE IF EXISTS verdicts")
        begun = time.process_time()
        db.execute("CREATE TABLE verdicts AS " + STATEMENT.replace("SELECT CASE", "SELECT t.id, CASE", 1))
        return time.process_time() - begun

    took = min(work() for _ in range(max(peer.ROUNDS, 5)))
    found = "".join(v for (v,) in db.execute("SELECT verdict FROM verdicts ORDER BY id").fetchall())
    peer.report("DuckDB", duckdb.__version__, load, took, "one statement over a table in memory, one thread", found)


{"sqlite": sqlite, "duckdb": duckdb}[sys.argv[4]]()
