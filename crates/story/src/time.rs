//! Instants, with the publisher's own offset from UTC.

/// An instant to the second, and the offset it was written with.
///
/// The offset does not take part in comparing; it lets a date be printed as it stood in the paper.
#[derive(Clone, Copy, Debug)]
pub struct Timestamp {
    seconds: i64,
    offset_minutes: i16,
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.seconds == other.seconds
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.seconds.cmp(&other.seconds)
    }
}

impl Timestamp {
    /// An instant in UTC, `seconds` after 1970.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self { seconds, offset_minutes: 0 }
    }

    /// The same instant written `minutes` east of UTC; more than 14 hours is taken as UTC.
    pub const fn at_offset(self, minutes: i16) -> Self {
        let offset_minutes = if minutes.abs() <= 14 * 60 { minutes } else { 0 };
        Self { offset_minutes, ..self }
    }

    /// Midnight UTC of a day of the Gregorian calendar; `None` if there is no such day.
    ///
    /// Shape: year -9999 to 9999, month 1 to 12, day 1 to the month's last.
    pub fn from_day(year: i32, month: u8, day: u8) -> Option<Self> {
        let valid = (-9999..=9999).contains(&year) && day >= 1 && day <= days_in_month(year, month)?;
        valid.then(|| Self::from_seconds(days_from_civil(year, month, day) * 86_400))
    }

    /// Seconds after 1970 in UTC; negative before.
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Minutes east of UTC that the instant was written with.
    pub const fn offset_minutes(self) -> i16 {
        self.offset_minutes
    }

    /// The day as the publisher's calendar had it: year, month 1 to 12, day 1 to 31.
    pub fn day(self) -> (i32, u8, u8) {
        civil_from_days(self.local_seconds().div_euclid(86_400))
    }

    /// Hour and minute as the publisher's clock had them.
    pub fn clock(self) -> (u8, u8) {
        let minute = self.local_seconds().rem_euclid(86_400) / 60;
        ((minute / 60) as u8, (minute % 60) as u8)
    }

    /// RFC 3339 with the publisher's offset: `2012-02-08T10:15:00+02:00`, or `Z` for UTC.
    pub fn to_rfc3339(self) -> String {
        let (year, month, day) = self.day();
        let (hour, minute) = self.clock();
        let second = self.seconds.rem_euclid(60);
        let zone = match self.offset_minutes {
            0 => "Z".to_owned(),
            offset => {
                let sign = if offset < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        };
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}")
    }

    const fn local_seconds(self) -> i64 {
        self.seconds + self.offset_minutes as i64 * 60
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339())
    }
}

fn days_in_month(year: i32, month: u8) -> Option<u8> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if leap => Some(29),
        2 => Some(28),
        _ => None,
    }
}

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
fn days_from_civil(year: i32, month: u8, day: u8) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`]; same source, `civil_from_days`.
fn civil_from_days(days: i64) -> (i32, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year as i32, month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_there_and_back() {
        for days in (-800_000..800_000).step_by(17) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days, days_from_civil(year, month, day));
        }
    }

    #[test]
    fn there_is_no_30_february() {
        assert_eq!(None, Timestamp::from_day(2012, 2, 30));
        assert_eq!(None, Timestamp::from_day(2012, 13, 1));
        assert_eq!(None, Timestamp::from_day(2012, 1, 0));
        assert!(Timestamp::from_day(2012, 2, 29).is_some());
        assert_eq!(None, Timestamp::from_day(2100, 2, 29));
    }

    #[test]
    fn a_date_is_printed_as_it_stood_in_the_paper() {
        let evening = Timestamp::from_seconds(1_328_740_200).at_offset(120);
        assert_eq!("2012-02-09T00:30:00+02:00", evening.to_rfc3339());
        assert_eq!((2012, 2, 9), evening.day());
        assert_eq!((2012, 2, 8), Timestamp::from_seconds(1_328_740_200).day());
        assert_eq!("1969-12-31T23:59:59Z", Timestamp::from_seconds(-1).to_rfc3339());
    }
}
