"""The encoder (BERT with layer norm after each block, 12 layers of 384) and the heads on top of it: part of speech, features,
arcs and relations. The latter two are biaffine (Dozat and Manning 2017).

Two hints may be given to it: the treebank whose conventions are wanted (a vector added to every piece, Stymne et al. 2018), and
parts of speech that are known (a vector added to the word before the arcs).
"""
import jax
import jax.numpy as jnp
import numpy as np

LINEAR = ("q", "k", "v", "ao", "fi", "fo")
ARC, RELATION = 256, 96
FAR = -1e9


def load_encoder(path, vocabulary, layers):
    """Parameters of the encoder with the embeddings of the pieces in `vocabulary` only."""
    file = np.load(path)
    parameters = {
        "word": jnp.array(file["word"][vocabulary].astype("f4")),
        "position": jnp.array(file["position"]),
        "norm.w": jnp.array(file["norm.w"]),
        "norm.b": jnp.array(file["norm.b"]),
    }
    names = [f"{part}.{kind}" for part in (*LINEAR, "aln", "oln") for kind in "wb"]
    parameters["layers"] = [{name: jnp.array(file[f"{layer}.{name}"]) for name in names} for layer in range(layers)]
    return parameters


def new_heads(hidden, tags, bundles, relations, treebanks, seed):
    """Fresh parameters of everything above (and the treebank vectors below) the encoder."""
    random = np.random.default_rng(seed)

    def normal(*shape, scale=None):
        return jnp.array(random.normal(0, scale or shape[0] ** -0.5, shape).astype("f4"))

    zeros = lambda size: jnp.zeros(size, "f4")
    return {
        "treebank": normal(treebanks, hidden, scale=0.01),
        "tag_hint": normal(tags + 1, hidden, scale=0.02),
        "tag.w": normal(hidden, tags), "tag.b": zeros(tags),
        "bundle.w": normal(hidden, bundles), "bundle.b": zeros(bundles),
        "root": normal(1, hidden, scale=0.02),
        "arc_head.w": normal(hidden, ARC), "arc_head.b": zeros(ARC),
        "arc_child.w": normal(hidden, ARC), "arc_child.b": zeros(ARC),
        "arc": normal(ARC + 1, ARC, scale=0.01),
        "relation_head.w": normal(hidden, RELATION), "relation_head.b": zeros(RELATION),
        "relation_child.w": normal(hidden, RELATION), "relation_child.b": zeros(RELATION),
        "relation": normal(relations, RELATION + 1, RELATION + 1, scale=0.01),
    }


def norm(x, weight, bias):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(variance + 1e-12) * weight + bias


class Dropout:
    """Hands out masks; does nothing without a key."""

    def __init__(self, key):
        self.key = key

    def __call__(self, x, share):
        if self.key is None:
            return x
        self.key, key = jax.random.split(self.key)
        return jnp.where(jax.random.bernoulli(key, 1 - share, x.shape), x / (1 - share), 0)


def encode(parameters, treebank, pieces, mask, heads, drop):
    batch, length = pieces.shape
    x = parameters["word"][pieces] + parameters["position"][:length] + treebank[:, None, :]
    x = drop(norm(x, parameters["norm.w"], parameters["norm.b"]), 0.1)
    bias = jnp.where(mask[:, None, None, :], 0.0, FAR)
    for layer in parameters["layers"]:
        linear = lambda y, part: y @ layer[f"{part}.w"].T + layer[f"{part}.b"]
        split = lambda y: y.reshape(batch, length, heads, -1)
        query, key, value = (split(linear(x, part)) for part in "qkv")
        scores = jnp.einsum("bihd,bjhd->bhij", query, key) / np.sqrt(query.shape[-1])
        mixed = jnp.einsum("bhij,bjhd->bihd", jax.nn.softmax(scores + bias, -1), value).reshape(x.shape)
        x = norm(x + drop(linear(mixed, "ao"), 0.1), layer["aln.w"], layer["aln.b"])
        inner = jax.nn.gelu(linear(x, "fi"), approximate=False)
        x = norm(x + drop(linear(inner, "fo"), 0.1), layer["oln.w"], layer["oln.b"])
    return x


def forward(parameters, batch, attention_heads, key=None):
    """Scores of tags, bundles and arcs, and the two sides of the relation scores."""
    encoder, top = parameters
    drop = Dropout(key)
    x = encode(encoder, top["treebank"][batch["treebank"]], batch["pieces"], batch["mask"], attention_heads, drop)
    take = lambda place: jnp.take_along_axis(x, batch[place][:, :, None], 1)
    # A word is the mean of its first and last piece.
    words = drop((take("first") + take("last")) / 2, 0.2)
    tags = words @ top["tag.w"] + top["tag.b"]
    bundles = words @ top["bundle.w"] + top["bundle.b"]
    words = words + top["tag_hint"][batch["hint"]]
    root = jnp.broadcast_to(top["root"], (words.shape[0], 1, words.shape[2]))
    with_root = jnp.concatenate([root, words], 1)
    side = lambda y, part: drop(jax.nn.relu(y @ top[f"{part}.w"] + top[f"{part}.b"]), 0.25)
    one = lambda y: jnp.concatenate([y, jnp.ones_like(y[..., :1])], -1)
    arcs = jnp.einsum("bia,ac,bjc->bij", one(side(words, "arc_child")), top["arc"], side(with_root, "arc_head"))
    is_word = jnp.concatenate([jnp.ones_like(batch["words"][:, :1]), batch["words"]], 1)
    arcs = jnp.where(is_word[:, None, :], arcs, FAR)
    return tags, bundles, arcs, one(side(words, "relation_child")), one(side(with_root, "relation_head"))


def loss(parameters, batch, key, attention_heads):
    """Mean over words of the sum of the cross entropies of what is known of them."""
    tags, bundles, arcs, child, head = forward(parameters, batch, attention_heads, key)

    def entropy(scores, right):
        chosen = jnp.take_along_axis(jax.nn.log_softmax(scores, -1), jnp.maximum(right, 0)[..., None], -1)
        return -chosen[..., 0] * ((right >= 0) & batch["words"])

    head = jnp.take_along_axis(head, jnp.maximum(batch["head"], 0)[:, :, None], 1)
    relations = jnp.einsum("bia,rac,bic->bir", child, parameters[1]["relation"], head)
    total = entropy(tags, batch["tag"]) + 0.5 * entropy(bundles, batch["bundle"])
    total += entropy(arcs, batch["head"]) + entropy(relations, batch["relation"])
    return total.sum() / batch["words"].sum()


def predict(parameters, batch, attention_heads):
    """Probabilities of tags, of bundles, of heads, and scores of relations for every pair of words."""
    tags, bundles, arcs, child, head = forward(parameters, batch, attention_heads)
    relations = jnp.einsum("bia,rac,bjc->bijr", child, parameters[1]["relation"], head)
    return jax.nn.softmax(tags, -1), bundles.argmax(-1), jax.nn.log_softmax(arcs, -1), jax.nn.softmax(relations, -1)
