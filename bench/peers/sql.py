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


def inserter(db):
    def insert(table, rows):
        db.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)
    return insert


def run(name, version, db, load_transfers, rounds, timed):
    start = time.process_time()
    insert = inserter(db)
    fill(db.execute, insert)
    load_transfers(insert)
    load = time.process_time() - start

    def work():
        db.execute("DROP TABLE IF EXISTS verdicts")
        begun = time.process_time()
        db.execute("CREATE TABLE verdicts AS " + STATEMENT.replace("SELECT CASE", "SELECT t.id, CASE", 1))
        return time.process_time() - begun

    took = min(work() for _ in range(rounds))
    found = "".join(v for (v,) in db.execute("SELECT verdict FROM verdicts ORDER BY id").fetchall())
    peer.report(name, version, load, took, timed, found)


def sqlite():
    import sqlite3
    run("SQLite", sqlite3.sqlite_version, sqlite3.connect(":memory:"),
        lambda insert: insert("transfers", [(n, *row) for n, row in enumerate(peer.transfers())]),
        peer.ROUNDS, "one statement over a table in memory")


def duckdb():
    import duckdb
    db = duckdb.connect()
    db.execute("SET threads = 1")
    run("DuckDB", duckdb.__version__, db,
        lambda _: db.execute(
            "INSERT INTO transfers SELECT row_number() OVER () - 1, column0, column1, column2, column3 = 1, column4 FROM "
            "read_csv(?, delim = '\t', header = false, columns = {'column0': 'VARCHAR', "
            "'column1': 'VARCHAR', 'column2': 'INTEGER', 'column3': 'INTEGER', 'column4': 'VARCHAR'}, parallel = false)",
            [str(peer.PROBLEM / "transfers.tsv")]),
        max(peer.ROUNDS, 5), "one statement over a table in memory, one thread")


{"sqlite": sqlite, "duckdb": duckdb}[sys.argv[4]]()
