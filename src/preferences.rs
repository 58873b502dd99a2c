//! How the reader wants pages to look. Each choice is an attribute of the reader's root, and style sheets do the rest.

/// One thing that can be chosen.
pub struct Setting {
    /// Its name in the root's `data-` attribute and where choices are kept.
    pub name: &'static str,
    /// The phrase that names it.
    pub legend: &'static str,
    /// The choices: the word in the attribute, and the phrase that names it.
    pub choices: &'static [(&'static str, &'static str)],
    /// The place of the choice that holds until the reader makes one.
    usual: u8,
}

/// All that can be chosen, in the order that it is offered.
pub const SETTINGS: [Setting; 6] = [
    Setting {
        name: "size",
        legend: "set_size",
        choices: &[("small", "size_small"), ("medium", "size_medium"), ("large", "size_large"), ("huge", "size_huge")],
        usual: 1,
    },
    Setting {
        name: "face",
        legend: "set_face",
        choices: &[("serif", "face_serif"), ("sans", "face_sans"), ("legible", "face_legible")],
        usual: 0,
    },
    Setting {
        name: "width",
        legend: "set_width",
        choices: &[("narrow", "width_narrow"), ("medium", "size_medium"), ("wide", "width_wide")],
        usual: 1,
    },
    Setting {
        name: "spacing",
        legend: "set_spacing",
        choices: &[("tight", "spacing_tight"), ("loose", "spacing_loose"), ("looser", "spacing_looser")],
        usual: 0,
    },
    Setting {
        name: "theme",
        legend: "set_theme",
        choices: &[
            ("auto", "theme_auto"),
            ("light", "theme_light"),
            ("dark", "theme_dark"),
            ("sepia", "theme_sepia"),
            ("contrast", "theme_contrast"),
        ],
        usual: 0,
    },
    Setting {
        name: "pictures",
        legend: "pictures",
        choices: &[("shown", "pictures_shown"), ("asked", "pictures_asked")],
        usual: 0,
    },
];

/// What was chosen of each setting: places in its choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preferences([u8; SETTINGS.len()]);

impl Default for Preferences {
    fn default() -> Self {
        Self(SETTINGS.map(|setting| setting.usual))
    }
}

impl Preferences {
    /// The word of what was chosen of a setting; empty if there is no such setting.
    pub fn word(&self, name: &str) -> &'static str {
        let chosen = SETTINGS.iter().zip(self.0).find(|(setting, _)| setting.name == name);
        chosen.and_then(|(setting, choice)| setting.choices.get(usize::from(choice))).map_or("", |(word, _)| word)
    }

    /// Makes a choice by its words; what there is not changes nothing.
    pub fn choose(&mut self, name: &str, word: &str) {
        for (setting, choice) in SETTINGS.iter().zip(&mut self.0) {
            if setting.name == name
                && let Some(place) = setting.choices.iter().position(|(known, _)| *known == word)
            {
                *choice = place as u8;
            }
        }
    }

    /// The choices that are not the usual ones: names and words.
    pub fn chosen(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let changed = SETTINGS.iter().zip(self.0).filter(|(setting, choice)| setting.usual != *choice);
        changed.filter_map(|(setting, choice)| Some((setting.name, setting.choices.get(usize::from(choice))?.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_known_by_its_words() {
        let mut preferences = Preferences::default();
        assert_eq!(("medium", 0), (preferences.word("size"), preferences.chosen().count()));
        for (name, word) in [("size", "huge"), ("theme", "sepia"), ("size", "enormous"), ("hat", "large")] {
            preferences.choose(name, word);
        }
        assert_eq!(vec![("size", "huge"), ("theme", "sepia")], preferences.chosen().collect::<Vec<_>>());
        assert_eq!("", preferences.word("hat"));
    }
}
