"""Tells verify.py's verdict on many damaged packs in one process, for the tests.

python3 damage.py PACK VERDICTS < list. Each line of the list is a damage, as JSON:
["flip", file, offset, bit], ["cut", file, length], ["remove", file], ["add", file], ["swap", a, b],
["rename", a, b]. The damage is done in place and undone. Prints one line each: "sound" or the first
file named.
"""
import importlib.util, json, os, shutil, sys

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "verify.py")
spec = importlib.util.spec_from_file_location("verify", path)
verify = sys.modules["verify"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)


def damaged(pack, damage):
    kind, name = damage[0], os.path.join(pack, damage[1])
    kept = name + ".kept"
    if kind == "add":
        open(name, "wb").close()
        return lambda: os.remove(name)
    if kind in ("swap", "rename"):
        other = os.path.join(pack, damage[2])

        def turn():
            os.rename(name, pack + ".aside")
            if kind == "swap":
                os.rename(other, name)
            os.rename(pack + ".aside", other)
        turn()
        if kind == "swap":
            return turn
        return lambda: os.rename(other, name)
    with open(name, "rb") as file:
        data = bytearray(file.read())
    before = bytes(data)
    if kind == "flip":
        data[damage[2]] ^= 1 << damage[3]
    elif kind == "cut":
        del data[damage[2]:]
    os.remove(name)
    if kind != "remove":
        with open(name, "wb") as file:
            file.write(data)

    def undo():
        with open(name, "wb") as file:
            file.write(before)
    return undo


for line in sys.stdin:
    undo = damaged(sys.argv[1], json.loads(line))
    wrong, _ = verify.check(sys.argv[1])
    undo()
    print(wrong[0][0] if wrong else "sound", flush=True)
