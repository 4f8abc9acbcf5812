"""Which treebanks the teacher learns from and is measured on. The same as those of the fast tier (`src/train/syntax/corpus.rs`).

A corpus is (path below the data folder, treebank whose conventions it follows, keep one sentence of so many).
"""
TRAINING = {
    "fr": [
        ("ud/fr/fr_sequoia-ud-train.conllu", "sequoia", 1),
        ("ud/fr/fr_gsd-ud-dev.conllu", "gsd", 1),
        ("ud/fr/fr_gsd-interrogatives-train.conllu", "gsd", 1),
        ("ud/fr/fr_fqb-ud-test.conllu", "sequoia", 2),
    ],
    "en": [
        ("ud/en/en_ewt-ud-train.conllu", "ewt", 1),
        ("ud/en/en_gumperm-ud-train.conllu", "gum", 1),
    ],
}
DEVELOPMENT = {
    "fr": ("ud/fr/fr_sequoia-ud-dev.conllu", "sequoia"),
    "en": ("ud/en/en_ewt-ud-dev.conllu", "ewt"),
}
TEST = {
    "fr": [("ud/fr/fr_sequoia-ud-test.conllu", "sequoia"), ("ud/fr/fr_gsd-ud-test.conllu", "gsd")],
    "en": [("ud/en/en_ewt-ud-test.conllu", "ewt")],
}
# Sentences to be labelled. Their pieces get embeddings when the teacher is trained.
UNLABELLED = {"fr": ("ud/fr/fr_gsd-posonly-train.conllu", "gsd"), "en": None}
