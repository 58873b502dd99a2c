//! The stories by date: bars to brush with the pointer, and two sliders that do the same.

use std::{ops::Range, rc::Rc};

use dateline_story::{Direction, Timestamp};
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::words::{DayStyle, Words};

/// How high the highest bar is, in the chart's own units.
const HEIGHT: u32 = 100;
/// How wide a bar with its gap is, in the chart's own units.
const STEP: usize = 4;

/// The stories of one step of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The step's first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
    /// How many stories there are.
    pub count: u32,
}

/// What the timeline needs.
#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    /// The steps in order, without gaps.
    pub bars: Rc<Vec<Bar>>,
    /// The places of those that are chosen; never empty.
    pub chosen: Range<usize>,
    /// The words of the interface.
    pub words: Words,
    /// Called with the places to choose.
    pub on_choose: Callback<Range<usize>>,
}

/// The chart with its sliders; nothing if all stories are of one step.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let TimelineProps { bars, words, on_choose, .. } = props;
    // Where the brush was put down, and where it is.
    let brush = use_state(|| None::<(usize, usize)>);
    let node = use_node_ref();
    let Some(last) = bars.len().checked_sub(1).filter(|last| *last > 0) else {
        return html! { <div class="timeline" hidden=true /> };
    };
    let chosen = brush.map_or_else(|| props.chosen.clone(), between);
    let bar_under = {
        let (node, bars, rtl) = (node.clone(), bars.len(), words.lang().direction() == Direction::RightToLeft);
        move |event: &PointerEvent| node.cast::<Element>().map(|chart| bar_at(event, &chart, bars, rtl))
    };
    let begin = {
        let (brush, node, bar_under) = (brush.clone(), node.clone(), bar_under.clone());
        Callback::from(move |event: PointerEvent| {
            // Without the capture the brush only ends at the chart's edge.
            let _ = node.cast::<Element>().map(|chart| chart.set_pointer_capture(event.pointer_id()));
            brush.set(bar_under(&event).map(|at| (at, at)));
        })
    };
    let go_on = {
        let brush = brush.clone();
        Callback::from(move |event: PointerEvent| {
            if let (Some((from, _)), Some(at)) = (*brush, bar_under(&event)) {
                brush.set(Some((from, at)));
            }
        })
    };
    let end = {
        let (brush, on_choose) = (brush.clone(), on_choose.clone());
        Callback::from(move |_: PointerEvent| {
            (*brush).into_iter().for_each(|brushed| on_choose.emit(between(brushed)));
            brush.set(None);
        })
    };
    let call_off = Callback::from(move |_: PointerEvent| brush.set(None));
    let day = |at: Timestamp| words.day(at, DayStyle::Short);
    let first_day = bars.get(chosen.start).map(|bar| day(bar.start)).unwrap_or_default();
    let last_day = bars.get(chosen.end - 1).map(|bar| day(Timestamp::from_seconds(bar.end.seconds() - 1)));
    let slide = |key: &str, value: usize, text: String, choose: fn(usize, Range<usize>) -> Range<usize>| {
        let chosen = props.chosen.clone();
        let moved = on_choose.reform(move |at: usize| choose(at, chosen.clone()));
        slider(words.get(key), value, last, text, &moved)
    };
    html! {
        <div class="timeline" part="timeline">
            // The sliders say the same to those who do not see it.
            <svg ref={node} class="timeline__chart" viewBox={format!("0 0 {} {HEIGHT}", bars.len() * STEP)} preserveAspectRatio="none"
                aria-hidden="true" onpointerdown={begin} onpointermove={go_on} onpointerup={end} onpointercancel={call_off}>
                <path class="timeline__bars" d={outline(bars, |place| !chosen.contains(&place))} />
                <path class="timeline__bars timeline__bars--chosen" d={outline(bars, |place| chosen.contains(&place))} />
            </svg>
            { slide("first_day", chosen.start, first_day, |at, chosen| at..chosen.end.max(at + 1)) }
            { slide("last_day", chosen.end - 1, last_day.unwrap_or_default(), |at, chosen| chosen.start.min(at)..at + 1) }
        </div>
    }
}

/// A labelled slider over the bars that says its day.
fn slider(label: AttrValue, value: usize, last: usize, text: String, on_move: &Callback<usize>) -> Html {
    let moved = on_move.reform(|event: InputEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        field.value().parse().unwrap_or_default()
    });
    html! {
        <label class="timeline__line">
            <span>{ label }</span>
            <input class="timeline__slider" type="range" min="0" max={last.to_string()} value={value.to_string()}
                aria-valuetext={text.clone()} oninput={moved} />
            <span class="timeline__day" aria-hidden="true">{ text }</span>
        </label>
    }
}

/// The bars between two places, in whichever order, both included.
fn between((one, other): (usize, usize)) -> Range<usize> {
    one.min(other)..one.max(other) + 1
}

fn bar_at(event: &PointerEvent, chart: &Element, bars: usize, rtl: bool) -> usize {
    let around = chart.get_bounding_client_rect();
    let across = (f64::from(event.client_x()) - around.left()) / around.width().max(1.0);
    let along = if rtl { 1.0 - across } else { across };
    // Left of the chart is the first bar: a float below zero becomes zero.
    ((along * bars as f64) as usize).min(bars - 1)
}

/// The bars in some places as one shape: a vertical stroke up, across and down for each.
fn outline(bars: &[Bar], is_wanted: impl Fn(usize) -> bool) -> String {
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or_default().max(1);
    let wanted = bars.iter().enumerate().filter(|(place, bar)| bar.count > 0 && is_wanted(*place));
    let strokes = wanted.map(|(place, bar)| {
        // A single story among thousands is still to be seen.
        let high = (u64::from(bar.count) * u64::from(HEIGHT) / u64::from(most)).max(3);
        format!("M{} {HEIGHT}v-{high}h{}v{high}z", place * STEP, STEP - 1)
    });
    strokes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_html, english};

    fn drawn(counts: &[u32], chosen: Range<usize>) -> Html {
        let day = |day: usize| Timestamp::from_day(2012, 2, day as u8 + 1).expect("a day");
        let bars: Vec<Bar> = counts
            .iter()
            .enumerate()
            .map(|(at, count)| Bar { start: day(at), end: day(at + 1), count: *count })
            .collect();
        html! { <Timeline bars={Rc::new(bars)} {chosen} words={english()} on_choose={Callback::noop()} /> }
    }

    #[test]
    fn sliders_say_the_first_and_the_last_day() {
        check_html("timeline-narrowed", drawn(&[1, 0, 4000, 2], 1..3));
    }

    #[test]
    fn stories_of_one_day_have_no_timeline() {
        check_html("timeline-none", drawn(&[7], 0..1));
    }

    #[test]
    fn a_brush_may_go_either_way() {
        assert_eq!(2..6, between((5, 2)));
        assert_eq!(3..4, between((3, 3)));
    }
}
