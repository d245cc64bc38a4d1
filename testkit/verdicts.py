"""Tells the verdicts of verify.py and verify_tables.py on many packs in one process, for the tests.

python3 verdicts.py < list. Each line of the list is a folder. Prints one line each: "sound"; or "verify" or
"tables", whichever refuses it first, with the file named and what is wrong with it.
"""
import importlib.util, os, sys

spec = importlib.util.spec_from_file_location("tables", os.path.join(os.path.dirname(os.path.abspath(__file__)), "verify_tables.py"))
tables = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tables)

for folder in sys.stdin.read().splitlines():
    wrong, _ = tables.check(folder)
    print(("verify" if tables.verify.check(folder)[0] else "tables") if wrong else "sound", *map(ascii, wrong[:1]))
