//! What of a story is read aloud, as it stands on the page, and the mark on the sentence that is being read.
//!
//! The page is asked rather than the model, since what is said is then what is seen, and each sentence has its place there.

use js_sys::{Array, global};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, NodeList};

use crate::optional::{call, get, make, object};

/// The story's own words, a block each. Pictures with their captions are left out, and what leads elsewhere.
const BLOCKS: &str = ".story__headline,.story__standfirst,\
    .story__body :is(p,h2,h3,h4,h5,h6,li:not(:has(p)),pre,caption,th,td):not(figure *,.embed)";
/// The name of our highlight among those of the page; `parts/player/style.css` dresses it.
const HIGHLIGHT: &str = "dateline-spoken";
/// The block that is being read has this attribute: `block` if all of it is to be marked, for want of highlights.
const SPOKEN: &str = "data-spoken";
/// Where the browser does not cut: behind a full stop that white space follows and no small letter, and behind one of a
/// script that has no spaces. Too many cuts only make pauses.
const BY_RULE: &str = r#".*?(?:[.!?…؟।]+["'”’»)\]]*\s+(?!\p{Ll})|[。！？]+[」』）”]*)|.+"#;

/// A story's sentences, and which of them is being read. Blocks are cut as they are reached: a long story would keep the
/// page waiting.
pub struct Script {
    blocks: NodeList,
    /// How many blocks have been begun; the last of them is the one that is being read.
    begun: u32,
    /// The sentences of that block, with the white space behind each.
    sentences: Vec<String>,
    sentence: usize,
}

impl Script {
    /// The beginning of the story that is drawn inside an element.
    pub fn of(root: &Element) -> Option<Self> {
        let blocks = root.query_selector_all(BLOCKS).ok()?;
        Some(Self { blocks, begun: 0, sentences: Vec::new(), sentence: 0 })
    }

    /// Goes on to the next sentence.
    pub fn skip(&mut self) {
        self.sentence += 1;
    }

    /// The sentence that is to be read, marked and in sight, and its language; `None` behind the last.
    pub fn read(&mut self) -> Option<(String, String)> {
        loop {
            match self.sentences.get(self.sentence) {
                // Signs alone would be read out by their names.
                Some(sentence) if sentence.contains(char::is_alphanumeric) => break,
                Some(_) => self.sentence += 1,
                None => self.begin_block()?,
            }
        }
        let block = self.block()?;
        let text = self.sentences[self.sentence].trim_end().to_owned();
        let before: u32 = self.sentences[..self.sentence].iter().map(|sentence| utf16(sentence)).sum();
        let is_marked = highlight(&block, before, before + utf16(&text)).is_some();
        // An attribute of a plain name can be set.
        let _ = block.set_attribute(SPOKEN, if is_marked { "" } else { "block" });
        if self.sentence == 0 {
            call(&block, "scrollIntoView", &[object(&[("block", "nearest".into())]).into()]);
        }
        Some((text, lang(&block)))
    }

    /// Takes the mark away.
    pub fn unmark(&self) {
        if let Some(all) = highlights() {
            call(&all, "delete", &[HIGHLIGHT.into()]);
        }
        if let Some(block) = self.block() {
            let _ = block.remove_attribute(SPOKEN);
        }
    }

    /// Goes on to the next block.
    fn begin_block(&mut self) -> Option<()> {
        self.unmark();
        self.begun += 1;
        let block = self.block()?;
        self.sentences = sentences(&block.text_content()?, &lang(&block))?;
        self.sentence = 0;
        Some(())
    }

    fn block(&self) -> Option<Element> {
        self.blocks.get(self.begun.checked_sub(1)?)?.dyn_into().ok()
    }
}

fn lang(block: &Element) -> String {
    let around = block.closest("[lang]").ok().flatten();
    around.and_then(|around| around.get_attribute("lang")).unwrap_or_default()
}

/// The sentences of a text, with the white space behind each; together they are the text.
fn sentences(text: &str, lang: &str) -> Option<Vec<String>> {
    let segments = segmented(text, lang).or_else(|| {
        let rule = make(&global(), "RegExp", &[BY_RULE.into(), "gsu".into()])?;
        // Only an object has methods that can be asked for by name.
        call(&make(&global(), "String", &[text.into()])?, "match", &[rule])
    })?;
    let words = |one: JsValue| one.as_string().or_else(|| get(&one, "segment")?.as_string());
    Array::from(&segments).iter().map(words).collect()
}

/// As the browser cuts it; `None` if it cannot, or does not know the language's tag.
fn segmented(text: &str, lang: &str) -> Option<JsValue> {
    let options = object(&[("granularity", "sentence".into())]);
    let segmenter = make(&get(&global(), "Intl")?, "Segmenter", &[lang.into(), options.into()])?;
    call(&segmenter, "segment", &[text.into()])
}

fn utf16(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

fn highlights() -> Option<JsValue> {
    get(&get(&global(), "CSS")?, "highlights")
}

/// Highlights a stretch of a block, counted in UTF-16.
fn highlight(block: &Element, from: u32, to: u32) -> Option<()> {
    const SHOW_TEXT: u32 = 4;
    let all = highlights()?;
    let range = make(&global(), "Range", &[])?;
    let walker = call(&block.owner_document()?.into(), "createTreeWalker", &[block.into(), SHOW_TEXT.into()])?;
    let mut passed = 0;
    loop {
        let text = call(&walker, "nextNode", &[])?;
        let length = get(&text, "length")?.as_f64()? as u32;
        if (passed..passed + length).contains(&from) {
            call(&range, "setStart", &[text.clone(), (from - passed).into()])?;
        }
        if to <= passed + length {
            call(&range, "setEnd", &[text, (to - passed).into()])?;
            break;
        }
        passed += length;
    }
    let highlight = make(&global(), "Highlight", &[range])?;
    call(&all, "set", &[HIGHLIGHT.into(), highlight]).map(drop)
}
