//! Dates as feeds write them.
//!
//! Taken are: RFC 3339 and its looser kin (a space for the `T`, no seconds, no zone, no hyphens), RFC 2822 and other
//! orders with the month in English letters, and seconds or milliseconds after 1970. Without a zone UTC is meant, which
//! is right for WordPress's `*_gmt` and the least wrong elsewhere. A day alone is its midnight.

use dateline_story::Timestamp;

use crate::json::Json;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Zone names of RFC 2822 and a few that feeds use all the same, with their minutes east of UTC.
const ZONES: [(&str, i16); 17] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("bst", 60),
    ("cet", 60),
    ("cest", 120),
    ("eet", 120),
    ("eest", 180),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
];

/// Numbers from here on are milliseconds; as seconds they would lie beyond the year 5138.
const FIRST_MILLISECONDS: i64 = 100_000_000_000;

/// A date in a JSON value.
pub(crate) fn from_value(value: &Json<'_>) -> Option<Timestamp> {
    match value {
        Json::String(text) => parse(text),
        Json::Number(digits) => epoch(digits.split('.').next()?.parse().ok()?),
        _ => None,
    }
}

/// The date that a text is, in any of the ways that feeds write one.
pub fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    // No date is longer; what is, is not worth looking through.
    if text.len() > 64 {
        return None;
    }
    iso(text).or_else(|| with_month_name(text))
}

fn epoch(number: i64) -> Option<Timestamp> {
    let seconds = if number.abs() >= FIRST_MILLISECONDS { number / 1000 } else { number };
    (seconds != 0 && seconds.abs() < FIRST_MILLISECONDS).then(|| Timestamp::from_seconds(seconds))
}

/// `2012-02-08T10:15:00+02:00`, `2012-02-08 10:15`, `20120208T101500Z`, `2012-02-08`, `1328695200`.
fn iso(text: &str) -> Option<Timestamp> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let all_digits = digits == text.len();
    let (day, rest) = match digits {
        10 | 13 if all_digits => return epoch(text.parse().ok()?),
        4 => {
            let date = text.get(..10)?;
            let rest = &text[10..];
            let separator = date.as_bytes()[4];
            if !matches!(separator, b'-' | b'/' | b'.') || date.as_bytes()[7] != separator {
                return None;
            }
            (Timestamp::from_day(number(&date[..4])?, number(&date[5..7])?, number(&date[8..])?)?, rest)
        }
        8 | 14 => {
            let day = Timestamp::from_day(number(&text[..4])?, number(&text[4..6])?, number(&text[6..8])?)?;
            (day, &text[8..])
        }
        _ => return None,
    };
    let rest = rest.strip_prefix(['T', 't', ' ', '_']).unwrap_or(rest);
    if rest.is_empty() { Some(day) } else { at_time(day, rest) }
}

/// Adds `10:15:00.5 +0200` or `101500Z` to a day.
fn at_time(day: Timestamp, text: &str) -> Option<Timestamp> {
    let clock_end = text.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(text.len());
    let (clock, mut zone) = text.split_at(clock_end);
    if let Some(fraction) = zone.strip_prefix(['.', ',']) {
        zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    Some(zoned(day, clock_seconds(clock)?, zone_minutes(zone.trim())?))
}

fn zoned(day: Timestamp, clock: i64, zone: i16) -> Timestamp {
    Timestamp::from_seconds(day.seconds() + clock - i64::from(zone) * 60).at_offset(zone)
}

/// `10:15`, `10:15:00`, `1015`, `101500`; a leap second counts as the one before.
fn clock_seconds(clock: &str) -> Option<i64> {
    let pad = if clock.find(':') == Some(1) { "0" } else { "" };
    let digits: String = pad.chars().chain(clock.chars().filter(char::is_ascii_digit)).collect();
    if !matches!(digits.len(), 4 | 6) {
        return None;
    }
    let (hour, minute): (i64, i64) = (number(&digits[..2])?, number(&digits[2..4])?);
    let second: i64 = if digits.len() == 6 { number(&digits[4..])? } else { 0 };
    (hour < 24 && minute < 60 && second <= 60).then(|| hour * 3600 + minute * 60 + second.min(59))
}

/// Minutes east of UTC; 0 if there is nothing.
fn zone_minutes(zone: &str) -> Option<i16> {
    if zone.is_empty() {
        return Some(0);
    }
    if let Some(digits) = zone.strip_prefix(['+', '-', '−']) {
        let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
        let minutes: i16 = match digits.len() {
            2 => number::<i16>(&digits)? * 60,
            4 => number::<i16>(&digits[..2])? * 60 + number::<i16>(&digits[2..])?,
            _ => return None,
        };
        return Some(if zone.starts_with('+') { minutes } else { -minutes });
    }
    let name = zone.to_ascii_lowercase();
    ZONES.iter().find(|(known, _)| *known == name).map(|(_, minutes)| *minutes)
}

/// `Wed, 08 Feb 2012 10:15:00 GMT`, `February 8, 2012`, `8 Feb 2012 10:15 +0200`.
fn with_month_name(text: &str) -> Option<Timestamp> {
    let (mut day, mut month, mut year, mut clock, mut zone) = (None, None, None, None, 0);
    for word in text.split([' ', ',', '-', '/']).filter(|word| !word.is_empty()) {
        let lower = word.to_ascii_lowercase();
        if word.contains(':') {
            clock = Some(clock_seconds(word)?);
        } else if let Some(place) = month_number(&lower) {
            month = Some(place);
        } else if lower == "pm" || lower == "p.m." {
            clock = clock.map(|seconds| if seconds < 43_200 { seconds + 43_200 } else { seconds });
        } else if let Ok(value) = lower.trim_end_matches(['s', 't', 'h', 'n', 'd', 'r', '.']).parse::<i32>() {
            match (day, word.starts_with('+')) {
                (_, true) => zone = zone_minutes(word)?,
                (None, _) if (1..=31).contains(&value) => day = Some(value as u8),
                _ if year.is_none() && word.len() == 4 => year = Some(value),
                _ if year.is_none() && word.len() == 2 => year = Some(value + if value < 70 { 2000 } else { 1900 }),
                // The hyphen of `-0500` was taken for a separator.
                _ if clock.is_some() && word.len() == 4 => zone = -zone_minutes(&format!("+{word}"))?,
                _ => return None,
            }
        } else if let Some(minutes) = zone_minutes(&lower) {
            zone = minutes;
        }
    }
    Some(zoned(Timestamp::from_day(year?, month?, day?)?, clock.unwrap_or(0), zone))
}

/// 1 to 12 for an English month's name or its first three letters.
fn month_number(word: &str) -> Option<u8> {
    let start = word.get(..3)?;
    let place = MONTHS.iter().position(|month| *month == start)?;
    word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'.').then_some(place as u8 + 1)
}

