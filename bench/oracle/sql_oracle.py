"""The slice in DuckDB.  sql_oracle.py RULEBOOK FOLDER

Reads FOLDER/transfers.tsv and the rulebook's tables; writes FOLDER/duckdb, a line a transfer as the engine's program does.
"""
import pathlib
import sys
import time

import duckdb

HERE = pathlib.Path(__file__).parent
# Of each table the column that is asked for; the first column is what the row speaks of.
TABLES = {"ccl": "control", "ccl-conditional": "control", "ccl-carve-out": "control", "lvs": "limit", "gbs": "extent",
          "tsr": "extent", "gov-only": None, "advanced-computing": None, "advanced-computing-b": None, "series-600": None,
          "iec": None, "sta-excluded": None, "un-embargo": None}
TSV = "delim = '\t', header = true, comment = '#', quote = '', all_varchar = true, null_padding = true"


def read_book(db, folder):
    db.execute("CREATE TABLE book (name VARCHAR, cell VARCHAR, value VARCHAR)")
    for name, column in TABLES.items():
        path = str(folder / f"{name}.tsv")
        first = db.execute(f"DESCRIBE FROM read_csv(?, {TSV})", [path]).fetchone()[0]
        db.execute(f'INSERT INTO book SELECT ?, "{first}", ' + (f'"{column}"' if column else "''") + f" FROM read_csv(?, {TSV})",
                   [name, path])
    db.execute("CREATE TABLE chart AS SELECT country, reason FROM (UNPIVOT (FROM read_csv(?, " + TSV + ")) "
               "ON COLUMNS(* EXCLUDE country) INTO NAME reason VALUE mark) WHERE mark = 'X'", [str(folder / "country-chart.tsv")])
    db.execute("CREATE TABLE groups AS SELECT country, trim(unnest(string_split(\"group\", ','))) AS name FROM read_csv(?, " + TSV
               + ")", [str(folder / "country-groups.tsv")])
    # A destination without a row is treated as the country whose territory it is (738.3(b)).
    for table, column in (("chart", "reason"), ("groups", "name")):
        db.execute(f"INSERT INTO {table} SELECT t.territory, {column} FROM read_csv(?, {TSV}) t JOIN {table} USING (country) "
                   f"WHERE t.territory NOT IN (SELECT country FROM {table})", [str(folder / "territories.tsv")])


def read_transfers(db, folder):
    facts = [line.split("\t") for line in (folder / "facts.tsv").read_text().splitlines()]
    columns = "".join(
        f", CASE WHEN contains(facts, '{letter}') THEN true WHEN contains(facts, '{letter.upper()}') THEN NULL ELSE false END AS "
        + name.removeprefix("us.").replace("-", "_") for letter, name, _ in facts)
    db.execute("CREATE TABLE transfers AS SELECT row_number() OVER () AS id, destination, item, type, dollars, parent" + columns
               + " FROM read_csv(?, delim = '\t', header = false, quote = '', parallel = false, columns = {'destination': 'VARCHAR', 'item': "
               "'VARCHAR', 'type': 'VARCHAR', 'dollars': 'INTEGER', 'parent': 'VARCHAR', 'facts': 'VARCHAR'}, nullstr = '\\N')",
               [str(folder / "transfers.tsv")])


def main():
    rulebook, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    db = duckdb.connect()
    db.execute("SET threads = 1")
    read_book(db, rulebook / "us")
    read_transfers(db, folder)
    start = time.process_time()
    db.execute((HERE / "slice.sql").read_text())
    took = time.process_time() - start
    count = db.execute("SELECT count(*) FROM transfers").fetchone()[0]
    with open(folder / "duckdb", "w") as out:
        cursor = db.execute("SELECT verdict, grounds, exceptions FROM answers ORDER BY id")
        while rows := cursor.fetchmany(50000):
            out.writelines("\t".join(row) + "\n" for row in rows)
    print(f"DuckDB {duckdb.__version__}\t{took / count * 1e9:.0f}")


main()
