//! Dates, numbers and plural forms of a language.
//!
//! In the browser these are `Intl`'s, which knows every language and costs no bytes. Natively, where parts are rendered
//! to strings by tests and by the command, they are plain English.

use dateline_story::{Lang, Timestamp};

use super::DayStyle;

#[cfg(target_arch = "wasm32")]
pub(super) use browser::Locale;
#[cfg(not(target_arch = "wasm32"))]
pub(super) use native::Locale;

#[cfg(target_arch = "wasm32")]
mod browser {
    use std::cell::OnceCell;

    use js_sys::{Array, Function, Intl, Object, Reflect};
    use wasm_bindgen::JsValue;

    use super::{DayStyle, Lang, Timestamp};
    use crate::optional::{call as method, get, make, object};

    /// The formatters, each made when it is first wanted and kept: they cost the browser far more to make than to use.
    pub(in crate::words) struct Locale {
        lang: Lang,
        locales: Array,
        number: OnceCell<Function>,
        days: [OnceCell<Function>; 3],
        plural: OnceCell<Intl::PluralRules>,
        list: OnceCell<Option<JsValue>>,
    }

    impl Locale {
        pub(in crate::words) fn new(lang: &Lang) -> Self {
            Self {
                lang: lang.clone(),
                locales: known_locales(lang),
                number: OnceCell::new(),
                days: Default::default(),
                plural: OnceCell::new(),
                list: OnceCell::new(),
            }
        }

        pub(in crate::words) fn lang(&self) -> &Lang {
            &self.lang
        }

        pub(in crate::words) fn plural(&self, n: usize) -> &'static str {
            let rules = self.plural.get_or_init(|| Intl::PluralRules::new(&self.locales, &Object::new()));
            let category = String::from(rules.select(n as f64));
            ["zero", "one", "two", "few", "many"].into_iter().find(|known| *known == category).unwrap_or("other")
        }

        pub(in crate::words) fn number(&self, n: usize) -> String {
            let format = self.number.get_or_init(|| Intl::NumberFormat::new(&self.locales, &Object::new()).format());
            call(format, n as f64)
        }

        /// What stands between names, as many pieces as there are gaps; `None` where the browser has no lists.
        pub(in crate::words) fn between(&self, names: usize) -> Option<Vec<String>> {
            const NAME: &str = "\u{1}";
            let list: Array = std::iter::repeat_n(JsValue::from_str(NAME), names).collect();
            let format = self.list.get_or_init(|| {
                get(&js_sys::global(), "Intl")
                    .and_then(|intl| make(&intl, "ListFormat", &[self.locales.clone().into()]))
            });
            let listed = method(format.as_ref()?, "format", &[list.into()])?.as_string()?;
            Some(listed.trim_matches('\u{1}').split(NAME).map(str::to_owned).collect())
        }

        pub(in crate::words) fn ago(&self, count: u32, unit: &str) -> String {
            let format = Intl::RelativeTimeFormat::new(&self.locales, &Object::new());
            format.format(-f64::from(count), unit).into()
        }

        pub(in crate::words) fn day(&self, at: Timestamp, style: DayStyle) -> String {
            // The publisher's clock, read as if it were UTC: the day stays the one that was printed.
            let milliseconds = (at.seconds() + i64::from(at.offset_minutes()) * 60) as f64 * 1000.0;
            call(self.days[style as usize].get_or_init(|| date_format(&self.locales, style)), milliseconds)
        }
    }

    fn date_format(locales: &Array, style: DayStyle) -> Function {
        let day = |month| vec![("day", "numeric"), ("month", month), ("year", "numeric")];
        let mut pairs = match style {
            DayStyle::Short => day("short"),
            DayStyle::Long => day("long"),
            DayStyle::Clock => vec![("hour", "numeric"), ("minute", "2-digit")],
        };
        pairs.push(("timeZone", "UTC"));
        let options: Vec<(&str, JsValue)> = pairs.into_iter().map(|(key, value)| (key, value.into())).collect();
        Intl::DateTimeFormat::new(locales, &object(&options)).format()
    }

    /// The language if the browser takes its tag, else English: `Intl`'s constructors throw on a tag that they cannot
    /// parse, and what throws through wasm cannot be caught there.
    fn known_locales(lang: &Lang) -> Array {
        let wanted = JsValue::from_str(lang.as_str());
        let canonical = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl"))
            .and_then(|intl| Reflect::get(&intl, &JsValue::from_str("getCanonicalLocales")))
            .and_then(|function| Function::from(function).call1(&JsValue::UNDEFINED, &wanted));
        canonical.map_or_else(|_| Array::of1(&JsValue::from_str("en")), |list| Array::from(&list))
    }

    fn call(format: &Function, value: f64) -> String {
        let formatted = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(value));
        formatted.ok().and_then(|text| text.as_string()).unwrap_or_default()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use super::{DayStyle, Lang, Timestamp};

    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    pub(in crate::words) struct Locale {
        lang: Lang,
    }

    impl Locale {
        pub(in crate::words) fn new(lang: &Lang) -> Self {
            Self { lang: lang.clone() }
        }

        pub(in crate::words) fn lang(&self) -> &Lang {
            &self.lang
        }

        pub(in crate::words) fn plural(&self, n: usize) -> &'static str {
            if n == 1 { "one" } else { "other" }
        }

        pub(in crate::words) fn number(&self, n: usize) -> String {
            let digits = n.to_string();
            let groups: Vec<&str> = digits
                .as_bytes()
                .rchunks(3)
                .rev()
                .map(|group| std::str::from_utf8(group).unwrap_or_default())
                .collect();
            groups.join(",")
        }

        pub(in crate::words) fn between(&self, names: usize) -> Option<Vec<String>> {
            let gaps = names.checked_sub(1)?;
            Some((1..=gaps).map(|gap| if gap == gaps { " and " } else { ", " }.to_owned()).collect())
        }

        /// Without plural forms: enough to see what is asked for.
        pub(in crate::words) fn ago(&self, count: u32, unit: &str) -> String {
            format!("{count} {unit}s ago")
        }

        pub(in crate::words) fn day(&self, at: Timestamp, style: DayStyle) -> String {
            let (year, month, day) = at.day();
            let month = MONTHS[usize::from(month) - 1];
            let (hour, minute) = at.clock();
            match style {
                DayStyle::Short => format!("{day} {} {year}", &month[..3]),
                DayStyle::Long => format!("{day} {month} {year}"),
                DayStyle::Clock => format!("{hour}:{minute:02}"),
            }
        }
    }
}