fn number<T: std::str::FromStr>(digits: &str) -> Option<T> {
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = parse(text).map_or_else(|| "none".to_owned(), Timestamp::to_rfc3339);
        assert_eq!(expected, found, "{text}");
    }

    #[test]
    fn the_internet_standard_and_its_looser_kin() {
        check("2012-02-08T10:15:00Z", "2012-02-08T10:15:00Z");
        check("2012-02-08T10:15:00+02:00", "2012-02-08T10:15:00+02:00");
        check("2012-02-08T10:15:00.123456-0330", "2012-02-08T10:15:00-03:30");
        check("2012-02-08t10:15:00z", "2012-02-08T10:15:00Z");
        check("2012-02-08 10:15", "2012-02-08T10:15:00Z");
        check(" 2012-02-08T10:15:00 ", "2012-02-08T10:15:00Z");
        check("2012-02-08", "2012-02-08T00:00:00Z");
        check("2012/02/08", "2012-02-08T00:00:00Z");
        check("20120208T101500Z", "2012-02-08T10:15:00Z");
        check("20120208T101500+0200", "2012-02-08T10:15:00+02:00");
        check("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z");
    }

    #[test]
    fn mail_and_everyday_dates() {
        check("Wed, 08 Feb 2012 10:15:00 GMT", "2012-02-08T10:15:00Z");
        check("Wed, 8 Feb 2012 10:15:00 +0200", "2012-02-08T10:15:00+02:00");
        check("Wed, 8 Feb 2012 10:15:00 -0500", "2012-02-08T10:15:00-05:00");
        check("08 Feb 12 10:15 EST", "2012-02-08T10:15:00-05:00");
        check("February 8, 2012", "2012-02-08T00:00:00Z");
        check("8th February 2012", "2012-02-08T00:00:00Z");
        check("Feb. 8, 2012 3:15 PM", "2012-02-08T15:15:00Z");
        check("26-FEB-1987 15:01:01", "1987-02-26T15:01:01Z");
    }

    #[test]
    fn seconds_and_milliseconds() {
        check("1328696100", "2012-02-08T10:15:00Z");
        check("1328696100000", "2012-02-08T10:15:00Z");
        assert_eq!(parse("1328696100"), from_value(&Json::Number("1328696100.25")));
        assert_eq!(parse("1328696100"), from_value(&Json::Number("1328696100000")));
        assert_eq!(None, from_value(&Json::Number("1e308")));
        assert_eq!(None, from_value(&Json::Bool(true)));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for bad in
            ["", "Tomorrow", "2012", "2012-02-30", "2012-2-8", "2012-02-08T25:00", "2012-02-08T10:15 moon", "Feb"]
        {
            check(bad, "none");
        }
        check("é012-02-08", "none");
        check("2012-02-é8", "none");
        check(&"1".repeat(500), "none");
    }
}
