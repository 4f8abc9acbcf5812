//! The shape of a dependency tree: dependents in text order and the stretch of every subtree, in linear time.

use crate::doc::Token;

const NONE: u32 = u32::MAX;

/// Dependents and extents of the words of one sentence. Heads out of range count as none; words on a cycle, which no
/// parser gives, have only their own extent.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    first_child: Vec<u32>,
    next_sibling: Vec<u32>,
    first: Vec<u32>,
    last: Vec<u32>,
}

impl Outline {
    /// Reads the shape of a sentence.
    pub fn of(tokens: &[Token]) -> Self {
        let count = tokens.len();
        let mut outline = Outline {
            first_child: vec![NONE; count],
            next_sibling: vec![NONE; count],
            first: (0..count as u32).collect(),
            last: (0..count as u32).collect(),
        };
        // Words in an order in which heads come before their dependents.
        let mut order = Vec::with_capacity(count);
        for word in (0..count).rev() {
            match tokens[word].head {
                Some(head) if (head as usize) < count => {
                    outline.next_sibling[word] = outline.first_child[head as usize];
                    outline.first_child[head as usize] = word as u32;
                }
                _ => order.push(word as u32),
            }
        }
        let mut next = 0;
        while next < order.len() {
            let word = order[next];
            let mut child = outline.first_child[word as usize];
            while child != NONE {
                order.push(child);
                child = outline.next_sibling[child as usize];
            }
            next += 1;
        }
        for &word in order.iter().rev() {
            if let Some(head) = tokens[word as usize].head.map(|head| head as usize).filter(|&head| head < count) {
                outline.first[head] = outline.first[head].min(outline.first[word as usize]);
                outline.last[head] = outline.last[head].max(outline.last[word as usize]);
            }
        }
        outline
    }

    /// The dependents of a word, in text order.
    pub fn children(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        let first = self.first_child.get(word).copied().unwrap_or(NONE);
        std::iter::successors(Some(first), |&child| self.next_sibling.get(child as usize).copied())
            .take_while(|&child| child != NONE)
            .map(|child| child as usize)
    }

    /// The first word of the subtree.
    pub fn first(&self, word: usize) -> usize {
        self.first[word] as usize
    }

    /// The last word of the subtree.
    pub fn last(&self, word: usize) -> usize {
        self.last[word] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(heads: &[Option<u32>]) -> Vec<Token> {
        heads.iter().map(|&head| Token { head, ..Token::default() }).collect()
    }

    #[test]
    fn extents_cover_subtrees() {
        let outline = Outline::of(&tokens(&[Some(1), None, Some(4), Some(4), Some(1)]));
        assert_eq!(outline.children(1).collect::<Vec<_>>(), [0, 4]);
        assert_eq!((outline.first(4), outline.last(4)), (2, 4));
        assert_eq!((outline.first(1), outline.last(1)), (0, 4));
    }

    #[test]
    fn a_cycle_does_no_harm() {
        let outline = Outline::of(&tokens(&[Some(1), Some(0), None, Some(9)]));
        assert_eq!((outline.first(0), outline.last(0)), (0, 0));
    }
}
