//! What the parser looks at, after Zhang and Nivre (2011), with word clusters beside forms.

use super::state::State;
use crate::nlp::model::feature;

/// Label sets as 32 bits.
#[inline(always)]
fn set(labels: u64) -> u32 {
    (labels ^ labels.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

/// Distances in seven steps.
#[inline(always)]
fn distance(left: usize, right: usize) -> u32 {
    match right.saturating_sub(left) {
        short @ 0..=4 => short as u32,
        5..=8 => 5,
        _ => 6,
    }
}

/// Hands every feature of the choice of an action to `emit`.
#[inline(always)]
pub fn action(state: &State, mut emit: impl FnMut(u64)) {
    let (i0, i1, i2) = (state.stack(0), state.stack(1), state.stack(2));
    let (j0, j1, j2) = (state.buffer(0), state.buffer(1), state.buffer(2));
    let (s0, s1, s2) = (state.node(i0), state.node(i1), state.node(i2));
    let (b0, b1, b2) = (state.node(j0), state.node(j1), state.node(j2));
    let (sa0, sa1, ba0) = (state.arcs(i0), state.arcs(i1), state.arcs(j0));
    let [l0, r0, l1, r1, bl] = [sa0.left[0], sa0.right[0], sa1.left[0], sa1.right[0], ba0.left[0]];
    let (s0l, s0r, s1l, s1r, b0l) = (state.node(l0), state.node(r0), state.node(l1), state.node(r1), state.node(bl));
    let (s0l2, s0r2, b0l2, s1r2) =
        (state.node(sa0.left[1]), state.node(sa0.right[1]), state.node(ba0.left[1]), state.node(sa1.right[1]));
    let label = |index: usize| state.arcs(index).label;
    let finite = state.finite_after(j0);
    let (gap0, gap1) = (distance(i0, j0), distance(i1, i0));
    let (marks0, marks1) = (state.punctuation_between(i0, j0), state.punctuation_between(i1, i0));
    let mut template = 0;
    macro_rules! emit {
        ($($part:expr),+) => {{ emit(feature(template, [$($part),+])); template += 1; }};
    }
    emit!(s0.form, s0.tag);
    emit!(s0.form);
    emit!(s0.fine_tag);
    emit!(s0.fine, s0.tag);
    emit!(b0.form, b0.tag);
    emit!(b0.form);
    emit!(b0.fine_tag);
    emit!(b0.fine, b0.tag);
    emit!(b1.form, b1.tag);
    emit!(b1.fine_tag, b1.middle);
    emit!(b2.tag, b2.middle);
    emit!(b2.form);
    emit!(s1.form, s1.tag);
    emit!(s1.fine_tag, s1.middle);
    emit!(s2.tag, s2.middle);
    emit!(s0.form, s0.tag, b0.form, b0.tag);
    emit!(s0.form, s0.tag, b0.tag);
    emit!(s0.tag, b0.form, b0.tag);
    emit!(s0.lemma, b0.lemma);
    emit!(s0.fine_tag, b0.fine_tag);
    emit!(s0.fine_tag, b0.fine_tag, gap0, marks0);
    emit!(s0.middle, b0.middle);
    emit!(s0.coarse, b0.coarse, s0.tag, b0.tag);
    emit!(s0.lemma, b0.middle);
    emit!(s0.middle, b0.lemma);
    emit!(s0.agreement, b0.agreement, s0.tag, b0.tag);
    emit!(s1.fine_tag, s0.fine_tag);
    emit!(s1.lemma, s0.tag);
    emit!(s1.tag, s0.lemma);
    emit!(s1.lemma, s0.lemma);
    emit!(s1.middle, s0.middle);
    emit!(s1.lemma, s0.middle);
    emit!(s1.fine_tag, s0.fine_tag, gap1, marks1);
    emit!(s1.agreement, s0.agreement, s1.tag, s0.tag);
    emit!(s0.fine_tag, b0.fine_tag, b1.fine_tag);
    emit!(b0.tag, b1.tag, b2.tag);
    emit!(s0.form, b0.tag, b1.tag);
    emit!(s0.tag, b0.form, b1.tag);
    emit!(s0.tag, b0.tag, b1.form);
    emit!(s0.tag, b0.tag, b1.tag, b2.tag);
    emit!(s1.fine_tag, s0.fine_tag, b0.fine_tag);
    emit!(s1.lemma, s0.tag, b0.tag);
    emit!(s1.tag, s0.lemma, b0.tag);
    emit!(s1.tag, s0.tag, b0.lemma);
    emit!(s1.middle, s0.middle, b0.middle);
    emit!(s1.coarse, s0.coarse, b0.coarse, s0.tag);
    emit!(s1.tag, s0.tag, b0.tag, b1.tag);
    emit!(s2.fine_tag, s1.fine_tag, s0.fine_tag);
    emit!(s2.tag, s1.tag, s0.tag, b0.tag);
    emit!(s0.tag, s0l.tag, b0.tag, label(l0));
    emit!(s0.tag, s0r.tag, b0.tag, label(r0));
    emit!(s0.tag, b0.tag, b0l.tag, label(bl));
    emit!(s1.tag, s1r.tag, s0.tag, label(r1));
    emit!(s1.tag, s1l.tag, s0.tag, label(l1));
    emit!(s1.tag, s0.tag, s0l.tag, label(l0));
    emit!(s1.tag, s0.tag, s0r.tag, label(r0));
    emit!(s0l.form, s0.tag);
    emit!(s0r.form, s0.tag);
    emit!(b0l.form, b0.tag);
    emit!(s1r.form, s1.tag, s0.tag);
    emit!(s1.lemma, s0l.form, s0.tag);
    emit!(s1.middle, s0l.form, s0.middle);
    emit!(s1.tag, s0l.form, s0.tag, b0.tag);
    emit!(s2.lemma, s0l.form, s0.tag);
    emit!(s1.tag, s2.tag, s0l.form, s0.tag);
    emit!(s0.lemma, b0l.form, b0.tag);
    emit!(s0.tag, s0l2.tag, s0l.tag);
    emit!(s0.tag, s0r2.tag, s0r.tag);
    emit!(b0.tag, b0l2.tag, b0l.tag, s0.tag);
    emit!(s1.tag, s1r2.tag, s1r.tag, s0.tag);
    emit!(s0.form, gap0);
    emit!(b0.form, gap0);
    emit!(s0.tag, b0.tag, gap0);
    emit!(s1.tag, s0.tag, gap1, b0.tag);
    emit!(s0.fine_tag, sa0.right_count.min(4), sa0.left_count.min(4));
    emit!(s0.lemma, sa0.right_count.min(4));
    emit!(b0.fine_tag, ba0.left_count.min(4));
    emit!(s1.fine_tag, sa1.right_count.min(4), s0.tag);
    emit!(s0.fine_tag, set(sa0.left_labels), b0.tag);
    emit!(s0.fine_tag, set(sa0.right_labels), b0.tag);
    emit!(s0.lemma, set(sa0.right_labels));
    emit!(b0.fine_tag, set(ba0.left_labels), s0.tag);
    emit!(s1.fine_tag, set(sa1.right_labels), s0.fine_tag);
    emit!(s1.fine_tag, set(sa1.left_labels), s0.fine_tag);
    emit!(s1.lemma, set(sa1.right_labels), s0.tag);
    emit!(s1.fine_tag, set(sa1.right_labels), set(sa0.left_labels), s0.fine_tag);
    emit!(s0.fine_tag, set(sa0.left_labels), set(ba0.left_labels), b0.fine_tag);
    emit!(s0.tag, b0l.form, b0.fine_tag);
    emit!(s0.fine_tag, b0l.fine_tag, b0.fine_tag);
    emit!(s0l.form, s0.tag, b0l.form, b0.tag);
    emit!(s1.fine_tag, s0l.fine_tag, s0.fine_tag);
    emit!(s0.tag, b0.fine_tag, finite);
    emit!(s0l.form, s0.tag, b0.fine_tag, finite);
    emit!(s0.tag, b0l.form, b0.fine_tag, finite);
    emit!(s1.tag, s0.fine_tag, finite);
    emit!(marks0, s0.tag, b0.tag, b1.tag);
    emit!(marks1, s1.tag, s0.tag, b0.tag);
    let _ = template;
}

/// Hands every feature of the choice of a label to `emit`.
#[inline(always)]
pub fn label(state: &State, head: usize, child: usize, mut emit: impl FnMut(u64)) {
    let (h, c) = (state.node(head), state.node(child));
    let (ha, ca) = (state.arcs(head), state.arcs(child));
    let (cl, cr) = (state.node(ca.left[0]), state.node(ca.right[0]));
    let cl2 = state.node(ca.left[1]);
    let hl = state.node(ha.left[0]);
    let hr = state.node(ha.right[0]);
    let (before, after) = (state.node(child - 1), state.node(child + 1));
    let to_left = u32::from(child < head);
    let gap = if child < head { distance(child, head) } else { distance(head, child) } * 2 + to_left;
    let marks = state.punctuation_between(child.min(head), child.max(head)) * 2 + to_left;
    let (head_left, head_right) = (set(ha.left_labels), set(ha.right_labels));
    let siblings = if child < head { head_left } else { head_right };
    let (child_left, child_right) = (set(ca.left_labels), set(ca.right_labels));
    let mut template = 0x100;
    macro_rules! emit {
        ($($part:expr),+) => {{ emit(feature(template, [$($part),+])); template += 1; }};
    }
    emit!(c.form, to_left);
    emit!(c.lemma, h.tag, to_left);
    emit!(c.fine_tag, h.fine_tag, to_left);
    emit!(c.fine_tag, h.fine_tag, gap);
    emit!(h.lemma, c.tag, to_left);
    emit!(h.form, c.fine_tag, to_left);
    emit!(h.lemma, c.lemma, to_left);
    emit!(h.lemma, c.middle, to_left);
    emit!(h.middle, c.lemma, to_left);
    emit!(h.middle, c.middle, to_left);
    emit!(h.fine_tag, c.middle, to_left);
    emit!(h.middle, c.fine_tag, to_left);
    emit!(h.fine, c.tag, to_left);
    emit!(h.tag, c.fine, to_left);
    emit!(h.tag, c.tag, cl.form, to_left);
    emit!(h.lemma, cl.form, c.tag);
    emit!(h.middle, cl.form, c.tag);
    emit!(cl.form, c.middle, h.tag);
    emit!(cl.form, c.lemma, h.tag);
    emit!(cl.form, cl2.form, c.tag, h.tag);
    emit!(h.lemma, cl.form, c.middle);
    emit!(h.tag, c.tag, cr.form, to_left);
    emit!(child_left, c.fine_tag, h.fine_tag, to_left);
    emit!(child_right, c.fine_tag, h.tag, to_left);
    emit!(child_left, child_right, c.tag, h.tag);
    emit!(siblings, c.fine_tag, h.fine_tag, to_left);
    emit!(siblings, c.tag, h.lemma, to_left);
    emit!(head_left, head_right, c.tag, h.tag);
    emit!(siblings, child_left, c.fine_tag, h.fine_tag);
    emit!(siblings, cl.form, c.tag, h.fine_tag);
    emit!(head_left, h.fine_tag, c.fine_tag, to_left);
    emit!(marks, c.tag, h.tag);
    emit!(marks, c.fine_tag, h.tag, siblings);
    emit!(before.tag, c.tag, h.tag, to_left);
    emit!(after.tag, c.tag, h.tag, to_left);
    emit!(before.form, c.tag, h.tag);
    emit!(after.form, c.tag, h.tag);
    emit!(c.agreement, h.agreement, c.tag, h.tag, to_left);
    emit!(hl.tag, hr.tag, c.tag, h.tag, to_left);
    emit!(hr.form, c.tag, h.tag);
    emit!(cl.middle, c.tag, h.fine_tag, to_left);
    emit!(c.fine, child_left);
    let _ = template;
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distances_are_binned() {
        assert_eq!([1, 4, 5, 8, 9, 90].map(|right| distance(0, right)), [1, 4, 5, 5, 6, 6]);
    }
}
