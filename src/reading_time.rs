//! How long a story takes to read.
//!
//! Source of the speeds: Trauzettel-Klosinski and Dietz, "Standardized assessment of reading performance: the new
//! international reading speed texts IReST" (IOVS 2012), rounded.

use dateline_story::{Block, Story};

/// Words that are read in a minute, in scripts that put spaces between words.
const WORDS_A_MINUTE: usize = 230;
/// Characters of Chinese, Japanese and Korean that are read in a minute.
const CHARACTERS_A_MINUTE: usize = 350;

/// Fewer seconds than this are about a hundred words, and one sees that.
const WORTH_SAYING: usize = 26;

/// Whole minutes; `None` for a text so short that a reading time says nothing.
pub fn minutes(story: &Story) -> Option<usize> {
    let mut length = Length::default();
    for block in &story.body {
        add(block, &mut length);
    }
    let seconds = length.words * 60 / WORDS_A_MINUTE + length.characters * 60 / CHARACTERS_A_MINUTE;
    (seconds >= WORTH_SAYING).then(|| seconds.div_ceil(60))
}

#[derive(Default)]
struct Length {
    words: usize,
    characters: usize,
}

fn add(block: &Block, length: &mut Length) {
    block.each_text(&mut |text| {
        let mut in_word = false;
        for c in text.chars() {
            let is_character = stands_alone(c);
            length.characters += usize::from(is_character);
            let goes_on = !is_character && !c.is_whitespace() && (in_word || c.is_alphanumeric());
            length.words += usize::from(goes_on && !in_word);
            in_word = goes_on;
        }
    });
}

/// Chinese characters, kana and hangul: those scripts are read sign by sign.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use dateline_story::Text;

    use super::*;

    #[track_caller]
    fn check(text: &str, times: usize, expected: Option<usize>) {
        let mut story = Story::new("a", "A");
        story.body = vec![Block::Paragraph(Text::plain(text.repeat(times)))];
        assert_eq!(expected, minutes(&story));
    }

    #[test]
    fn a_text_with_spaces_is_measured_in_words() {
        check("word, ", 99, None);
        check("word, ", 100, Some(1));
        check("word, ", 230, Some(1));
        check("слово ", 240, Some(2));
    }

    #[test]
    fn a_text_without_is_measured_in_characters() {
        check("港", 150, None);
        check("港", 350, Some(1));
        check("みなと港。", 175, Some(2));
        check("항구 도시 ", 350, Some(4));
    }
}
