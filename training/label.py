"""Writes a teacher's trees for sentences whose parts of speech are known: our own annotation only, no words.

    python label.py fr --weights e5.npz --teacher teacher-fr.pkl --data ../../shared/data --out silver/fr_gsd.trees.gz

The file: comment lines, among them the SHA-256 of the unpacked treebank that it belongs to; then a line for every sentence, in
the treebank's order; on it for every word `OFFSETrelationCONFIDENCE`, for instance `-2nmod8`: the head stands two words to the
left (0: the word is the root) and the teacher gives arc and relation together 80 to 89 in a hundred. A line `-` is a sentence
without tree (too long).
"""
import argparse
import functools
import gzip
import hashlib
import pickle
from pathlib import Path

import jax

import corpora
import encoder
from batches import Example, Labels
from text import Pieces, read_conllu, read_text
from train_teacher import annotate


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("language", choices=corpora.TRAINING)
    for name in ("weights", "teacher", "data", "out"):
        arguments.add_argument(f"--{name}", required=True, type=Path)
    arguments = arguments.parse_args()
    teacher = pickle.loads(arguments.teacher.read_bytes())
    labels = Labels(**teacher["labels"])
    pieces = Pieces(arguments.weights)
    path, treebank = corpora.UNLABELLED[arguments.language]
    sentences = read_conllu(arguments.data / path)
    examples = [Example(sentence, treebank, pieces, labels) for sentence in sentences]
    predict = jax.jit(functools.partial(encoder.predict, attention_heads=teacher["heads"]))
    lines = ["-"] * len(examples)
    for number, _, _, heads, relations, confidence in annotate(teacher["parameters"], examples, predict, "all"):
        words = zip(heads.tolist(), relations.tolist(), confidence.tolist())
        lines[number] = " ".join(
            f"{head - place if head else 0}{labels.relations[relation]}{min(9, int(sure * 10))}"
            for place, (head, relation, sure) in enumerate(words, 1)
        )
    checksum = hashlib.sha256(read_text(arguments.data / path).encode()).hexdigest()
    header = [f"# trees by machine for {Path(path).name}", f"# sha256 = {checksum}"]
    text = "\n".join(header + lines) + "\n"
    # No time stamp: the same trees give the same bytes.
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(len(lines), "sentences,", sum(line == "-" for line in lines), "without tree", flush=True)


if __name__ == "__main__":
    main()
