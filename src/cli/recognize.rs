//! `gongbao recognize`: text from standard input → what it mentions.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use serde::{Deserialize, Serialize};

use crate::decode::decode;
use crate::recognition::{Meaning, Recognized, Recognizer};
use crate::resolve::PartialDate;

use super::{RulesFolder, day, load_rules, print};

/// List the quantities, periods, places, organisations and indicators of a text (识别)
///
/// Reads text from standard input and lists what it mentions, with offsets in code points. With --json-lines, reads one
/// JSON object a line, {"id","text","date"}, and writes one a line, {"id","mentions":[…]}; "date" is the day (or 2021-12,
/// or 2021) on which the text was written, and may be null or left out.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  echo '去年全市生产总值3850亿元' | gongbao recognize --date 2024-03-01
  gongbao recognize --json-lines < sentences.jsonl > mentions.jsonl")]
pub struct Arguments {
    /// Read and write one JSON object a line
    #[arg(long)]
    json_lines: bool,
    #[command(flatten)]
    rules: RulesFolder,
    /// The day on which the text was written, for 去年 and the like
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<jiff::civil::Date>,
}

/// Runs the command.
pub fn main(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let recognizer = Recognizer::new(load_rules(arguments.rules.rules.as_deref())?);
    let date = arguments.date.map(PartialDate::Day);
    if arguments.json_lines {
        return json_lines(&recognizer, date);
    }
    let mut bytes = Vec::new();
    io::stdin()
        .read_to_end(&mut bytes)
        .context("cannot read standard input")?;
    let decoded = decode(&bytes).map_err(|problem| anyhow!("standard input: {problem}"))?;
    print(&listing(&recognizer.recognize(&decoded.text, date)))?;
    Ok(ExitCode::SUCCESS)
}

/// A line that is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    /// Given back as it is; any JSON value.
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    date: Option<String>,
}

/// A line that answers.
#[derive(Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    mentions: Vec<Recognized>,
}

/// Answers line by line. A line that cannot be understood is named on standard error and gets no answer; the exit code is
/// then 1.
fn json_lines(recognizer: &Recognizer, date: Option<PartialDate>) -> anyhow::Result<ExitCode> {
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    let mut refused = false;
    for number in 1.. {
        line.clear();
        if input
            .read_until(b'\n', &mut line)
            .context("cannot read standard input")?
            == 0
        {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        match question(&line) {
            Ok((question, own)) => {
                let mentions = recognizer.recognize(&question.text, own.or(date));
                let answer = Answer {
                    id: &question.id,
                    mentions,
                };
                let mut text = serde_json::to_vec(&answer).expect("mentions are plain data");
                text.push(b'\n');
                if !put(&mut output, &text, input.buffer().is_empty())? {
                    break;
                }
            }
            Err(problem) => {
                refused = true;
                // Nothing is left to be done when standard error is closed.
                let _ = writeln!(io::stderr(), "line {number} of standard input: {problem}");
            }
        }
    }
    put(&mut output, b"", true)?;
    Ok(ExitCode::from(u8::from(refused)))
}

fn question(line: &[u8]) -> Result<(Question, Option<PartialDate>), String> {
    let question: Question = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let date = match &question.date {
        Some(date) => Some(date.parse::<PartialDate>().map_err(|error| error.to_string())?),
        None => None,
    };
    Ok((question, date))
}

/// Writes an answer, at once where no question is waiting: whoever asks may wait for it. `false` where nobody reads on.
fn put(output: &mut impl Write, text: &[u8], at_once: bool) -> anyhow::Result<bool> {
    let written = output
        .write_all(text)
        .and_then(|()| if at_once { output.flush() } else { Ok(()) });
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        other => other.map(|()| true).context("cannot write to standard output"),
    }
}

/// A line for each mention: where, what, the words, and what they mean.
fn listing(mentions: &[Recognized]) -> String {
    let mut listing = String::new();
    for mention in mentions {
        let (kind, meaning) = told(&mention.meaning);
        let words: String = mention.text.split_whitespace().collect();
        let (start, end) = (mention.span.start, mention.span.end);
        let _ = write!(listing, "{start:>6} {end:>6}  {kind:<12}  {words}");
        if !meaning.is_empty() {
            let _ = write!(listing, " = {meaning}");
        }
        listing.push('\n');
    }
    listing
}

/// The kind of a mention and its meaning in words.
fn told(meaning: &Meaning) -> (&'static str, String) {
    match meaning {
        Meaning::Quantity {
            value,
            value_high,
            unit,
            bound,
        } => {
            let mut told = bound.sign().to_owned();
            told.push_str(value);
            if let Some(high) = value_high {
                let _ = write!(told, "–{high}");
            }
            if let Some(unit) = unit {
                let _ = write!(told, " {unit}");
            }
            ("quantity", told)
        }
        Meaning::Period { period } => {
            let told = match period {
                Some(days) if days.start == days.end => days.start.clone(),
                Some(days) => format!("{} to {}", days.start, days.end),
                None => "unknown without a date".to_owned(),
            };
            ("period", told)
        }
        Meaning::Area { area } => {
            let told = match area {
                Some(area) => [Some(&area.name), area.code.as_ref()]
                    .into_iter()
                    .flatten()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(" "),
                None => "the text's own".to_owned(),
            };
            ("area", told)
        }
        Meaning::Organisation => ("organisation", String::new()),
        Meaning::Indicator { indicator } => ("indicator", indicator.clone()),
        Meaning::Name => ("name", String::new()),
    }
}
