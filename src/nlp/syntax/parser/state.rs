//! The stack, the buffer and the arcs so far.

/// A transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The next word moves to the stack.
    Shift = 0,
    /// The top of the stack becomes a dependent of the next word.
    Left = 1,
    /// The top of the stack becomes a dependent of the word below it.
    Right = 2,
}

impl Action {
    /// Every transition.
    pub const ALL: [Action; 3] = [Action::Shift, Action::Left, Action::Right];
}

/// A word as the parser sees it, in hashes and small numbers; all 0 outside the sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Node {
    /// Hash of the lower-cased form.
    pub form: u32,
    /// Hash standing for the lemma.
    pub lemma: u32,
    /// Part of speech.
    pub tag: u32,
    /// Part of speech with verb form, mood, voice and kind of pronoun.
    pub fine_tag: u32,
    /// Number, gender and person.
    pub agreement: u32,
    /// Distributional classes.
    pub coarse: u32,
    /// Distributional classes.
    pub middle: u32,
    /// Distributional classes.
    pub fine: u32,
    /// True for a finite verb or auxiliary.
    pub finite: bool,
}

/// Arcs at a node, as far as known. Places are node indices, 0 for none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Arcs {
    /// The head.
    pub head: usize,
    /// Label number + 1; 0 without head.
    pub label: u32,
    /// Outermost and next dependent on the left.
    pub left: [usize; 2],
    /// Outermost and next dependent on the right.
    pub right: [usize; 2],
    /// How many dependents on the left.
    pub left_count: u32,
    /// How many dependents on the right.
    pub right_count: u32,
    /// Universal relations of the dependents on the left, one bit each.
    pub left_labels: u64,
    /// Universal relations of the dependents on the right, one bit each.
    pub right_labels: u64,
}

/// A parser configuration. Node 0 is no word, nodes 1 to n are the words, node n + 1 is the root.
#[derive(Clone, Debug, Default)]
pub struct State {
    nodes: Vec<Node>,
    arcs: Vec<Arcs>,
    /// Before node `i`: commas, and all punctuation.
    punctuation: Vec<(u32, u32)>,
    /// Finite verbs up to node `i`.
    finite: Vec<u32>,
    stack: Vec<usize>,
    next: usize,
}

impl State {
    /// Starts a sentence. `words` gives each word's node, whether it is punctuation and whether a comma.
    pub fn start(&mut self, words: impl Iterator<Item = (Node, bool, bool)>) {
        self.nodes.clear();
        self.punctuation.clear();
        self.nodes.push(Node::default());
        self.punctuation.push((0, 0));
        let mut counts = (0, 0);
        for (node, punctuation, comma) in words {
            self.nodes.push(node);
            self.punctuation.push(counts);
            counts = (counts.0 + u32::from(comma), counts.1 + u32::from(punctuation));
        }
        self.nodes.push(Node { form: 1, lemma: 1, tag: 31, fine_tag: 1, ..Node::default() });
        self.punctuation.push(counts);
        self.finite.clear();
        self.finite.extend(self.nodes.iter().scan(0, |count, node| {
            *count += u32::from(node.finite);
            Some(*count)
        }));
        self.restart();
    }

    /// Forgets all arcs of the sentence.
    pub fn restart(&mut self) {
        self.arcs.clear();
        self.arcs.resize(self.nodes.len(), Arcs::default());
        self.stack.clear();
        self.next = 1;
    }

    /// Number of words.
    pub fn words(&self) -> usize {
        self.nodes.len().saturating_sub(2)
    }

    /// True for the root's node.
    pub fn is_root(&self, node: usize) -> bool {
        node + 1 == self.nodes.len()
    }

    /// The node at an index.
    #[inline(always)]
    pub fn node(&self, index: usize) -> &Node {
        &self.nodes[index]
    }

    /// The arcs at an index.
    #[inline(always)]
    pub fn arcs(&self, index: usize) -> &Arcs {
        &self.arcs[index]
    }

    /// The node `depth` below the top of the stack; 0 where there is none.
    #[inline(always)]
    pub fn stack(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(0, |place| self.stack[place])
    }

    /// All nodes on the stack, top last.
    pub fn stack_nodes(&self) -> &[usize] {
        &self.stack
    }

    /// The node `ahead` of the next word; 0 past the root.
    #[inline(always)]
    pub fn buffer(&self, ahead: usize) -> usize {
        let index = self.next + ahead;
        if index < self.nodes.len() { index } else { 0 }
    }

    /// Commas and all punctuation between two nodes, each counted up to 2.
    #[inline(always)]
    pub fn punctuation_between(&self, left: usize, right: usize) -> u32 {
        let (before, until) = (self.punctuation[left], self.punctuation[right]);
        until.0.saturating_sub(before.0).min(2) * 3 + until.1.saturating_sub(before.1).min(2)
    }

    /// Finite verbs after a node, counted up to 2: does a main clause still come?
    #[inline(always)]
    pub fn finite_after(&self, node: usize) -> u32 {
        let all = self.finite.last().copied().unwrap_or_default();
        (all - self.finite[node]).min(2)
    }

    /// Which transitions may be taken, by number. None at the end.
    pub fn allowed(&self) -> [bool; 3] {
        let at_end = self.is_root(self.next);
        let height = self.stack.len();
        // The root takes one word only: what else is on the stack must find its head there first.
        [!at_end && self.next < self.nodes.len(), height >= 1 && (!at_end || height == 1), height >= 2]
    }

    /// Head and dependent of the arc that an action adds.
    pub fn arc(&self, action: Action) -> Option<(usize, usize)> {
        match action {
            Action::Shift => None,
            Action::Left => Some((self.next, self.stack(0))),
            Action::Right => Some((self.stack(1), self.stack(0))),
        }
    }

    /// Moves the next word to the stack.
    pub fn shift(&mut self) {
        self.stack.push(self.next);
        self.next += 1;
    }

    /// Takes the top of the stack as a dependent of `head`. `coarse` is the number of the universal relation.
    pub fn attach(&mut self, head: usize, child: usize, label: u8, coarse: u8) {
        self.stack.pop();
        self.arcs[child].head = head;
        self.arcs[child].label = u32::from(label) + 1;
        let bit = 1 << (coarse & 63);
        let arcs = &mut self.arcs[head];
        if child < head {
            arcs.left = [child, arcs.left[0]];
            arcs.left_count += 1;
            arcs.left_labels |= bit;
        } else {
            arcs.right = [child, arcs.right[0]];
            arcs.right_count += 1;
            arcs.right_labels |= bit;
        }
    }
}
