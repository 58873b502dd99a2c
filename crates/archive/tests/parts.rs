//! What several machines gather and one merges is what one machine alone would have packed.

#[path = "common/corpus.rs"]
mod corpus;
#[path = "common/data.rs"]
mod data;
#[path = "common/memory.rs"]
mod memory;

use dateline_archive::{PackError, PackOptions, Packer, Part, Summary, merge};
use dateline_story::Story;
use memory::{AMPLE, Files, pack, record};
use std::io::{Cursor, Read};

/// What one machine of several gathers.
fn gather(stories: &[Story], number: u32, of: u32, memory: usize) -> Vec<u8> {
    let part = Part::new(number, of).expect("a part");
    let mut packer = Packer::new(Files::default(), PackOptions { title: None, memory }).expect("memory takes all");
    for (arrival, story) in (0..).zip(stories).filter(|(_, story)| part.takes(&story.slug)) {
        packer.add(story, &record(story), arrival).expect("it is taken");
    }
    let mut bytes = Vec::new();
    packer.finish_part(part, stories.len() as u64, &mut bytes).expect("it is written");
    bytes
}

fn merged(parts: &[Vec<u8>]) -> Result<(Files, Summary), PackError> {
    let mut parts = parts.iter().map(|part| Ok(Box::new(Cursor::new(part.clone())) as Box<dyn Read>));
    let options = PackOptions { title: Some("Test".into()), memory: 0 };
    merge(&mut parts, Files::default(), options).map(|(summary, files)| (files, summary))
}

/// Stories in two languages, some of which come twice, with tags in two spellings.
fn stories() -> Vec<Story> {
    let mut stories = corpus::stories(500, 61);
    for (at, story) in stories.iter_mut().enumerate() {
        if at % 3 == 0 {
            story.lang = dateline_story::Lang::new("de");
        }
        if at % 7 == 0 {
            story.tags.iter_mut().for_each(|tag| tag.name = tag.name.to_uppercase());
        }
    }
    let again: Vec<Story> = stories.iter().step_by(11).cloned().collect();
    stories.extend(again);
    stories
}

#[test]
fn parts_in_any_order_give_the_bytes_of_packing_in_one_go() {
    let stories = stories();
    let (whole, summary) = pack(&stories, AMPLE);
    for of in 1..=5 {
        for memory in [AMPLE, 60_000] {
            let mut parts: Vec<Vec<u8>> = (1..=of).map(|number| gather(&stories, number, of, memory)).collect();
            parts.rotate_left(of as usize / 2);
            let (files, after) = merged(&parts).expect("they fit");
            assert!(whole == files, "{of} parts");
            assert_eq!(
                (summary.stories, summary.repeated, summary.words),
                (after.stories, after.repeated, after.words)
            );
        }
    }
    assert_eq!(46, summary.repeated);
}

#[track_caller]
fn check_refused(parts: &[Vec<u8>], expected: &str) {
    match merged(parts) {
        Ok(_) => panic!("they are merged"),
        Err(error) => assert!(error.to_string().contains(expected), "{error}"),
    }
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let stories = corpus::stories(60, 62);
    let part = |number, of| gather(&stories, number, of, AMPLE);
    check_refused(&[part(1, 2), part(1, 2)], "part 1 is there twice");
    check_refused(&[part(1, 3), part(3, 3)], "part 2 of 3 is missing");
    check_refused(&[part(1, 2), part(2, 3)], "part 2 was made of other feeds");
    check_refused(&[part(1, 2), gather(&stories[1..], 2, 2, AMPLE)], "part 2 was made of other feeds");
    check_refused(&[b"something else altogether".to_vec()], "it is none");
}

#[test]
fn a_part_that_is_cut_or_flipped_is_refused() {
    let part = gather(&corpus::stories(12, 63), 1, 1, AMPLE);
    for end in (0..part.len()).step_by(97) {
        assert!(merged(&[part[..end].to_vec()]).is_err(), "cut at {end}");
    }
    for at in (0..part.len()).step_by(53) {
        let mut flipped = part.clone();
        flipped[at] ^= 4;
        assert!(merged(&[flipped]).is_err(), "flipped at {at}");
    }
    check_refused(&[[part, vec![0]].concat()], "it is damaged");
}

#[test]
#[ignore = "reads corpora from DATELINE_DATA"]
fn data_parts_of_a_corpus_give_the_bytes_of_packing_in_one_go() {
    let stories = data::stories("corpora/reuters.jsonl.gz", 6_000);
    if stories.is_empty() {
        return;
    }
    let (whole, _) = pack(&stories, AMPLE);
    let mut counted = 0;
    for of in [2, 5] {
        let parts: Vec<Vec<u8>> = (1..=of).map(|number| gather(&stories, number, of, AMPLE)).collect();
        assert!(whole == merged(&parts).expect("they fit").0, "{of} parts");
        counted += parts.len();
    }
    println!("{counted} parts of {} stories, merged in 2 ways, give the same {} files", stories.len(), whole.0.len());
}
