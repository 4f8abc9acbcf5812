"""Sentences in numbers, and batches of sentences of like length."""
import random

import numpy as np

from text import BEGIN, END

LENGTHS = (16, 24, 32, 40, 48, 64, 80, 112, 160)
PIECES_A_BATCH = 1200


class Labels:
    """Numbers of tags, feature bundles, relations, treebanks and pieces."""

    def __init__(self, tags, bundles, relations, treebanks, vocabulary):
        self.tags, self.bundles, self.relations, self.treebanks = tags, bundles, relations, treebanks
        self.vocabulary = vocabulary
        self.number = {key: {name: n for n, name in enumerate(names)} for key, names in vars(self).copy().items()}

    def names(self):
        return {key: getattr(self, key) for key in ("tags", "bundles", "relations", "treebanks", "vocabulary")}


class Example:
    """A sentence in numbers; -1 where nothing is known."""

    def __init__(self, sentence, treebank, pieces, labels):
        number = labels.number
        ids, self.first, self.last = [BEGIN], [], []
        for token in sentence:
            self.first.append(len(ids))
            ids += pieces.word(token.form, token.space_before)
            self.last.append(len(ids) - 1)
        self.pieces = [number["vocabulary"][piece] for piece in ids + [END]]
        self.treebank = number["treebanks"][treebank]
        self.tag = [number["tags"].get(token.upos, -1) for token in sentence]
        self.bundle = [number["bundles"].get(token.feats, -1) for token in sentence]
        self.head = [token.head for token in sentence]
        self.relation = [number["relations"].get(token.deprel, -1) for token in sentence]


def batches(examples, shuffle, budget=PIECES_A_BATCH):
    """(padded length, sentences a batch, numbers of sentences); those longer than the longest length are left out."""
    jitter = random.random if shuffle else lambda: 0
    size = lambda number: len(examples[number].pieces)
    order = [number for number in range(len(examples)) if size(number) <= LENGTHS[-1]]
    order.sort(key=lambda number: size(number) + 3 * jitter())
    groups = {}
    for number in order:
        groups.setdefault(next(length for length in LENGTHS if length >= size(number)), []).append(number)
    result = []
    for length, members in groups.items():
        rows = max(1, budget // length)
        result += [(length, rows, members[at : at + rows]) for at in range(0, len(members), rows)]
    if shuffle:
        random.shuffle(result)
    return result


def pack(examples, length, rows, chosen, hints):
    """Arrays for one batch. `hints`: 'all' gives all parts of speech, 'some' those of every second sentence but for a few
    words, 'none' none."""
    batch = {
        "pieces": np.full((rows, length), 1, "i4"),
        "mask": np.zeros((rows, length), bool),
        "words": np.zeros((rows, length), bool),
        "treebank": np.zeros(rows, "i4"),
    }
    for key in ("first", "last", "hint"):
        batch[key] = np.zeros((rows, length), "i4")
    for key in ("tag", "bundle", "head", "relation"):
        batch[key] = np.full((rows, length), -1, "i4")
    batch["mask"][:, 0] = True
    for row, number in enumerate(chosen):
        example = examples[number]
        words = len(example.first)
        batch["pieces"][row, : len(example.pieces)] = example.pieces
        batch["mask"][row, : len(example.pieces)] = True
        batch["words"][row, :words] = True
        batch["treebank"][row] = example.treebank
        for key in ("first", "last", "tag", "bundle", "head", "relation"):
            batch[key][row, :words] = getattr(example, key)
        if hints == "all":
            batch["hint"][row, :words] = np.array(example.tag) + 1
        elif hints == "some" and random.random() < 0.5:
            batch["hint"][row, :words] = [tag + 1 if random.random() < 0.9 else 0 for tag in example.tag]
    return batch
