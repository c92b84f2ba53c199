/* Where the page's data come from: the server, or what is embedded in a page that was sent. */
const embedded = $('data') && JSON.parse($('data').textContent);

class Refused extends Error {
  constructor(answer) { super(answer.error ?? 'refused'); this.fields = answer.fields ?? {}; }
}
class Unreachable extends Error {}

const server = {
  token: null,
  begin() {
    const given = /^#token=([0-9a-f]{64})$/.exec(location.hash)?.[1];
    if (given) {
      remember(`token.${location.port}`, given);
      history.replaceState(null, '', location.pathname);
    }
    this.token = given ?? remembered(`token.${location.port}`) ?? '';
  },
  async ask(path, body) {
    let response;
    try {
      const headers = { 'X-Gongbao-Token': this.token };
      if (body) headers['Content-Type'] = 'application/json';
      response = await fetch(path, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body), cache: 'no-store' });
    } catch { throw new Unreachable(T.lostConnection); }
    if (response.status === 401) throw new Refused({ error: T.token });
    let answer;
    try { answer = await response.json(); } catch { throw new Unreachable(T.lostConnection); }
    if (!response.ok) throw new Refused(answer);
    return answer;
  },
  index() { return this.ask('/api/index'); },
  document(number) { return this.ask(`/api/document/${number}`); },
  lexicon() { return this.ask('/api/lexicon'); },
  since(sequence) { return this.ask(`/api/since/${sequence}`); },
  decide(request) { return this.ask('/api/decide', request); },
};

/* A page that was sent: everything is in it, and decisions stay in the browser until they are downloaded. */
const inPage = {
  made: [],
  begin() { this.made = JSON.parse(remembered(`made.${embedded.index.run}`) ?? '[]'); },
  async index() {
    const index = structuredClone(embedded.index);
    index.reviewer = remembered('reviewer') ?? '';
    this.standings = index.standings;
    for (const line of this.made) this.apply(line);
    return index;
  },
  async document(number) { return embedded.documents[number]; },
  async lexicon() { return embedded.lexicon; },
  async since() { return null; },
  items(line) { return line.items; },
  apply(line) {
    for (const item of line.items) {
      const standing = this.standings[item] ?? { state: 'undecided', claim: null, decisions: [] };
      const { verdict } = line.decision;
      let { decisions } = standing;
      if (verdict.kind === 'undo') decisions = decisions.filter((it) => it.id !== verdict.undoes);
      else decisions = [...decisions, { ...line.decision, anchor: undefined, why: null }];
      const last = decisions.at(-1);
      const state = { accept: 'accepted', reject: 'rejected', fix: 'corrected', nothing: 'nothing', missing: 'missing', later: 'later' };
      this.standings[item] = { state: last ? state[last.verdict.kind] : 'undecided', claim: last?.verdict.claim ?? null, decisions };
    }
  },
  async decide(request) {
    const verdict = { ...request.verdict };
    if (verdict.draft) { verdict.claim = claimOf(verdict.draft); delete verdict.draft; }
    const standings = {};
    for (const place of request.places) {
      const anchor = embedded.documents[place.number].spots[place.item - index.documents[place.number].first].anchor;
      const decision = { id: newId(), at: new Date().toISOString(), reviewer: index.reviewer || 'reviewer', verdict, anchor };
      if (request.resolves) decision.resolves = true;
      const line = { items: [place.item], decision };
      this.made.push(line);
      this.apply(line);
      standings[place.item] = this.standings[place.item];
    }
    remember(`made.${embedded.index.run}`, JSON.stringify(this.made));
    return { standings, sequence: 0 };
  },
  download() {
    const text = this.made.map((line) => JSON.stringify(line.decision) + '\n').join('');
    const link = el('a', { href: URL.createObjectURL(new Blob([text], { type: 'application/jsonl' })), download: 'decisions.jsonl' });
    link.click();
    URL.revokeObjectURL(link.href);
  },
};

/* A name that no other decision has. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/* What was typed → a claim, where no server checks it: refuses what the import would refuse. */
function claimOf(draft) {
  const fields = {};
  const text = (name) => draft[name].trim() || null;
  const number = (name) => {
    const typed = draft[name].replace(/[,，\s]/g, '');
    if (typed && !/^[-+]?\d+(\.\d+)?$/.test(typed)) fields[name] = '5.2, -3.4';
    return typed.replace(/^\+/, '') || null;
  };
  const days = (typed, last) => {
    const parts = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(typed);
    if (!parts) { fields.period = '2023, 2023-05, 2023-05-13, 2021/2025'; return null; }
    const [, year, month, day] = parts;
    const two = (it) => String(it).padStart(2, '0');
    if (day) return `${year}-${two(month)}-${two(day)}`;
    if (month) return `${year}-${two(month)}-${last ? two(new Date(Date.UTC(+year, +month, 0)).getUTCDate()) : '01'}`;
    return last ? `${year}-12-31` : `${year}-01-01`;
  };
  const value = number('value'), value_high = number('value_high'), label = text('label');
  if (!value) fields.value = '5.2, -3.4';
  if (!label || [...label].length > 45) fields.label = T.field.label;
  const known = embedded.lexicon.indicators.find(([key, name]) => key === text('indicator') || name === text('indicator'));
  if (text('indicator') && !known) fields.indicator = T.field.indicator;
  let area = null;
  if (text('area')) {
    const found = embedded.lexicon.areas.find(([name, code]) => [name, code, `${name} ${code}`].includes(text('area')));
    if (found) area = { name: found[0], code: found[1], level: found[2] ?? null };
    else fields.area = T.field.area;
  }
  let period = null;
  if (text('period')) {
    const [start, end = start] = text('period').split('/');
    period = { start: days(start), end: days(end, true), text: draft.period_text };
  }
  const base = { versus: text('versus') ?? undefined, among: text('among') ?? undefined, out_of: text('out_of') ? Number(text('out_of')) : undefined };
  if (base.out_of !== undefined && !Number.isInteger(base.out_of)) fields.out_of = '72';
  if (Object.keys(fields).length) throw new Refused({ error: T.keptLater, fields });
  return {
    value, value_high, unit: text('unit'), bound: value_high ? 'range' : draft.bound, measure: draft.measure, status: draft.status, flow: draft.flow || null, label,
    qualifiers: draft.qualifiers.split(/[、,，;；]/).map((it) => it.trim()).filter(Boolean), indicator: known?.[0] ?? null,
    base: Object.values(base).some((it) => it !== undefined) ? base : null, area, subject: text('subject') ? { name: text('subject') } : null, period,
  };
}

const source = embedded ? inPage : server;
/* Everything about every number, as the source gives it, column by column. */
let index = null;

/* Documents that were read, the last ones used. */
const documents = {
  held: new Map(),
  get(number) {
    let held = this.held.get(number);
    if (!held) {
      held = { value: null };
      held.promise = source.document(number).then((value) => { held.value = value; prepare(value); return value; });
      held.promise.catch(() => this.held.delete(number));
    }
    this.held.delete(number);
    this.held.set(number, held);
    if (this.held.size > 12) this.held.delete(this.held.keys().next().value);
    return held;
  },
  clear() { this.held.clear(); },
};

function prepare(value) {
  value.raw = value.text;
  value.text = value.text === null || value.text === undefined ? null : safe(value.text);
  value.spots.forEach((spot) => { spot.quote = safe(spot.quote); });
}
