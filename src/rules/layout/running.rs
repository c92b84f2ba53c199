//! Running heads and feet: what a printer repeats on every page beside the page's number.

use std::collections::HashMap;

use super::Layout;

/// A running head is repeated at least so often.
const PAGES: usize = 3;
/// Bytes of what numbers a page, at most.
const LONGEST_MARK: usize = 40;
/// Characters of a running head, at most.
const LONGEST: usize = 60;

impl Layout {
    /// Which of the lines (blank ones left out) are running heads, and the numbers of pages beside them where these are
    /// bare: a line that stands three times or more beside a number, which grows from one to the next.
    pub fn running(&self, lines: &[&str]) -> Vec<bool> {
        // Nearly no text has as many numbers of pages.
        let numbered = lines.iter().filter(|line| self.page_number(line).is_some());
        if numbered.take(PAGES).count() < PAGES {
            return vec![false; lines.len()];
        }
        let mut places: HashMap<&str, Vec<usize>, foldhash::fast::RandomState> = HashMap::default();
        let short = |line: &str| line.len() <= 4 * LONGEST && line.chars().take(LONGEST + 1).count() <= LONGEST;
        let repeats = |line: &str| short(line) && self.page_number(line).is_none();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| repeats(line)) {
            places.entry(line).or_default().push(at);
        }
        let mut running = vec![false; lines.len()];
        for (line, places) in places {
            let worded = line.chars().filter(|c| super::is_hanzi(*c)).count() >= 4;
            if places.len() < PAGES || !worded || line.ends_with(['。', '；', '，', '：']) {
                continue;
            }
            // The number stands on the same side of it on each page; the first time it may be the title itself.
            for behind in [true, false] {
                let numbers = places.iter().filter_map(|&at| {
                    let beside = if behind { at + 1 } else { at.checked_sub(1)? };
                    Some((at, beside, self.page_number(lines.get(beside)?)?))
                });
                let numbers: Vec<_> = numbers.collect();
                let grows = numbers.windows(2).all(|pair| pair[0].2 < pair[1].2);
                if numbers.len() >= PAGES && numbers.len() + 1 >= places.len() && grows {
                    for (at, beside, _) in numbers {
                        (running[at], running[beside]) = (true, true);
                    }
                    break;
                }
            }
        }
        running
    }

    /// The page that a line numbers, or would if it stood beside a running head.
    fn page_number(&self, line: &str) -> Option<u32> {
        if line.len() > LONGEST_MARK {
            return None;
        }
        let bare = !line.is_empty() && line.len() <= 4 && line.bytes().all(|byte| byte.is_ascii_digit());
        if !bare && self.page_mark(line).is_none() {
            return None;
        }
        let digits: String = line
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse().ok()
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
            layout
                .running(&lines)
                .iter()
                .map(|running| if *running { 'x' } else { '.' })
                .collect()
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
