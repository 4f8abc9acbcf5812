"""Maximum spanning trees with one root (Chu and Liu 1965, Edmonds 1967)."""
import numpy as np


def _spanning(scores):
    """Heads of the best tree below node 0; `scores[child, head]`."""
    size = len(scores)
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    scores[0] = -np.inf
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(size, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    # The cycle becomes one node, the last.
    small = np.full((len(outside) + 1,) * 2, -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    kept = scores[cycle, heads[cycle]]
    entering = scores[np.ix_(cycle, outside)] - kept[:, None]
    small[-1, :-1] = entering.max(0)
    leaving = scores[np.ix_(outside, cycle)]
    small[:-1, -1] = leaving.max(1)
    chosen = _spanning(small)
    result = heads.copy()
    for place, node in enumerate(outside[1:], 1):
        head = chosen[place]
        result[node] = cycle[leaving[place].argmax()] if head == len(outside) else outside[head]
    breaker = entering[:, chosen[-1]].argmax()
    result[cycle[breaker]] = outside[chosen[-1]]
    return result


def _cycle(heads):
    state = np.zeros(len(heads), int)
    state[0] = -1
    for start in range(1, len(heads)):
        node = start
        while state[node] == 0:
            state[node] = start
            node = heads[node]
        if state[node] == start:
            cycle, at = [node], heads[node]
            while at != node:
                cycle.append(at)
                at = heads[at]
            return np.array(cycle)
        node = start
        while state[node] == start:
            state[node] = -1
            node = heads[node]
    return None


def tree(arcs):
    """Heads (0 the root) of words 1 to n, `arcs[child - 1, head]` being log probabilities. Exactly one word hangs on the root."""
    size = arcs.shape[1]
    scores = np.full((size, size), -np.inf)
    scores[1:] = arcs.astype("f8")
    heads = _spanning(scores)
    roots = np.flatnonzero(heads[1:] == 0) + 1
    if len(roots) == 1:
        return heads[1:]
    best, result = -np.inf, heads
    for root in roots:
        single = scores.copy()
        single[1:, 0] = -np.inf
        single[root] = -np.inf
        single[root, 0] = 0
        candidate = _spanning(single)
        total = scores[np.arange(1, size), candidate[1:]].sum()
        if total > best:
            best, result = total, candidate
    return result[1:]
