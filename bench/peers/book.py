"""Reads the rulebook's tables as they stand, without the engine: codes, prefixes, exceptions, columns."""
import pathlib

CHART = "CB1 CB2 CB3 NP1 NP2 NS1 NS2 MT1 RS1 RS2 FC1 CC1 CC2 CC3 AT1 AT2".split()


def table(path):
    """Rows of a TSV as dictionaries; lines that start with # are comments."""
    lines = [line for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t") + [""] * len(names))) for line in lines[1:]]


def pattern(cell):
    """'3B001 except 3B001.g, 3B001.h' as ('3B001', ['3B001.g', '3B001.h'])."""
    code, _, exceptions = cell.partition(" except ")
    return code, [e.strip() for e in exceptions.split(",") if e.strip()]


def under(code, prefix):
    return code == prefix or code.startswith(prefix + ".")


def covers(cell, code):
    prefix, exceptions = pattern(cell)
    return under(code, prefix) and not any(under(code, e) for e in exceptions)


def cells(value):
    return [v.strip() for v in value.split(",") if v.strip()]


class Book:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.chart = {row["country"]: {c for c in CHART if row[c] == "X"} for row in self["country-chart"]}
        self.groups = {row["country"]: set(cells(row["group"])) for row in self["country-groups"]}

    def __getitem__(self, name):
        return table(self.folder / (name + ".tsv"))

    def in_force(self, name, day):
        """Rows of a table that may carry dates."""
        return [row for row in self[name] if row.get("effective", "") <= day and not "" < row.get("until", "") <= day]

    def leaves(self, tables):
        """Codes of the book's registry below which neither it nor one of the tables names another, reserved ones left out."""
        reserved = {r["code"] for r in self["paragraph"] + self["paragraph-x"] if r["state"] == "reserved"}
        registered = {r["code"] for name in ("eccn", "paragraph", "paragraph-x") for r in self[name]}
        named = set(registered)
        for name in tables:
            for row in self[name]:
                code, exceptions = pattern(row["code"])
                named.update([code, *exceptions])
        above = {code[:at] for code in named for at in range(len(code)) if code[at] == "."}
        return sorted(code for code in registered - above if not any(under(code, r) for r in reserved))
