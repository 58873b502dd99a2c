//! Writing what goes by a story's number: cards, texts, dates and tags, and the root that names their files.

use super::order::Order;
use super::packer::StoryColumns;
use super::stories::{Records, Tags};
use super::{Disk, Out, PackError, Record};
use crate::block::{BLOCK, CardBlock, SLOT_UNIT, encode_sample, pack, put_slot, slot_size};
use crate::columns::{COLUMN, Columns, Root, encode_tags};
use crate::name::{Folder, Hash, seal};
use crate::phrases::{END, shorten};
use dateline_mix::Mixer;
use std::io;
use std::sync::{Mutex, PoisonError};

/// How cards are laid out, by stories of the segment.
///
/// The root names each file and says how long each stretch's slots are; every reader has it and the sample in its way. So in a
/// large archive files are larger, slots wider than they need be, and the sample is smaller, for which cards are larger.
#[derive(Clone, Copy)]
struct Layout {
    stories_per_file: u32,
    /// Blocks in a stretch.
    stretch: u32,
    /// Bytes of the cards that are the sample.
    sample: usize,
}

impl Layout {
    fn of(stories: u32) -> Self {
        let (stories_per_file, stretch, sample) = match stories {
            0..=50_000 => (512, 1, 40_000),
            50_001..=150_000 => (1_024, 1, 40_000),
            _ => (4_096, 64, 14_000),
        };
        Self { stories_per_file, stretch, sample }
    }
}

/// Bytes of the texts that are the sample: more is better for blocks.
const TEXT_SAMPLE: usize = 115_000;

/// What the stories of one file of cards became.
struct PackedFile {
    files: (Hash, Option<Hash>),
    slots: Vec<u32>,
}

/// Writes cards, texts and columns; the root that names them, and the sample of cards.
pub(super) fn write<D: Disk>(
    out: &Out<D>,
    records: &mut Records,
    tags: &Tags,
    order: &Order,
    columns: &StoryColumns,
) -> Result<(Root, Hash), PackError> {
    records.flush()?;
    let layout = Layout::of(order.arrivals.len() as u32);
    let (cards, cards_after) = encode_sample(&sample(records, order, layout.sample, |record| record.card)?);
    let (texts, texts_after) = encode_sample(&sample(records, order, TEXT_SAMPLE, |record| record.text)?);
    let packed = pack_files(out, records, order, layout, (&cards_after, &texts_after))?;
    let has_texts = packed.iter().any(|file| file.files.1.is_some());
    let (table, places) = tags.table();
    let mut root = Root {
        stories_per_file: layout.stories_per_file,
        stretch: layout.stretch,
        files: packed.iter().map(|file| file.files).collect(),
        slots: packed.iter().flat_map(|file| file.slots.iter().copied()).collect(),
        columns: Vec::new(),
        tags: if table.is_empty() { None } else { Some(out.put(Folder::Columns, &encode_tags(&table))?) },
        texts: if has_texts { Some(out.put(Folder::Texts, &texts)?) } else { None },
    };
    for arrivals in order.arrivals.chunks(COLUMN as usize) {
        let numbers = |&arrival: &u32| tags.of(arrival).iter().map(|&tag| places[tag as usize]).collect();
        let column = Columns {
            dates: arrivals.iter().map(|&arrival| columns.dates[arrival as usize]).collect(),
            tags: arrivals.iter().map(numbers).collect(),
        };
        root.columns.push((out.put(Folder::Columns, &column.encode())?, column.dates[0]));
    }
    Ok((root, out.put(Folder::Cards, &cards)?))
}

/// Cards or texts from all over the archive, so many bytes.
fn sample(records: &mut Records, order: &Order, most: usize, part: impl Fn(Record) -> Vec<u8>) -> io::Result<Vec<u8>> {
    /// Stories that are taken at equal distances; then those after them, if that is not enough.
    const STEPS: usize = 256;
    const TIMES: usize = 8;
    let stories = order.arrivals.len();
    // A small archive has less, since what is gained is less.
    let most = most.min(stories * 8);
    let step = (stories / STEPS).max(1);
    let mut sample = Vec::new();
    for at in (0..step.min(TIMES)).flat_map(|first| (first..stories).step_by(step)) {
        if sample.len() >= most {
            break;
        }
        let part = part(records.read(order.arrivals[at])?);
        if !part.is_empty() {
            sample.extend(shorten(&part));
            sample.push(END);
        }
    }
    sample.truncate(most);
    Ok(sample)
}

/// Packs all files of cards with their texts, on as many threads as there are cores.
fn pack_files<D: Disk>(
    out: &Out<D>,
    records: &mut Records,
    order: &Order,
    layout: Layout,
    after: (&Mixer, &Mixer),
) -> Result<Vec<PackedFile>, PackError> {
    let next = Mutex::new((records, order.arrivals.chunks(layout.stories_per_file as usize).enumerate()));
    let work = || -> Result<Vec<(usize, PackedFile)>, PackError> {
        let mut packed = Vec::new();
        loop {
            let mut next = next.lock().unwrap_or_else(PoisonError::into_inner);
            let (records, files) = &mut *next;
            let Some((at, arrivals)) = files.next() else { return Ok(packed) };
            let stories = arrivals.iter().map(|&arrival| records.read(arrival)).collect::<io::Result<Vec<Record>>>()?;
            drop(next);
            packed.push((at, pack_file(out, stories, layout.stretch, after)?));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let packed = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let own = work();
        let others = others.into_iter().map(|other| other.join().unwrap_or_else(|p| std::panic::resume_unwind(p)));
        std::iter::once(own).chain(others.collect::<Vec<_>>()).collect::<Result<Vec<_>, _>>()
    })?;
    let mut packed: Vec<(usize, PackedFile)> = packed.into_iter().flatten().collect();
    packed.sort_unstable_by_key(|(at, _)| *at);
    Ok(packed.into_iter().map(|(_, file)| file).collect())
}

/// Writes one file of cards and that of the same stories' texts.
fn pack_file<D: Disk>(
    out: &Out<D>,
    stories: Vec<Record>,
    stretch: u32,
    (cards_after, texts_after): (&Mixer, &Mixer),
) -> io::Result<PackedFile> {
    let mut texts_file = Vec::new();
    let mut blocks = Vec::new();
    let mut stories = stories.into_iter();
    while stories.len() > 0 {
        let (cards, texts): (Vec<_>, Vec<_>) =
            stories.by_ref().take(BLOCK as usize).map(|record| (record.card, record.text)).unzip();
        let start = texts_file.len();
        if texts.iter().any(|text| !text.is_empty()) {
            texts_file.extend(pack(&texts, texts_after));
            seal(&mut texts_file, start);
        }
        let len = texts_file.len() - start;
        let texts = (len > 0).then_some((start as u32, len as u32));
        blocks.push(CardBlock { texts, cards }.encode(cards_after));
    }
    let mut cards_file = Vec::new();
    let mut slots = Vec::new();
    for stretch in blocks.chunks(stretch as usize) {
        let size = stretch.iter().map(|block| slot_size(block)).max().unwrap_or_default();
        stretch.iter().for_each(|block| put_slot(&mut cards_file, block, size));
        slots.push((size / SLOT_UNIT) as u32);
    }
    let cards = out.put(Folder::Cards, &cards_file)?;
    let texts = if texts_file.is_empty() { None } else { Some(out.put(Folder::Texts, &texts_file)?) };
    Ok(PackedFile { files: (cards, texts), slots })
}
