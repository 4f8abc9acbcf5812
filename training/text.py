"""Treebanks in, pieces out."""
import gzip
import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np

LONGEST_PIECE = 20
BEGIN, END, UNKNOWN = 0, 2, 3


@dataclass
class Token:
    """A syntactic word; `head` is -1 where there is no tree, 0 at the root."""

    form: str
    upos: str
    feats: str
    head: int
    deprel: str
    space_before: bool


class Pieces:
    """SentencePiece unigram: of all ways to cut a word the one with the highest sum of scores."""

    def __init__(self, path):
        file = np.load(path)
        header = json.loads(bytes(file["json"]))
        self.dimensions = header["dimensions"]
        self.names = header["pieces"]
        self.numbers = {piece: number for number, piece in enumerate(self.names) if number > UNKNOWN}
        self.scores = file["scores"].tolist()
        self.unknown = min(self.scores) - 10
        self.known = {}

    def word(self, form, space_before):
        """The piece numbers of a word."""
        text = unicodedata.normalize("NFKC", ("▁" if space_before else "") + form)
        if text not in self.known:
            self.known[text] = self._best(text)
        return self.known[text]

    def _best(self, text):
        length = len(text)
        best = [0.0] + [-1e9] * length
        back = [None] * (length + 1)
        for start in range(length):
            for end in range(start + 1, min(length, start + LONGEST_PIECE) + 1):
                number = self.numbers.get(text[start:end])
                if number is None and end > start + 1:
                    continue
                score = best[start] + (self.unknown if number is None else self.scores[number])
                if score > best[end]:
                    best[end], back[end] = score, (start, UNKNOWN if number is None else number)
        pieces = []
        while length > 0:
            length, number = back[length]
            pieces.append(number)
        return pieces[::-1] or [UNKNOWN]


def read_text(path):
    """The text of a file, plain or gzipped."""
    path = Path(path)
    if path.exists() and path.suffix != ".gz":
        return path.read_text(encoding="utf8")
    packed = path if path.suffix == ".gz" else Path(f"{path}.gz")
    return gzip.open(packed, "rt", encoding="utf8").read()


def read_conllu(path):
    """The sentences of a file as lists of tokens."""
    sentences = []
    for block in read_text(path).split("\n\n"):
        tokens, space, contraction_end, contraction_space = [], True, 0, True
        for line in block.split("\n"):
            columns = line.split("\t")
            if len(columns) != 10 or line.startswith("#") or "." in columns[0]:
                continue
            spaced = "SpaceAfter=No" not in columns[9]
            if "-" in columns[0]:
                contraction_end, contraction_space = int(columns[0].split("-")[1]), spaced
                continue
            number = int(columns[0])
            head = -1 if columns[6] == "_" else int(columns[6])
            tokens.append(Token(columns[1], columns[3], columns[5], head, columns[7], space))
            space = True if number < contraction_end else contraction_space if number == contraction_end else spaced
        if tokens:
            sentences.append(tokens)
    return sentences
