"""Asks Meta's reference program for PDQ hashes of pictures that follow from a number, for the tests.

python3 -m venv V && V/bin/pip install pdqhash numpy && V/bin/python pdq_vectors.py > vectors.tsv

pdqhash binds Meta's C++ (ThreatExchange, BSD). `drawn` in crates/onrecord-analysis/src/link/pdq/tests.rs makes
the same bytes.
"""
import importlib.metadata

import numpy as np
import pdqhash

M = 0xffffffff
SIZES = [(64, 64), (128, 128), (100, 80), (33, 97), (7, 5), (5, 200), (300, 200), (512, 512), (513, 300), (640, 480),
         (64, 65), (1000, 17)]
VECTORS, IN_ALL_POSITIONS = 120, 24


def draws(seed):
    state = [seed]

    def following(below):
        state[0] = (state[0] * 6364136223846793005 + 1442695040888963407) & 0xffffffffffffffff
        return (state[0] >> 33) % below
    return following


def drawn(seed, width, height):
    following = draws(seed)
    slopes = [(following(256), following(256), following(256)) for _ in range(3)]
    noise = [0, 3, 24, 120][seed % 4]
    discs = []
    for _ in range(seed % 9):
        place = following(width), following(height), 1 + following(max(width, height) // 2 + 1)
        discs.append((place, (following(256), following(256), following(256))))
    y, x = np.mgrid[0:height, 0:width].astype(np.int64)
    out = np.zeros((height, width, 3), np.uint8)
    for colour, (across, down, start) in enumerate(slopes):
        value = (across * x // width + down * y // height + start) % 256
        for (left, top, radius), own in discs:
            inside = (x - left) ** 2 + (y - top) ** 2 <= radius * radius
            value = np.where(inside, (own[colour] * 3 + value) // 4, value)
        mixed = ((x * 73856093) & M) ^ ((y * 19349663) & M) ^ ((colour * 83492791) & M) ^ ((seed * 2654435761) & M)
        mixed ^= mixed >> 13
        mixed = (mixed * 0x5bd1e995) & M
        mixed ^= mixed >> 15
        out[:, :, colour] = np.clip(value + mixed % (2 * noise + 1) - noise, 0, 255)
    return out


def written(vector):
    return "%064x" % int("".join(str(int(bit)) for bit in vector), 2)


print("# PDQ of pictures that follow from a number: seed, width, height, hash, quality; for some, the hash in the other")
print("# seven positions. By Meta's reference program, through pdqhash %s; made by testkit/pdq_vectors.py."
      % importlib.metadata.version("pdqhash"))
for number in range(VECTORS):
    seed, (width, height) = number + 1, SIZES[number % len(SIZES)]
    picture = drawn(seed, width, height)
    vector, quality = pdqhash.compute(picture)
    cells = [seed, width, height, written(vector), quality]
    if number < IN_ALL_POSITIONS:
        positions, _ = pdqhash.compute_dihedral(picture)
        cells += [written(position) for position in positions[1:]]
    print(*cells, sep="\t")
