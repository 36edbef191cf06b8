"""Random transfers of one slice of the law, for an oracle.  slice.py RULEBOOK FOLDER COUNT SEED

The slice: the Bureau of Industry and Security's answer to an export from the United States of one US-origin item of Category 3
on 2026-10-01, known as of 2026-11-23.

  Items         codes of Category 3 below which the book names no other, so that what a code falls under is never in doubt
  Destinations  all that have a row of the Country Chart or belong to a country that has, but the United States, the embargoed
                and the sanctioned (Cuba, Iran, North Korea, Syria, Russia, Belarus)
  Parties       a seller in the United States and a buyer in the destination, on no list, whose parent may sit elsewhere
  Stated        no use, no knowledge, no notice; yes, no or nothing on each of FACTS
  Compared      verdict; grounds that stand: the chart, the rows with limiting words, the rows with carve-outs, 742.4(a)(4) and
                (5), 742.6(a)(5)-(7), (10), (12), 744.23(a)(3), 746.1(b); and where LVS, GBS, TSR, GOV, STA, IEC, ACM and the
                exclusion for the Emirates stand: applies, candidate or barred (740.2(a)(5), (9), (12), (19), (22), (25), (26)).
                The book's other exceptions are not looked at: no transfer states their conditions, so that none of them applies

FOLDER/transfers.tsv: destination, code, type, dollars, the buyer's parent's country, and the facts: a letter each, small for
yes, capital where nothing is said, none for no. FOLDER/facts.tsv names the letters, FOLDER/exceptions.tsv the exceptions.
"""
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "peers"))
from book import Book  # noqa: E402

# What a transfer may state, in the order of their letters a, b, c …; the first NUMBERS of them are numbers, 0 or 1.
FACTS = ("words-ns words-mt words-np words-rs words-at words-section ccl-carve-out gbs-words lvs-conditions gbs-conditions "
         "tsr-assurance sta-conditions iec-table gov-conditions acm-conditions uae-approved hong-kong-paper "
         "civil-telecommunications").split()
NUMBERS = 6
EXCEPTIONS = "lvs gbs tsr gov sta iec acm computing-emirates".split()
LETTERS = [chr(ord('a') + n) for n in range(len(FACTS))]
TABLES = ["ccl", "ccl-conditional", "ccl-carve-out", "lvs", "gbs", "tsr"]
TYPES = {"A": "commodity", "B": "commodity", "C": "commodity", "D": "software", "E": "technology"}
# Embargoes and the sanctions on Russia and Belarus are no part of the slice; an export to the United States is none.
LEFT_OUT = {"CU", "IR", "KP", "SY", "RU", "BY", "US"}
# Where some rule has a word of its own.
OFTEN = ["AE", "CN", "HK", "IQ", "MO", "PK", "SG", "TW", "UA", "VE", "VN", "ZA"]


def main():
    source, folder, count, seed = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    book, draw = Book(source / "us"), random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    codes = [code for code in book.leaves(TABLES) if code[0] == "3"]
    ruled = {row["territory"] for row in book["territories"] if row["country"] not in LEFT_OUT}
    countries = sorted((set(book.chart) | ruled) - LEFT_OUT)
    # A house states the same few things again and again: 500 different sets of facts.
    facts = ["".join(draw.choice([letter, letter, letter.upper(), ""]) for letter in LETTERS) for _ in range(500)]
    with open(folder / "transfers.tsv", "w") as out:
        for _ in range(count):
            to = draw.choice(OFTEN if draw.random() < 0.3 else countries)
            code = draw.choice(codes)
            parent = to if draw.random() < 0.8 else draw.choice(OFTEN + countries)
            out.write(f"{to}\t{code}\t{TYPES[code[1]]}\t{int(50 * 1000 ** draw.random())}\t{parent}\t{draw.choice(facts)}\n")
    (folder / "exceptions.tsv").write_text("".join(f"us.ear.{name}\n" for name in EXCEPTIONS))
    (folder / "facts.tsv").write_text("".join(
        f"{LETTERS[n]}\tus.{name}\t{'number' if n < NUMBERS else 'yes'}\n" for n, name in enumerate(FACTS)))


main()
