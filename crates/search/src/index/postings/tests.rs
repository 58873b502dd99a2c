use super::*;
use crate::index::bytes::{ByteStore, Chain};

#[test]
fn postings_come_back() {
    let lists: &[(u32, &[u32])] = &[
        (0, &[place(Field::Body, 0)]),
        (1, &[place(Field::Headline, 70)]),
        (1, &[place(Field::Body, 3), place(Field::Body, 4), place(Field::Body, 900)]),
        (70_000, &[place(Field::Headline, 1), place(Field::Headline, 2), place(Field::Tag, 0), place(Field::Body, 9)]),
        (3, &[place(Field::Credit, 500_000)]),
    ];
    let mut bytes = Vec::new();
    lists.iter().for_each(|(gap, places)| encode(*gap, places, &mut bytes));
    let mut postings = Postings::new(&bytes);
    let mut story = 0;
    for (gap, places) in lists {
        assert!(postings.next());
        story += gap;
        assert_eq!(story, postings.story);
        let mut read = Vec::new();
        postings.places(&mut read);
        assert_eq!(*places, read);
    }
    assert!(!postings.next());
}

#[test]
fn any_number_of_times_in_any_fields_comes_back() {
    let mut bytes = Vec::new();
    let mut expected = Vec::new();
    for mask in 1..=u8::MAX {
        for times in [1, 2, 3, 4, 16, 17, 64, 65, 66, 67, 300] {
            let is_last = |field: Field| mask.ilog2() == field as u32;
            let fields = Field::ALL.into_iter().filter(|field| mask & field.bit() != 0);
            let places: Vec<u32> = fields
                .flat_map(|field| (0..if is_last(field) { times } else { 1 }).map(move |at| place(field, 5 + 2 * at)))
                .collect();
            encode(3, &places, &mut bytes);
            expected.push(places);
        }
    }
    let mut postings = Postings::new(&bytes);
    for places in expected {
        assert!(postings.next());
        let mut read = Vec::new();
        postings.places(&mut read);
        assert_eq!(places, read);
    }
    assert!(!postings.next());
}

#[test]
fn the_short_way_gives_the_same_bytes() {
    let (mut chains, mut store) = ([Chain::default(); 2], ByteStore::default());
    let mut short_ones = 0;
    for gap in [0, 1, 31, 32, 4_095, 4_096, 1 << 20, 1 << 28, u32::MAX >> 2, u32::MAX >> 1] {
        for position in [0, 1, 127, 128, 16_383, 16_384, 2_000_000, 1 << 23] {
            for (field, count) in Field::ALL.into_iter().flat_map(|field| [1, 2, 3, 7].map(|count| (field, count))) {
                let mut places: Vec<u32> = (0..count).map(|at| place(field, position + 60 * at)).collect();
                if position % 2 == 1 && field < Field::Body {
                    places.extend((1..=count).map(|at| place(Field::Body, 60 * at)));
                }
                let Some(short) = encode_short(gap, &places) else { continue };
                let mut bytes = Vec::new();
                encode(gap, &places, &mut bytes);
                store.append(&mut chains[0], &bytes);
                store.append_short(&mut chains[1], short);
                short_ones += 1;
            }
        }
    }
    let [long, short] = chains.map(|chain| {
        let mut bytes = Vec::new();
        store.read(&chain, &mut bytes);
        bytes
    });
    assert!(short_ones > 60 && !long.is_empty());
    assert_eq!(long, short);
}

#[test]
fn the_short_way_reads_the_same() {
    let mut bytes = Vec::new();
    for step in 0..4_000_u32 {
        let field = if step % 5 == 0 { Field::Headline } else { Field::Body };
        let places: Vec<u32> =
            (0..step % 9 / 2 + 1).map(|at| place(field, step * 7 % 300 + at * (step % 130))).collect();
        encode(step * step % 9_000, &places, &mut bytes);
    }
    let mut postings = Postings::new(&bytes);
    let (mut story, mut short) = (0, 0);
    for step in 0..4_000_u32 {
        let before = postings.at();
        short += u32::from(ShortPosting::read(&bytes, before).is_some());
        assert!(postings.next());
        story += step * step % 9_000;
        assert_eq!(
            (story, step % 9 / 2 + 1),
            (postings.story, postings.counts[postings.mask.trailing_zeros() as usize])
        );
        // With nothing behind it there is no short way.
        let mut slow = Postings::new(&bytes[before..postings.at()]);
        slow.next();
        let [mut expected, mut read] = [Vec::new(), Vec::new()];
        slow.places(&mut expected);
        postings.places(&mut read);
        assert_eq!((slow.at() + before, expected), (postings.at(), read));
    }
    assert!(short > 1_000 && !postings.next());
}

#[test]
fn bytes_that_make_no_sense_end_the_list() {
    for len in 0..40_usize {
        let bytes: Vec<u8> = (0..len).map(|at| (at * 97 + 131) as u8).collect();
        let mut postings = Postings::new(&bytes);
        for _ in 0..100 {
            if !postings.next() {
                break;
            }
        }
    }
}
