//! Running heads and feet: what a printer repeats on every page beside the page's number.

use std::collections::HashMap;

use super::Layout;
use super::lookup::Opening;

/// A running head is repeated at least so often.
const PAGES: usize = 3;
/// Bytes of the bare number of a page, at most.
pub const LONGEST_BARE: usize = 4;
/// Bytes of what numbers a page, at most.
const LONGEST_MARK: usize = 40;
/// Characters of a running head, at most.
const LONGEST: usize = 60;

impl Layout {
    /// Which of so many lines (blank ones left out) are running heads, and the numbers of pages beside them where these are
    /// bare: a line that stands three times or more beside a number, which grows from one to the next. `begins` tells what stands at the
    /// beginning of each.
    pub fn running<'t>(
        &self,
        count: usize,
        begins: impl Fn(usize) -> u32,
        line: impl Fn(usize) -> &'t str,
    ) -> Vec<usize> {
        // Nearly no text has as many numbers of pages.
        let numbered: Vec<usize> = (0..count)
            .filter(|&at| begins(at) & Opening::PAGE != 0 && self.page_number(line(at)).is_some())
            .collect();
        if numbered.len() < PAGES {
            return Vec::new();
        }
        let repeats = |line: &str| {
            line.len() <= 4 * LONGEST
                && !line.ends_with(['。', '；', '，', '：'])
                && line.chars().filter(|c| super::is_hanzi(*c)).nth(3).is_some()
                && line.chars().nth(LONGEST).is_none()
                && self.page_number(line).is_none()
        };
        // Lines beside numbers, and how often each stands beside one.
        let mut places: HashMap<&str, (usize, Vec<usize>), foldhash::fast::RandomState> = HashMap::default();
        for &number in &numbered {
            let beside = [number.checked_sub(1), Some(number + 1).filter(|at| *at < count)];
            for line in beside.into_iter().flatten().map(&line).filter(|line| repeats(line)) {
                places.entry(line).or_default().0 += 1;
            }
        }
        places.retain(|_, (beside, _)| *beside >= PAGES);
        if places.is_empty() {
            return Vec::new();
        }
        for at in 0..count {
            if let Some((_, places)) = places.get_mut(line(at)) {
                places.push(at);
            }
        }
        let mut running = Vec::new();
        for (_, places) in places.into_values() {
            // The number stands on the same side of it on each page; the first time it may be the title itself.
            for behind in [true, false] {
                let numbers = places.iter().filter_map(|&at| {
                    let beside = if behind { at + 1 } else { at.checked_sub(1)? };
                    Some((
                        at,
                        beside,
                        self.page_number(line(Some(beside).filter(|at| *at < count)?))?,
                    ))
                });
                let numbers: Vec<_> = numbers.collect();
                let grows = numbers.windows(2).all(|pair| pair[0].2 < pair[1].2);
                if numbers.len() >= PAGES && numbers.len() + 1 >= places.len() && grows {
                    running.extend(numbers.iter().flat_map(|(at, beside, _)| [*at, *beside]));
                    break;
                }
            }
        }
        running
    }

    /// The page that a line numbers, or would if it stood beside a running head.
    fn page_number(&self, line: &str) -> Option<u32> {
        if line.len() > LONGEST_MARK || !self.1.may_begin(line, Opening::PAGE) {
            return None;
        }
        let bare = !line.is_empty() && line.len() <= LONGEST_BARE && line.bytes().all(|byte| byte.is_ascii_digit());
        if !bare && self.page_mark(line).is_none() {
            return None;
        }
        let digits = line.trim_start_matches(|c: char| !c.is_ascii_digit());
        let end = digits.bytes().position(|byte| !byte.is_ascii_digit());
        digits[..end.unwrap_or(digits.len())].parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::shipped_layout;

    #[test]
    fn a_repeated_line_beside_growing_numbers_is_a_running_head() {
        let layout = shipped_layout();
        let marked = |lines: &str| -> String {
            let lines: Vec<&str> = lines.split('/').collect();
            let running = layout.running(lines.len(), |at| layout.opening(lines[at]), |at| lines[at]);
            let mark = |at: usize| if running.contains(&at) { 'x' } else { '.' };
            (0..lines.len()).map(mark).collect()
        };
        for (lines, expected) in [
            // The title stays.
            (
                "全市统计公报/文/全市统计公报/1/文/全市统计公报/2/文/全市统计公报/3",
                "..xx.xx.xx",
            ),
            (
                "文/- 7 -/全市统计公报/文/- 8 -/全市统计公报/文/- 9 -/全市统计公报",
                ".xx.xx.xx",
            ),
            // A label of a table above a value, parts of a list, headings.
            ("粮食产量/12/粮食产量/9/粮食产量/15", "......"),
            ("工作目标/文/工作目标/文/工作目标", "....."),
            ("合计/1/合计/2/合计/3", "......"),
            ("全市统计公报/1/全市统计公报/2", "...."),
        ] {
            assert_eq!(marked(lines), expected, "{lines}");
        }
    }
}
