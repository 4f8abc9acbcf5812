"""Fine-tunes the encoder to a teacher of trees.

    python train_teacher.py fr --weights e5.npz --data ../../shared/data --out teacher-fr.pkl
        [--epochs 12] [--layers 12] [--start teacher.pkl --rate 1.5e-4]
"""
import argparse
import functools
import pickle
import random
import time
from collections import Counter
from pathlib import Path

import jax
import numpy as np
import optax

import corpora
import encoder
from batches import Example, Labels, batches, pack
from text import BEGIN, END, UNKNOWN, Pieces, read_conllu
from tree import tree

ENCODER_RATE, HEAD_RATE, WARM_UP = 3e-4, 1e-3, 0.1
PAD = 1


def load(folder, language):
    """Training, development, test sentences, with their treebank."""
    def read(path, treebank, one_in=1):
        return [(sentence, treebank) for sentence in read_conllu(folder / path)[::one_in]]

    training = [pair for corpus in corpora.TRAINING[language] for pair in read(*corpus)]
    test = {Path(path).name: read(path, treebank) for path, treebank in corpora.TEST[language]}
    test = {"development": read(*corpora.DEVELOPMENT[language])} | test
    unlabelled = corpora.UNLABELLED[language]
    return training, test, read(*unlabelled) if unlabelled else []


def make_labels(training, others, pieces):
    """Label sets of the training sentences, and all pieces that are needed."""
    count = lambda key: Counter(getattr(token, key) for sentence, _ in training for token in sentence)
    common = lambda key: sorted(name for name, times in count(key).items() if times > 1)
    vocabulary = {BEGIN, PAD, END, UNKNOWN}
    for sentence, _ in training + others:
        for token in sentence:
            vocabulary.update(pieces.word(token.form, token.space_before))
    treebanks = sorted({treebank for _, treebank in training})
    return Labels(common("upos"), common("feats"), common("deprel"), treebanks, sorted(vocabulary))


def annotate(parameters, examples, predict, hints):
    """Yields (number, tags, bundles, heads, relations, confidence) of every sentence that is not too long."""
    for length, rows, chosen in batches(examples, shuffle=False):
        tags, bundles, arcs, relations = map(np.array, predict(parameters, pack(examples, length, rows, chosen, hints)))
        for row, number in enumerate(chosen):
            words = len(examples[number].first)
            heads = tree(arcs[row, :words, : words + 1])
            places = np.arange(words)
            chosen_relations = relations[row, places, heads]
            names = chosen_relations.argmax(-1)
            confidence = np.exp(arcs[row, places, heads]) * chosen_relations[places, names]
            yield number, tags[row, :words].argmax(-1), bundles[row, :words], heads, names, confidence


def evaluate(name, parameters, examples, predict, labels, hints="none"):
    """Prints scores; relations without their subtypes."""
    universal = np.array([relation.split(":")[0] for relation in labels.relations] + ["?"])
    total, right = 0, np.zeros(4)
    for number, tags, bundles, heads, relations, _ in annotate(parameters, examples, predict, hints):
        example = examples[number]
        total += len(heads)
        arcs = heads == np.array(example.head)
        labelled = arcs & (universal[relations] == universal[example.relation])
        right += [(tags == example.tag).sum(), (bundles == example.bundle).sum(), arcs.sum(), labelled.sum()]
    scores = "UPOS %.2f features %.2f UAS %.2f LAS %.2f" % tuple(100 * right / total)
    print(f"{name} ({hints} tags given): {total} words, {scores}", flush=True)


def optimiser(steps, encoder_rate):
    """AdamW, a slower rate for the encoder, warm-up and cosine."""

    def part(rate, decay):
        schedule = optax.warmup_cosine_decay_schedule(0, rate, int(steps * WARM_UP), steps, rate * 0.02)
        return optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=decay))

    head_rate = HEAD_RATE * encoder_rate / ENCODER_RATE
    return optax.multi_transform({"e": part(encoder_rate, 0.01), "h": part(head_rate, 0.001)}, ("e", "h"))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("language", choices=corpora.TRAINING)
    arguments.add_argument("--weights", required=True, type=Path)
    arguments.add_argument("--data", required=True, type=Path)
    arguments.add_argument("--out", required=True, type=Path)
    arguments.add_argument("--epochs", type=int, default=12)
    arguments.add_argument("--layers", type=int, default=12)
    arguments.add_argument("--start", type=Path, help="go on from this model instead of the pretrained weights")
    arguments.add_argument("--rate", type=float, default=ENCODER_RATE, help="highest rate of the encoder")
    arguments = arguments.parse_args()
    random.seed(1)
    pieces = Pieces(arguments.weights)
    training, test, unlabelled = load(arguments.data, arguments.language)
    labels = make_labels(training, unlabelled + [pair for pairs in test.values() for pair in pairs], pieces)
    numbers = lambda pairs: [Example(sentence, treebank, pieces, labels) for sentence, treebank in pairs]
    test = {name: numbers(pairs) for name, pairs in test.items()}
    training = numbers(training)
    sizes = {key: len(names) for key, names in labels.names().items()}
    print(len(training), "sentences,", sum(len(example.pieces) for example in training), "pieces,", sizes, flush=True)

    hidden, heads = pieces.dimensions["hidden"], pieces.dimensions["heads"]
    top = encoder.new_heads(hidden, sizes["tags"], sizes["bundles"], sizes["relations"], sizes["treebanks"], seed=0)
    parameters = encoder.load_encoder(arguments.weights, labels.vocabulary, arguments.layers), top
    if arguments.start:
        content = pickle.loads(arguments.start.read_bytes())
        if content["labels"] != labels.names():
            raise SystemExit(f"{arguments.start} was trained with other labels")
        parameters = jax.tree.map(jax.numpy.array, content["parameters"])
    rule = optimiser(len(batches(training, shuffle=False)) * arguments.epochs, arguments.rate)
    state = rule.init(parameters)

    @functools.partial(jax.jit, donate_argnums=(0, 1))
    def step(parameters, state, batch, key):
        value, slope = jax.value_and_grad(encoder.loss)(parameters, batch, key, heads)
        change, state = rule.update(slope, state, parameters)
        return optax.apply_updates(parameters, change), state, value

    predict = jax.jit(functools.partial(encoder.predict, attention_heads=heads))
    key = jax.random.PRNGKey(1)
    for epoch in range(arguments.epochs):
        start, total, seen = time.time(), 0.0, 0
        for count, (length, rows, chosen) in enumerate(batches(training, shuffle=True), 1):
            key, own = jax.random.split(key)
            batch = pack(training, length, rows, chosen, "some")
            parameters, state, value = step(parameters, state, batch, own)
            total += float(value)
            seen += sum(len(training[number].pieces) for number in chosen)
        seconds = time.time() - start
        print(f"epoch {epoch}: loss {total / count:.3f}, {seconds:.0f} s, {seen / seconds:.0f} pieces/s", flush=True)
        if epoch % 4 == 3 or epoch + 1 == arguments.epochs:
            evaluate("development", parameters, test["development"], predict, labels)
            content = {"parameters": jax.tree.map(np.array, parameters), "labels": labels.names(), "heads": heads}
            arguments.out.write_bytes(pickle.dumps(content))
    for name, examples in test.items():
        for hints in ("none", "all"):
            evaluate(name, parameters, examples, predict, labels, hints)


if __name__ == "__main__":
    main()
