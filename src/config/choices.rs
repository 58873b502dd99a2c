//! What attributes choose from.

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $choice:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name { $($(#[$of])* $choice,)+ }

        impl $name {
            /// The words that an attribute may have, the default first.
            pub const WORDS: &[&str] = &[$($word),+];

            /// The word for this choice.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$choice => $word,)+ }
            }

            pub(super) fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$choice),)+ _ => None }
            }
        }
    };
}

choices! {
    /// How the list is laid out.
    Layout {
        /// A lead, a rail and rows of cards.
        #[default]
        Front = "front",
        /// Rows of equal cards.
        Grid = "grid",
        /// One story under another, pictures beside.
        List = "list",
        /// Headlines only.
        Headlines = "headlines",
    }
}

choices! {
    /// The colours.
    Theme {
        /// As the page around has it.
        #[default]
        Auto = "auto",
        /// Dark ink on light paper.
        Light = "light",
        /// Light ink on dark paper.
        Dark = "dark",
        /// Brown ink on yellowed paper.
        Sepia = "sepia",
        /// Black on white, or white on black, and nothing between.
        Contrast = "contrast",
    }
}

choices! {
    /// Whether the view is kept in the page's address.
    UrlSync {
        /// Not at all.
        #[default]
        None = "none",
        /// After the `#`.
        Hash = "hash",
        /// After the `?`.
        Query = "query",
    }
}

choices! {
    /// Whether marks and preferences are kept, and for how long.
    Remember {
        /// Nothing is kept: they last until the page is left.
        #[default]
        None = "none",
        /// As long as the window is open.
        Session = "session",
        /// For good.
        Local = "local",
    }
}

/// Which means of finding and reading are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Controls {
    /// The search field.
    pub search: bool,
    /// The tags to filter by.
    pub tags: bool,
    /// The stories by date.
    pub timeline: bool,
    /// The order of the list.
    pub sort: bool,
    /// How stories are set: size, face, colours.
    pub display: bool,
    /// Reading aloud.
    pub listen: bool,
}

impl Controls {
    /// The words that the attribute may have.
    pub(super) const WORDS: &[&str] = &["search", "tags", "timeline", "sort", "display", "listen"];

    /// Just those named, or none for `none`; `None` if a word is not known.
    pub(super) fn parse(words: &str) -> Option<Self> {
        let named: Vec<String> = words.split_whitespace().map(str::to_ascii_lowercase).collect();
        let known = named.iter().all(|word| Self::WORDS.contains(&word.as_str())) || named == ["none"];
        let has = |word: &str| named.iter().any(|named| named == word);
        known.then(|| Self {
            search: has("search"),
            tags: has("tags"),
            timeline: has("timeline"),
            sort: has("sort"),
            display: has("display"),
            listen: has("listen"),
        })
    }
}

impl Default for Controls {
    fn default() -> Self {
        Self { search: true, tags: true, timeline: true, sort: true, display: true, listen: true }
    }
}
