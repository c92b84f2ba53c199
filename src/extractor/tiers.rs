//! Tiers of a budget: the paragraphs of a report on budgets tell of the whole place and of its own tier in turn, and say which only once:
//! 市本级政府性基金预算收入9亿元……。调入资金2亿元，收入总量30亿元.

use crate::resolve::Resolved;
use crate::rules::Rules;
use crate::split::Structure;

/// Gives each sum and rate of a report on budgets the tier that the paragraph named before it, unless it says another.
pub(super) fn carry(text: &str, structure: &Structure, rules: &Rules, facts: &mut [Resolved]) {
    let titles = &rules.periods.document;
    let budgets = structure.title.is_some_and(|title| {
        let title = title.of(text);
        titles.budget_titles.stands_in(title) || titles.executed.stands_in(title)
    });
    if !budgets {
        return;
    }
    let mut blocks = structure.blocks.iter().enumerate().peekable();
    let (mut here, mut tier) = (None, None);
    for fact in facts {
        while blocks.next_if(|(_, block)| block.span.end <= fact.span.start).is_some() {}
        let block = blocks.peek().map(|(at, _)| *at);
        if block != here {
            (here, tier) = (block, None);
        }
        let before = &text[fact.sentence.start..fact.span.start];
        if let Some(own) = rules.tier_of(&fact.label.what) {
            tier = Some(own.to_owned());
        } else if rules.names_whole(before) {
            tier = None;
        } else if let Some(tier) = &tier
            && matches!(fact.unit.as_deref(), Some("元" | "%"))
            && !fact.qualifiers.iter().any(|words| words.contains(tier.as_str()))
        {
            fact.qualifiers.push(tier.clone());
        }
    }
}
