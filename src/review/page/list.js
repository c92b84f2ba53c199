/* The list: which numbers are shown in which order, and the rows of those in sight. */
const ROW = 54;
const DECIDED = new Set(['accepted', 'corrected', 'rejected', 'nothing', 'missing']);

const list = {
  /* Items that fit the filters, in order: a snapshot, so that what was just decided does not vanish under the reader. */
  view: new Uint32Array(0),
  at: 0,
  filters: { kind: 'f', state: '', document: '', indicator: '', rule: '', confidence: '', finding: '', status: '', text: '', order: 'document' },

  text(column, item) { return index.texts[index.columns[column][item] - 1] ?? ''; },
  state(item) { return index.standings[item]?.state ?? 'undecided'; },
  documentOf(item) {
    let low = 0, high = index.documents.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (index.documents[middle].first <= item) low = middle; else high = middle - 1;
    }
    return low;
  },

  build() {
    const { columns: c, texts } = index;
    const size = c.start?.length ?? 0;
    const f = this.filters;
    const number = (text) => texts.indexOf(text) + 1;
    const wanted = ['indicator', 'rule', 'finding', 'status'].filter((name) => f[name]).map((name) => [c[name], number(f[name])]);
    if (f.kind !== 'all') wanted.push([c.kind ?? [], number(f.kind)]);
    const words = f.text.trim().toLowerCase();
    let hits = null, named = null;
    if (words) {
      hits = new Uint8Array(texts.length + 1);
      texts.forEach((text, at) => { if (text.toLowerCase().includes(words)) hits[at + 1] = 1; });
      named = index.documents.map((it) => `${it.name} ${it.title ?? ''}`.toLowerCase().includes(words));
    }
    const found = [];
    for (const [at, record] of index.documents.entries()) {
      if (f.document !== '' && Number(f.document) !== at) continue;
      const end = index.documents[at + 1]?.first ?? size;
      for (let item = record.first; item < end; item += 1) {
        if (wanted.some(([column, value]) => column[item] !== value)) continue;
        if (f.confidence && (!c.rule[item] || c.confidence[item] >= Number(f.confidence))) continue;
        if (hits && !(named[at] || hits[c.label[item]] || hits[c.quote[item]] || hits[c.value[item]] || hits[c.area[item]] || hits[c.indicator[item]] || hits[c.period[item]])) continue;
        if (f.state && !this.fits(item, f.state)) continue;
        found.push(item);
      }
    }
    if (f.order === 'confidence') found.sort((a, b) => c.confidence[a] - c.confidence[b] || a - b);
    if (f.order === 'indicator') {
      const key = (item) => this.text('indicator', item) || `\uffff${this.text('label', item)}`;
      const keys = new Map(found.map((item) => [item, key(item)]));
      found.sort((a, b) => (keys.get(a) < keys.get(b) ? -1 : keys.get(a) > keys.get(b) ? 1 : a - b));
    }
    this.view = Uint32Array.from(found);
  },

  fits(item, state) {
    const standing = index.standings[item];
    if (state === 'changed') return Boolean(index.changed?.has(item));
    if (state === 'decided') return DECIDED.has(this.state(item));
    if (state === 'mine') return Boolean(standing?.decisions.some((it) => it.reviewer === index.reviewer));
    return this.state(item) === state;
  },

  render() {
    const select = (name, options) => el('label', {}, el('span', {}, T.filter[name] ?? T.order), el('select', {
      'data-filter': name, onchange: (event) => { this.filters[name] = event.target.value; this.refresh(); },
    }, options.map(([value, text]) => el('option', { value, selected: String(this.filters[name]) === String(value) }, text))));
    const present = (column) => [...new Set(index.columns[column] ?? [])].filter(Boolean).map((it) => index.texts[it - 1]).sort();
    const any = [['', T.any]];
    const filters = el('details', { id: 'filters', open: remembered('filters') === 'open', ontoggle: (event) => remember('filters', event.target.open ? 'open' : 'shut') },
      el('summary', {}, T.filters, el('span', { class: 'count', id: 'filtered' })),
      el('div', { class: 'filters' },
        select('state', [...any, ...['undecided', 'decided', 'mine', 'accepted', 'corrected', 'rejected', 'nothing', 'missing', 'later', 'stale', 'disputed', 'changed'].map((it) => [it, T.state[it] ?? T.statesMore[it]])]),
        select('document', [...any, ...index.documents.map((it, at) => [at, safe(it.name)])]),
        select('indicator', [...any, ...present('indicator').map((it) => [it, it])]),
        select('rule', [...any, ...present('rule').map((it) => [it, it])]),
        select('confidence', [...any, ...[50, 70, 85, 95].map((it) => [it, T.below(it)])]),
        select('status', [...any, ...['actual', 'target', 'rule'].map((it) => [it, T.status[it]])]),
        select('finding', [...any, ...present('finding').map((it) => [it, it])]),
        el('button', { type: 'button', onclick: () => this.clear() }, T.reset)));
    const kinds = el('div', { class: 'kinds', role: 'group', 'aria-label': T.filter.kind }, ['f', 'o', 's', 'all'].map((kind) => el('button', {
      type: 'button', 'aria-pressed': String(this.filters.kind === kind), onclick: () => { this.filters.kind = kind; this.render(); this.refresh(); },
    }, T.kind[kind])));
    const order = el('select', { 'aria-label': T.order, 'data-filter': 'order', onchange: (event) => { this.filters.order = event.target.value; this.refresh(); } },
      Object.entries(T.by).map(([value, text]) => el('option', { value, selected: this.filters.order === value }, text)));
    const rows = el('div', { id: 'rows', class: 'rows', role: 'listbox', tabindex: '0', 'aria-label': T.list, onscroll: () => this.draw(), onclick: (event) => this.clicked(event) }, el('div', { id: 'spacer', role: 'presentation' }));
    const search = el('input', { id: 'search', type: 'search', placeholder: T.search, 'aria-label': T.searchLabel, value: this.filters.text, autocomplete: 'off', spellcheck: 'false', oninput: (event) => { this.filters.text = event.target.value; clearTimeout(this.typing); this.typing = setTimeout(() => this.refresh(), 120); } });
    const lost = index.lost?.length ? el('details', { class: 'lost' }, el('summary', {}, T.lost(index.lost.length)), el('ul', { tabindex: '0' }, index.lost.map((it) => el('li', {}, el('b', {}, safe(it.quote)), ` ${safe(it.document)} ${T.line(it.line)} · ${safe(it.reviewer)} · ${it.why}`)))) : null;
    $('list').setAttribute('aria-label', T.list);
    $('list').replaceChildren(search, kinds, filters, el('div', { class: 'sorted' }, order, el('span', { id: 'shown' })), rows, ...(lost ? [lost] : []));
    this.rows = rows;
    this.spacer = rows.firstChild;
    this.draw(true);
  },

  clear() {
    Object.assign(this.filters, { kind: 'f', state: '', document: '', indicator: '', rule: '', confidence: '', finding: '', status: '', text: '' });
    this.render();
    this.refresh();
  },

  /* Builds the view anew and stays at the current item, where it is still there. */
  refresh() {
    const current = this.view[this.at];
    this.build();
    const again = this.view.indexOf(current);
    this.at = again < 0 ? 0 : again;
    this.draw(true);
    progress();
    show(this.at, { focus: false });
  },

  draw(anew) {
    if (!this.rows) return;
    const { scrollTop } = this.rows;
    const height = this.rows.clientHeight || 600;
    const first = Math.max(0, Math.floor(scrollTop / ROW) - 6);
    const last = Math.min(this.view.length, Math.ceil((scrollTop + height) / ROW) + 6);
    if (!anew && this.drawn?.first === first && this.drawn?.last === last) return;
    this.drawn = { first, last };
    this.spacer.style.height = `${this.view.length * ROW}px`;
    const rows = [];
    for (let at = first; at < last; at += 1) rows.push(this.row(at));
    this.spacer.replaceChildren(...rows);
    const active = Array.from(filtersSet(this.filters)).length;
    $('filtered').textContent = active ? ` ${active}` : '';
    $('shown').textContent = T.shown(this.view.length);
    const here = $(`row-${this.view[this.at]}`);
    if (here) this.rows.setAttribute('aria-activedescendant', here.id); else this.rows.removeAttribute('aria-activedescendant');
  },

  row(at) {
    const item = this.view[at];
    const state = this.state(item);
    const kind = this.text('kind', item);
    const fact = kind === 'f';
    const what = fact ? safe(this.text('label', item)) : kind === 's' ? T.skipped(T.skip[this.text('skip', item)] ?? '') : T.open;
    const claim = index.standings[item]?.claim;
    const said = claim && (state === 'corrected' || state === 'missing');
    const value = said ? `${claim.value}${claim.unit ?? ''}` : fact ? `${this.text('value', item)}${this.text('unit', item)}` : safe(this.text('quote', item));
    const place = fact ? [this.text('area', item), short(this.text('period', item))].filter(Boolean).join(' · ') : safe(this.text('quote', item));
    const row = el('div', { id: `row-${item}`, class: `row ${state}`, role: 'option', 'data-at': at, 'aria-selected': String(at === this.at), 'aria-setsize': this.view.length, 'aria-posinset': at + 1 },
      el('span', { class: 'what' }, said ? safe(claim.label) : what), el('span', { class: 'value' }, value),
      el('span', { class: 'place' }, place || safe(index.documents[this.documentOf(item)].name)),
      el('span', { class: 'state' }, state === 'undecided' ? (fact ? `${index.columns.confidence[item]}` : '') : T.state[state]));
    row.style.transform = `translateY(${at * ROW}px)`;
    return row;
  },

  clicked(event) {
    const row = event.target.closest?.('[data-at]');
    if (row) { show(Number(row.dataset.at)); document.body.classList.remove('listing'); }
  },

  /* Marks the current row and brings it in sight. */
  mark() {
    const top = this.at * ROW;
    const { scrollTop, clientHeight } = this.rows;
    if (top < scrollTop || top + ROW > scrollTop + clientHeight) this.rows.scrollTop = Math.max(0, top - clientHeight / 2 + ROW);
    this.draw(true);
  },
};

function* filtersSet(filters) {
  for (const name of ['state', 'document', 'indicator', 'rule', 'confidence', 'finding', 'status']) if (filters[name] !== '') yield name;
}

/* 2023-01-01/2023-12-31 → 2023 */
function short(period) {
  const [start, end] = (period ?? '').split('/');
  if (!start || !end) return '';
  const [from, fm, fd] = start.split('-');
  const [to, tm, td] = end.split('-');
  const whole = fm === '01' && fd === '01' && tm === '12' && td === '31';
  if (whole) return from === to ? from : `${from}–${to}`;
  if (start === end) return start;
  const monthEnd = Number(td) === new Date(Date.UTC(Number(to), Number(tm), 0)).getUTCDate();
  if (fd === '01' && monthEnd && from === to) return fm === tm ? `${from}-${fm}` : `${from}-${fm}–${tm}`;
  return `${start}–${end}`;
}
