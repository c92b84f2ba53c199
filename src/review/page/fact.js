/* The current number: what was read, where each part is said, what was decided, and the forms to decide otherwise. */
const panel = {
  spot: null,
  form: null,

  show(spot, item, document) {
    this.spot = spot;
    this.item = item;
    this.document = document;
    this.form = null;
    this.draw();
  },

  draw() {
    const { spot, item } = this;
    $('fact').setAttribute('aria-label', T.fact);
    if (!spot) { $('fact').replaceChildren(el('p', { class: 'empty' }, T.noItems)); return; }
    const standing = index.standings[item];
    const state = list.state(item);
    const claim = spot.fact?.claim;
    const fixed = standing?.claim && (state === 'corrected' || state === 'missing') ? standing.claim : null;
    const heading = fixed?.label ?? claim?.label ?? (spot.kind === 's' ? T.skipped(T.skip[list.text('skip', item)] ?? '') : T.open);
    const chip = el('span', { class: `chip ${state}` }, T.state[state]);
    const parts = [el('header', {}, el('h2', {}, safe(heading)), chip)];
    if (state === 'disputed') parts.push(el('p', { class: 'warn' }, `${T.disputeTitle}. ${T.disputeHow}`));
    const stale = standing?.decisions.filter((it) => it.why) ?? [];
    if (stale.length) parts.push(el('p', { class: 'warn' }, stale.map((it) => `${safe(it.reviewer)}: ${it.why}`).join(' · ')));
    parts.push(el('div', { id: 'form' }), this.buttons());
    parts.push(claim ? this.fields(claim, fixed) : this.number(fixed));
    parts.push(this.history(standing));
    $('fact').replaceChildren(...parts);
  },

  /* A field with the way to where it is said. */
  field(name, shown, origin, changed) {
    if (shown === null || shown === undefined || shown === '') return null;
    const from = origin && el('button', {
      type: 'button', class: 'origin', disabled: !origin.span, title: `${T.from}: ${T.origin[origin.kind]}`,
      onfocus: () => reader.origin(origin.span), onblur: () => reader.origin(null),
      onmouseenter: () => reader.origin(origin.span), onmouseleave: (event) => { if (document.activeElement !== event.target) reader.origin(null); },
    }, T.origin[origin.kind]);
    return [el('dt', {}, T.field[name]), el('dd', { class: changed ? 'changed' : null }, el('span', { class: 'said' }, shown), from)];
  },

  fields(read, fixed) {
    const { fact, quote, line } = this.spot;
    const claim = fixed ?? read;
    const origins = fact.origins;
    const differs = (name) => fixed && JSON.stringify(fixed[name]) !== JSON.stringify(read[name]);
    const both = (name, text) => (differs(name) ? [el('del', {}, text(read) || '—'), ' ', el('ins', {}, text(claim) || '—')] : text(claim));
    const value = (it) => `${grouped(it.value)}${it.value_high ? `～${grouped(it.value_high)}` : ''}${it.unit ? ` ${safe(it.unit)}` : ''}`;
    const shownValue = differs('value') || differs('unit') || differs('value_high') ? [el('del', {}, value(read)), ' ', el('ins', {}, value(claim))] : value(claim);
    const area = (it) => (it.area ? `${it.area.name}${it.area.code ? ` ${it.area.code}` : ''}` : '');
    const period = (it) => (it.period ? [short(`${it.period.start ?? ''}/${it.period.end ?? ''}`), it.period.text && `“${safe(it.period.text)}”`].filter(Boolean).join(' ') : '');
    const base = (it) => [it.base?.versus, it.base?.among, it.base?.out_of].filter(Boolean).map(safe).join(' · ');
    const f = (name, shown, origin) => this.field(name, shown, origin, differs(name));
    return el('dl', {}, [
      f('label', both('label', (it) => safe(it.label)), origins.label),
      f('quote', el('q', {}, quote), null),
      this.field('value', shownValue, null, differs('value') || differs('unit')),
      f('bound', claim.bound === 'eq' && !differs('bound') ? null : both('bound', (it) => T.bound[it.bound])),
      f('measure', both('measure', (it) => T.measure[it.measure])),
      f('status', both('status', (it) => T.status[it.status]), origins.status),
      f('flow', both('flow', (it) => (it.flow ? T.flow[it.flow] : ''))),
      f('indicator', both('indicator', (it) => it.indicator ?? '')),
      f('area', both('area', area), origins.area),
      f('subject', both('subject', (it) => safe(it.subject?.name ?? ''))),
      f('period', both('period', period), origins.period),
      f('qualifiers', both('qualifiers', (it) => it.qualifiers.map(safe).join('、'))),
      f('base', both('base', base)),
      this.field('rule', [el('code', {}, fact.rule), ' ', el('span', { class: 'about' }, index.rules[fact.rule] ?? '')]),
      this.field('confidence', `${Math.round(fact.confidence * 100)}%`),
      this.field('id', el('code', {}, fact.id)),
      this.field('section', fact.section && safe(fact.section)),
      this.field('findings', this.findings()),
      this.field('why', null),
    ], el('dt', { class: 'unseen' }, T.document), el('dd', { class: 'where' }, `${safe(this.document.name)} · ${T.line(line)}`));
  },

  number(added) {
    const { quote, line, why } = this.spot;
    const value = added && `${added.value}${added.unit ? ` ${safe(added.unit)}` : ''}`;
    return el('dl', {}, [
      this.field('quote', el('q', {}, quote)), this.field('value', value), this.field('area', added?.area && added.area.name), this.field('why', why && safe(why)), this.field('findings', this.findings()),
    ], el('dt', { class: 'unseen' }, T.document), el('dd', { class: 'where' }, `${safe(this.document.name)} · ${T.line(line)}`));
  },

  findings() {
    const [start, end] = this.spot.span;
    const found = this.document.findings.filter((it) => it.span && it.span[0] < end && start < it.span[1]);
    return found.length ? found.map((it) => el('span', { class: 'finding' }, safe(it.message))) : null;
  },

  buttons() {
    const fact = Boolean(this.spot.fact);
    const names = fact ? [['accept', 'a'], ['reject', 'r'], ['fix', 'e'], ['later', 's'], ['undo', 'u'], ['alike', 'A']] : [['nothing', 'x'], ['missing', 'm'], ['later', 's'], ['undo', 'u']];
    return el('div', { class: 'buttons', role: 'group' }, names.map(([name, key]) => el('button', { type: 'button', 'data-act': name, class: name, 'aria-keyshortcuts': key === 'A' ? 'Shift+A' : key, onclick: () => act(name) }, T.act[name], el('kbd', { 'aria-hidden': 'true' }, key))));
  },

  history(standing) {
    const decisions = standing?.decisions ?? [];
    const verdict = { accept: 'accepted', reject: 'rejected', fix: 'corrected', nothing: 'nothing', missing: 'missing', later: 'later' };
    return el('section', { class: 'history', 'aria-label': T.decisions }, el('h3', {}, T.decisions), decisions.length ? el('ul', {}, decisions.map((it) => el('li', {},
      el('b', {}, safe(it.reviewer)), ' ', el('span', { class: `chip ${verdict[it.verdict.kind]}` }, T.state[verdict[it.verdict.kind]]), it.resolves ? ` ${T.resolves}` : '', ' ',
      it.verdict.reason ? `“${safe(it.verdict.reason)}” ` : '', it.verdict.claim ? el('span', {}, `${safe(it.verdict.claim.label)} = ${it.verdict.claim.value}${safe(it.verdict.claim.unit ?? '')} `) : '',
      el('time', { datetime: it.at }, it.at.slice(0, 16).replace('T', ' '))))) : el('p', {}, T.nobody));
  },

  /* Asks why a fact is rejected: a digit, a text, or nothing. */
  reject() {
    this.form = 'reject';
    const send = (reason) => decide({ kind: 'reject', reason });
    const input = el('input', { id: 'reason', 'aria-label': T.orType, placeholder: T.orType, maxlength: 500, autocomplete: 'off' });
    const form = el('form', { class: 'reject', 'aria-label': T.rejectTitle, onsubmit: (event) => { event.preventDefault(); send(input.value.trim()); }, onkeydown: (event) => {
      const digit = /^[1-9]$/.test(event.key) && !(event.target === input && input.value) ? Number(event.key) : 0;
      if (digit && T.reasons[digit - 1]) { event.preventDefault(); send(T.reasons[digit - 1]); }
    } }, el('h3', {}, T.rejectTitle), el('div', { class: 'reasons' }, T.reasons.map((reason, at) => el('button', { type: 'button', onclick: () => send(reason) }, el('kbd', { 'aria-hidden': 'true' }, at + 1), reason))),
    input, el('div', { class: 'buttons' }, el('button', { type: 'submit' }, T.act.reject), el('button', { type: 'button', onclick: () => this.close() }, T.act.cancel)));
    $('form').replaceChildren(form);
    input.focus();
  },

  /* The fields of a fact, to put right what is wrong or to say what is missing. */
  edit(kind) {
    this.form = kind;
    const standing = index.standings[this.item];
    const claim = standing?.claim ?? this.spot.fact?.claim ?? guess(this.spot.quote);
    const input = (name, value, more) => this.input(name, el('input', { id: `in-${name}`, name, value: value ?? '', autocomplete: 'off', spellcheck: 'false', ...more }));
    const choice = (name, value, words, none) => this.input(name, el('select', { id: `in-${name}`, name }, none ? el('option', { value: '' }, T.none) : null, Object.entries(words).map(([key, text]) => el('option', { value: key, selected: key === value }, text))));
    const period = claim.period?.start ? periodText(claim.period) : '';
    const form = el('form', { class: 'edit', 'aria-label': kind === 'fix' ? T.fixTitle : T.missingTitle, onsubmit: (event) => { event.preventDefault(); this.save(kind, form); }, onkeydown: (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.save(kind, form); } } },
      el('h3', {}, kind === 'fix' ? T.fixTitle : T.missingTitle),
      input('label', claim.label), input('value', claim.value), input('value_high', claim.value_high), input('unit', claim.unit, { list: 'units' }),
      choice('bound', claim.bound, T.bound), choice('measure', claim.measure, T.measure), choice('status', claim.status, T.status), choice('flow', claim.flow, T.flow, true),
      input('indicator', claim.indicator, { list: 'indicators' }), input('area', claim.area ? [claim.area.name, claim.area.code].filter(Boolean).join(' ') : '', { list: 'areas' }), input('subject', claim.subject?.name),
      input('period', period, { placeholder: '2023 · 2023-05 · 2021/2025' }), input('qualifiers', claim.qualifiers.join('、')),
      input('versus', claim.base?.versus), input('among', claim.base?.among), input('out_of', claim.base?.out_of), input('reason', ''),
      el('p', { class: 'wrong', id: 'wrong', role: 'alert' }),
      el('div', { class: 'buttons' }, el('button', { type: 'submit' }, T.act.save, el('kbd', { 'aria-hidden': 'true' }, '⏎')), el('button', { type: 'button', onclick: () => this.close() }, T.act.cancel, el('kbd', { 'aria-hidden': 'true' }, 'Esc'))));
    form.dataset.words = claim.period?.text ?? '';
    $('form').replaceChildren(form);
    complete();
    form.querySelector(kind === 'fix' ? '#in-value' : '#in-label').select();
  },

  input(name, control) {
    control.setAttribute('aria-describedby', `wrong-${name}`);
    return el('label', { class: 'entry', 'data-field': name }, el('span', {}, T.field[name]), control, el('em', { id: `wrong-${name}` }));
  },

  async save(kind, form) {
    const draft = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const { reason } = draft;
    delete draft.reason;
    draft.period_text = form.dataset.words;
    form.querySelectorAll('em').forEach((it) => it.replaceChildren());
    form.querySelectorAll('[aria-invalid]').forEach((it) => it.removeAttribute('aria-invalid'));
    try {
      await decide({ kind, draft, reason: reason.trim() });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const fields = Object.entries(error.fields);
      $('wrong')?.replaceChildren(fields.length ? '' : error.message);
      for (const [name, why] of fields) {
        $(`wrong-${name}`)?.replaceChildren(why);
        $(`in-${name}`)?.setAttribute('aria-invalid', 'true');
      }
      if (fields.length) $(`in-${fields[0][0]}`)?.focus();
    }
  },

  close() {
    this.form = null;
    $('form')?.replaceChildren();
    list.rows?.focus({ preventScroll: true });
  },

  /* The next place at which a part is said. */
  nextOrigin() {
    const all = [...$('fact').querySelectorAll('.origin:not([disabled])')];
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    if (at === all.length - 1) { all[at].blur(); list.rows.focus({ preventScroll: true }); } else all[at + 1].focus();
  },
};

