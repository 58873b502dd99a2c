//! English words that say nothing of what a story is about.

/// Sorted, so that it can be searched by halving.
const STOP_WORDS: &[&str] = &[
    "a", "about", "an", "and", "are", "as", "at", "be", "been", "being", "but", "by", "can", "did", "do", "does",
    "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into", "is", "it", "its", "may",
    "of", "on", "or", "our", "she", "should", "so", "such", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "those", "to", "was", "we", "were", "what", "when", "where", "which", "who", "why",
    "will", "with", "would", "you", "your",
];

/// Letters of the longest.
const LONGEST: usize = 6;

/// Whether a folded word is one of them.
pub(crate) fn is_stop_word(folded: &str) -> bool {
    folded.len() <= LONGEST && STOP_WORDS.binary_search(&folded).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(STOP_WORDS.is_sorted());
        assert!(STOP_WORDS.iter().all(|word| word.len() <= LONGEST));
        assert!(is_stop_word("the") && is_stop_word("your") && !is_stop_word("mayor"));
    }
}
