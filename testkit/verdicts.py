"""Tells the verdicts of verify.py on many packs in one process, for the tests.

python3 verdicts.py < list. Each line of the list is a folder. Prints one line each: "sound"; or "verify" or
"tables", for the half that refuses it first, with the file named and what is wrong with it.
"""
import importlib.util, os, sys

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "verify.py")
spec = importlib.util.spec_from_file_location("verify", path)
verify = sys.modules["verify"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)
check_tables = verify.check_tables

for folder in sys.stdin.read().splitlines():
    verify.check_tables = lambda *_: None
    half, (wrong, _) = "verify", verify.check(folder)
    if not wrong:
        verify.check_tables = check_tables
        half, (wrong, _) = "tables", verify.check(folder)
    print(half if wrong else "sound", *map(ascii, wrong[:1]))