/* 8878000000 → 8,878,000,000; the digits stay as they are. */
function grouped(number) {
  const [whole, rest] = number.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === undefined ? '' : `.${rest}`);
}

/* What a number that was not read may be. */
function guess(quote) {
  const parts = /^[^\d.-]*(-?[\d,]+(?:\.\d+)?)\s*(万|亿|万亿)?(.*)$/s.exec(quote.replace(/\s/g, '')) ?? [];
  const unit = (parts[3] ?? '').replace(/[多余以上下左右]+$/, '');
  return { label: '', value: `${(parts[1] ?? '').replace(/,/g, '')}${parts[2] ?? ''}`, value_high: null, unit, bound: 'eq', measure: 'level', status: 'actual', flow: null, qualifiers: [], indicator: null, base: null, area: null, subject: null, period: null };
}

function periodText({ start, end }) {
  const text = short(`${start}/${end}`);
  return /^\d{4}(-\d\d)?(-\d\d)?$/.test(text) ? text : `${start}/${end}`;
}

let completing = null;
/* Fetches what fields can be completed with, once. */
async function complete() {
  completing ??= source.lexicon();
  try {
    const lexicon = await completing;
    if ($('units')) return;
    const options = (id, entries) => el('datalist', { id }, entries);
    document.body.append(
      options('units', lexicon.units.map((it) => el('option', { value: it }))),
      options('indicators', lexicon.indicators.map(([key, name, english]) => el('option', { value: key }, language === 'zh' ? name : english || name))),
      options('areas', lexicon.areas.map(([name, code]) => el('option', { value: code ? `${name} ${code}` : name }))));
  } catch { completing = null; }
}
