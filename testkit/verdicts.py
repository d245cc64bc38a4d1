"""Tells verify.py's verdict on many packs in one process, for the tests.

python3 verdicts.py < list. Each line of the list is a folder. Prints one line each: "sound", or the
first file named and what is wrong with it.
"""
import importlib.util, os, sys

spec = importlib.util.spec_from_file_location("verify", os.path.join(os.path.dirname(os.path.abspath(__file__)), "verify.py"))
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)

for folder in sys.stdin.read().splitlines():
    wrong, _ = verify.check(folder)
    print(ascii("%s: %s" % wrong[0]) if wrong else "sound")
