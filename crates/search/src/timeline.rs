//! The timeline: how many stories there are by year, quarter, month, week or day.

use crate::index::Days;
use dateline_story::Timestamp;

/// Stories by date, in steps of the calendar that fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Ascending, without gaps; empty if no story has a date. At most 60, unless the stories span more than 600 years.
    pub bins: Vec<TimeBin>,
}

/// One step of the calendar, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeBin {
    /// The step's first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
    /// Stories of that step.
    pub count: u32,
}

/// Bins at most.
const MOST_BINS: usize = 60;

const DAY: i64 = 86_400;

/// Days farther from 1970 than the calendar's years go are not shown.
const FARTHEST: i64 = 12_000 * 366;

#[derive(Clone, Copy)]
enum Step {
    Days(i64),
    Months(i32),
}

const STEPS: [Step; 9] = [
    Step::Days(1),
    Step::Days(7),
    Step::Months(1),
    Step::Months(3),
    Step::Months(12),
    Step::Months(60),
    Step::Months(120),
    Step::Months(1_200),
    Step::Months(12_000),
];

/// Counts stories, given by the number of their day, by the finest step that gives few enough bins.
pub(crate) fn timeline(days: &Days, stories: &[u32]) -> Timeline {
    let counted = (0..).zip(stories).filter(|&(day, &stories)| stories > 0 && day != Days::NONE);
    bins(&counted.map(|(day, &stories)| (days.get(day), stories)).collect::<Vec<_>>())
}

/// The bins of days after 1970, each with its stories.
fn bins(days: &[(i64, u32)]) -> Timeline {
    let Some(&(some, _)) = days.first() else { return Timeline::default() };
    let (first, last) = days.iter().fold((some, some), |(first, last), &(day, _)| (first.min(day), last.max(day)));
    if first < -FARTHEST || last > FARTHEST {
        return Timeline::default();
    }
    let edges = STEPS.into_iter().find_map(|step| edges(step, first * DAY, last * DAY));
    let Some(edges) = edges else { return Timeline::default() };
    let mut bins: Vec<TimeBin> = edges
        .windows(2)
        .map(|pair| TimeBin {
            start: Timestamp::from_seconds(pair[0]),
            end: Timestamp::from_seconds(pair[1]),
            count: 0,
        })
        .collect();
    // Bins of one step are nearly of one length, so a day's bin is guessed and set right by one at most.
    let per_second = bins.len() as f64 / edges.last().map_or(1, |last| last - edges[0]).max(1) as f64;
    for &(day, stories) in days {
        let date = day * DAY;
        let mut at = ((date - edges[0]) as f64 * per_second) as usize;
        at = at.min(bins.len() - 1);
        while at > 0 && date < edges[at] {
            at -= 1;
        }
        while at + 1 < bins.len() && date >= edges[at + 1] {
            at += 1;
        }
        bins[at].count += stories;
    }
    Timeline { bins }
}

/// The edges of the bins from the one with `first` to the one with `last`; `None` if they are too many.
fn edges(step: Step, first: i64, last: i64) -> Option<Vec<i64>> {
    let mut edges = Vec::new();
    let mut edge = start_of(step, first)?;
    while edge <= last {
        edges.push(edge);
        if edges.len() > MOST_BINS {
            return None;
        }
        edge = next(step, edge)?;
    }
    edges.push(edge);
    Some(edges)
}

fn start_of(step: Step, date: i64) -> Option<i64> {
    match step {
        // 1970 began on a Thursday; weeks begin on Mondays (ISO 8601).
        Step::Days(7) => Some((date.div_euclid(DAY) + 3).div_euclid(7) * 7 * DAY - 3 * DAY),
        Step::Days(days) => Some(date.div_euclid(DAY * days) * DAY * days),
        Step::Months(months) => {
            let (year, month, _) = Timestamp::from_seconds(date).day();
            month_start((year.checked_mul(12)? + i32::from(month) - 1).div_euclid(months) * months)
        }
    }
}

fn next(step: Step, edge: i64) -> Option<i64> {
    match step {
        Step::Days(days) => Some(edge + days * DAY),
        Step::Months(months) => {
            let (year, month, _) = Timestamp::from_seconds(edge).day();
            month_start(year.checked_mul(12)? + i32::from(month) - 1 + months)
        }
    }
}

/// The first instant of a month, counted from the year 0.
fn month_start(months: i32) -> Option<i64> {
    Timestamp::from_day(months.div_euclid(12), months.rem_euclid(12) as u8 + 1, 1).map(Timestamp::seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i64 {
        let part = |range: std::ops::Range<usize>| text[range].parse().expect("a number");
        Timestamp::from_day(part(0..4), part(5..7) as u8, part(8..10) as u8).expect("a day").seconds() / DAY
    }

    #[track_caller]
    fn check(first: &str, last: &str, expected: usize, start: &str, end: &str) {
        let timeline = bins(&[(day(last), 1), (day(first), 1)]);
        assert_eq!(expected, timeline.bins.len());
        assert_eq!(start, &timeline.bins[0].start.to_rfc3339()[..10]);
        assert_eq!(end, &timeline.bins[expected - 1].end.to_rfc3339()[..10]);
        assert_eq!(2, timeline.bins.iter().map(|bin| bin.count).sum::<u32>());
        assert!(timeline.bins.windows(2).all(|pair| pair[0].end == pair[1].start));
    }

    #[test]
    fn the_finest_step_that_fits_is_taken() {
        check("2012-02-08", "2012-02-08", 1, "2012-02-08", "2012-02-09");
        check("2012-02-08", "2012-03-08", 30, "2012-02-08", "2012-03-09");
        check("2012-02-08", "2012-12-08", 44, "2012-02-06", "2012-12-10");
        check("2009-02-08", "2012-12-08", 47, "2009-02-01", "2013-01-01");
        check("2000-02-08", "2012-12-08", 52, "2000-01-01", "2013-01-01");
        check("1970-01-01", "2012-12-08", 43, "1970-01-01", "2013-01-01");
    }

    #[test]
    fn no_dates_and_wild_dates_are_no_trouble() {
        assert!(bins(&[]).bins.is_empty());
        let wild = bins(&[(0, 1), (-4_300_000, 1), (2_900_000, 1)]);
        assert!(wild.bins.len() <= 60, "{}", wild.bins.len());
        assert!(bins(&[(i64::MAX / DAY, 1), (i64::MIN / DAY - 1, 1)]).bins.is_empty());
    }
}
