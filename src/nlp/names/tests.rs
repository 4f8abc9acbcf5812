//! Properties of labels; what the models find in texts is measured, not tested here.

use super::decode::{COUNT, label, may_follow};
use super::*;

#[test]
fn labels_read_back_as_spans() {
    let path = [
        label(NameKind::Person, true, false),
        label(NameKind::Person, false, true),
        0,
        label(NameKind::Location, true, true),
        label(NameKind::Organization, true, false),
        label(NameKind::Organization, false, false),
        label(NameKind::Organization, false, true),
    ];
    let found: Vec<_> = spans(&path).into_iter().map(|name| (name.words, name.kind)).collect();
    assert_eq!(found, [(0..2, NameKind::Person), (3..4, NameKind::Location), (4..7, NameKind::Organization)]);
    assert!(path.windows(2).all(|pair| may_follow(pair[0], pair[1])));
}

#[test]
fn names_never_change_kind_midway() {
    for previous in 0..COUNT as Label {
        for next in 0..COUNT as Label {
            let (_, ended, kind) = LABELS[previous as usize];
            let (begins, _, following) = LABELS[next as usize];
            let inside = kind.is_some() && !ended;
            assert_eq!(
                may_follow(previous, next),
                if inside { !begins && kind == following } else { begins || following.is_none() }
            );
        }
    }
}
