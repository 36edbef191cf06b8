#!/usr/bin/env python3
"""The schemas of docs/schema hold for every JSON of the documentation and the demo, and for what the program answers to it.

    schema.py PROGRAM SOURCE

A schema leaves room for fields that come later. Here it does not: a field that the program writes and the schema does not
know is a fault, so that neither can drift. Prints TAP.
"""
import copy
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("1..0 # SKIP python3-jsonschema is not installed")
    print("# skip: the schemas of docs/schema, as python3-jsonschema is not installed")
    sys.exit(0)

program, source = sys.argv[1:3]
names = ["transfer", "decision", "measure", "replay", "outline", "verify"]
results = []


def closed(schema):
    """The schema, with no room for fields that it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    out = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            out[key] = {name: closed(one) for name, one in value.items()}
        elif key in ("if", "else"):
            out[key] = value
        else:
            out[key] = closed(value)
    if "properties" in out and "additionalProperties" not in out:
        out["additionalProperties"] = False
    return out


def faults(name, document):
    validator = validators[name]
    return ["%s: %s" % (error.json_path, error.message[:200]) for error in validator.iter_errors(document)]


def test(title, wrong):
    results.append(not wrong)
    print("%s %d - %s" % ("not ok" if wrong else "ok", len(results), title))
    for line in wrong[:8]:
        print("# " + line.replace("\n", " "))


def run(*arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, env=environment)
    if done.returncode not in (0, 1, 3) or not done.stdout:
        raise SystemExit("%s: %s" % (" ".join(arguments), done.stderr))
    return done.stdout


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def documents():
    """Every JSON of the documentation and the demo, with the schema that it is written after."""
    for path in sorted(glob.glob(source + "/demo/**/*.json", recursive=True) + glob.glob(source + "/docs/cases/*.json")):
        yield path, "measure" if "/measures/" in path else "transfer", json.loads(read(path))
    for path in sorted(glob.glob(source + "/*.md") + glob.glob(source + "/docs/**/*.md", recursive=True)):
        for block in re.findall(r"^```json\n(.*?)^```", read(path), re.S | re.M):
            yield path, "transfer", json.loads(block)


def spoilt(document, where, value):
    """A copy with another value at a path; ... takes it away."""
    copied = copy.deepcopy(document)
    at = copied
    for step in where[:-1]:
        at = at[step]
    if value is ...:
        del at[where[-1]]
    else:
        at[where[-1]] = value
    return copied


schemas = {name: json.loads(read("%s/docs/schema/%s.json" % (source, name))) for name in names}
for name in names:
    jsonschema.Draft202012Validator.check_schema(schemas[name])
validators = {name: jsonschema.Draft202012Validator(closed(schemas[name])) for name in names}
environment = dict(os.environ, EXPORTCTL_TODAY="2026-11-23", HOME=tempfile.gettempdir())

print("TAP version 13")
test("every schema of the folder is known here",
     sorted(set(os.path.basename(path)[:-5] for path in glob.glob(source + "/docs/schema/*.json")) ^ set(names)))

written = list(documents())
test("the documentation and the demo hold transfers and a measure",
     [] if {kind for _, kind, _ in written} == {"transfer", "measure"} and len(written) > 10 else ["only %d" % len(written)])
wrong = []
answers = []
for path, kind, document in written:
    wrong += ["%s: %s" % (path, fault) for fault in faults(kind, document)]
test("every JSON of the documentation and the demo is after its schema", wrong)

wrong = []
with tempfile.TemporaryDirectory() as folder:
    for path, kind, document in written:
        if kind != "transfer":
            continue
        name = folder + "/transfer.json"
        with open(name, "w", encoding="utf-8") as file:
            json.dump(document, file)
        for more in ([], ["--as-of", "2025-10-15", "--accept-excerpts"], ["--as-of", "2026-03-01"], ["--as-of", "2019-06-01"]):
            answer = json.loads(run("check", name, "--no-store", "-o", "json", *more))
            answers.append(answer)
            wrong += ["%s: %s" % (path, fault) for fault in faults("decision", answer)]
test("every answer to them is", wrong)
wrong = []
lines = run("check", source + "/demo/shipments.csv", "--no-store", "-o", "ndjson").splitlines()
for line in lines:
    wrong += faults("decision", json.loads(line))
test("the answers to a year of shipments are", wrong if len(lines) > 100 else ["%d answers" % len(lines)])

replay = json.loads(run("replay", "--after", source + "/demo/proposal", source + "/demo/shipments.csv", "-o", "json"))
test("a replay is", faults("replay", replay))
outline = json.loads(run("rules", "show", "--coverage", "-o", "json"))
test("the outline of the law is", faults("outline", outline))
with tempfile.TemporaryDirectory() as folder:
    with open(folder + "/part.xml", "w", encoding="utf-8") as file:
        file.write('<DIV5 NODE="15:2" N="740" TYPE="PART"><DIV8 N="740.4" TYPE="SECTION"><P>x</P></DIV8>'
                   '<DIV8 N="740.1" TYPE="SECTION"><P>y</P></DIV8></DIV5>')
    verified = json.loads(run("rules", "verify", "--text", folder, "-o", "json"))
test("texts that changed are", faults("verify", verified))

# What a schema must refuse: a schema that allows everything would pass all of the above.
transfer = next(document for path, _, document in written if path.endswith("/etcher.json"))
answer = next(one for one in answers if any(j["grounds"] for j in one["jurisdictions"]))
law = next(n for n, j in enumerate(answer["jurisdictions"]) if j["grounds"])
refused = [
    ("transfer", spoilt(transfer, ["kind"], "gift")),
    ("transfer", spoilt(transfer, ["kind"], ...)),
    ("transfer", spoilt(transfer, ["items"], [])),
    ("transfer", spoilt(transfer, ["items"], ...)),
    ("transfer", spoilt(transfer, ["to"], "China")),
    ("transfer", spoilt(transfer, ["date"], "23 November")),
    ("transfer", spoilt(transfer, ["parties", 0, "role"], "friend")),
    ("transfer", spoilt(transfer, ["parties", 0, "role"], ...)),
    ("transfer", spoilt(transfer, ["items", 0, "codes"], "3B001")),
    ("transfer", spoilt(transfer, ["items", 0, "weight"], 12)),
    ("decision", spoilt(answer, ["verdict"], "fine")),
    ("decision", spoilt(answer, ["id"], "D-1")),
    ("decision", spoilt(answer, ["jurisdictions", law, "grounds", 0, "cites"], "15 CFR 734.3")),
    ("decision", spoilt(answer, ["jurisdictions", law, "grounds", 0, "status"], ...)),
    ("decision", spoilt(answer, ["as_of", "snapshot"], "sha256:0")),
    ("decision", spoilt(answer, ["surprise"], True)),
    ("replay", spoilt(replay, ["matrices", 0, "cells", 0, "after"], "maybe")),
    ("outline", spoilt(outline, ["laws", 0, "parts", 0, "depth"], "deep")),
    ("verify", spoilt(verified, ["sections", 0, "state"], "old")),
]
test("what is wrong is refused", ["%s %d is allowed" % (kind, n) for n, (kind, document) in enumerate(refused) if not faults(kind, document)])

print("1..%d" % len(results))
sys.exit(0 if all(results) else 1)
