//! The dynamic oracle of the arc-hybrid system (Goldberg and Nivre 2013): what each action costs in gold arcs.

use crate::nlp::syntax::parser::State;

/// The gold tree of a sentence in node numbers.
#[derive(Clone, Debug, Default)]
pub struct GoldTree {
    /// Head of every node, the root's number for the root word, 0 where it is not known.
    heads: Vec<usize>,
    /// Dependents of every node, in order.
    children: Vec<Vec<usize>>,
}

impl GoldTree {
    /// A tree from the heads of nodes 1 to n (node n + 1 is the root).
    pub fn new(heads: impl Iterator<Item = usize>) -> Self {
        let mut heads: Vec<usize> = std::iter::once(0).chain(heads).collect();
        heads.push(0);
        let mut children = vec![Vec::new(); heads.len()];
        for (node, &head) in heads.iter().enumerate().filter(|(_, head)| **head != 0) {
            children[head].push(node);
        }
        GoldTree { heads, children }
    }

    /// The head of a node; 0 where it is not known.
    pub fn head(&self, node: usize) -> usize {
        self.heads[node]
    }

    /// How many gold arcs that can still be made each action makes impossible.
    pub fn costs(&self, state: &State) -> [usize; 3] {
        let next = state.buffer(0);
        let (top, below) = (state.stack(0), state.stack(1));
        let stack = state.stack_nodes();
        let deeper = &stack[..stack.len().saturating_sub(1)];
        let shift = self.children[next].iter().filter(|child| stack.contains(child)).count()
            + usize::from(self.heads[next] != 0 && deeper.contains(&self.heads[next]));
        let head = self.heads[top];
        let lost_children = self.children[top].iter().filter(|&&child| child >= next).count();
        let left = lost_children + usize::from(head != 0 && (head > next || head == below));
        let right = lost_children + usize::from(head != 0 && head >= next);
        [shift, left, right]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::syntax::parser::{Action, Node};
    use proptest::prelude::*;

    /// Follows cheapest actions and returns the heads.
    fn follow(heads: &[usize]) -> Vec<usize> {
        let gold = GoldTree::new(heads.iter().copied());
        let mut state = State::default();
        state.start(heads.iter().map(|_| (Node::default(), false, false)));
        loop {
            let costs = gold.costs(&state);
            let allowed = state.allowed();
            let best = Action::ALL.into_iter().filter(|&a| allowed[a as usize]).min_by_key(|&a| costs[a as usize]);
            match best {
                None => break,
                Some(action) => match state.arc(action) {
                    None => state.shift(),
                    Some((head, child)) => state.attach(head, child, 0, 0),
                },
            }
        }
        (1..=heads.len()).map(|node| state.arcs(node).head).collect()
    }

    #[test]
    fn projective_trees_are_rebuilt() {
        assert_eq!(follow(&[2, 6, 4, 2, 2]), [2, 6, 4, 2, 2]);
        assert_eq!(follow(&[2]), [2]);
        assert!(follow(&[]).is_empty());
    }

    #[test]
    fn where_arcs_cross_every_action_costs_one_of_them() {
        let gold = GoldTree::new([3, 4, 6, 3, 3].into_iter());
        let mut state = State::default();
        state.start((0..5).map(|_| (Node::default(), false, false)));
        assert_eq!(gold.costs(&state)[Action::Shift as usize], 0);
        state.shift();
        state.shift();
        assert_eq!(gold.costs(&state), [1, 1, 1]);
    }

    proptest! {
        #[test]
        fn every_result_has_one_root(heads in prop::collection::vec(0usize..9, 1..9)) {
            let length = heads.len();
            let heads: Vec<usize> = heads.iter().map(|&head| if head > length { 0 } else { head }).collect();
            let roots = follow(&heads).into_iter().filter(|&head| head == length + 1).count();
            prop_assert_eq!(roots, 1);
        }
    }
}
