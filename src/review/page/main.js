/* Keys and buttons → moves and decisions; decisions → the server, again and again until they are kept. */
const session = { made: [], begun: Date.now() };

/* Shows the item at a place of the view. */
async function show(at, { focus = true } = {}) {
  const begun = performance.now();
  list.at = Math.max(0, Math.min(at, list.view.length - 1));
  list.mark();
  if (!list.view.length) { panel.spot = null; panel.draw(); return; }
  const item = list.view[list.at];
  const number = list.documentOf(item);
  const held = documents.get(number);
  const place = (value) => {
    reader.show(number, value, item);
    panel.show(value.spots[item - index.documents[number].first], item, value);
    say(`${T.position(list.at + 1, list.view.length)}. ${safe(list.text('label', item) || list.text('quote', item))} ${list.text('value', item)}${list.text('unit', item)}. ${T.state[list.state(item)]}`);
    // A document that arrives late takes the keyboard from nobody who has begun to type meanwhile.
    if (focus && !panel.form && !typing(document.activeElement)) list.rows.focus({ preventScroll: true });
    remember(`at.${index.run}`, String(item));
    document.body.dataset.moved = (performance.now() - begun).toFixed(1);
    ahead();
  };
  if (held.value) { place(held.value); return; }
  try {
    const value = await held.promise;
    if (list.view[list.at] === item) place(value);
  } catch (error) { note(error.message); }
}

const typing = (element) => Boolean(element?.closest?.('input, select, textarea'));

/* Reads what comes next while the reader reads. */
function ahead() {
  for (let step = 1; step <= 40; step += 1) {
    const item = list.view[list.at + step];
    if (item === undefined) return;
    const number = list.documentOf(item);
    if (!documents.held.has(number)) { setTimeout(() => documents.get(number), 0); return; }
  }
}

/* Shows an item wherever it is; where the filters hide it, they are cleared. */
function visit(item) {
  let at = list.view.indexOf(item);
  if (at < 0) {
    const kind = list.text('kind', item);
    Object.assign(list.filters, { kind: kind === 'f' ? 'f' : 'all', state: '', document: '', indicator: '', rule: '', confidence: '', finding: '', status: '', text: '' });
    list.build();
    list.render();
    at = list.view.indexOf(item);
  }
  show(at);
}

function step(by) { show(list.at + by); }

function stepDocument(by) {
  if (!list.view.length) return;
  const number = list.documentOf(list.view[list.at]);
  for (let at = list.at + by; at >= 0 && at < list.view.length; at += by) {
    if (list.documentOf(list.view[at]) !== number) { show(at); return; }
  }
}

function stepUndecided() {
  for (let n = 1; n <= list.view.length; n += 1) {
    const at = (list.at + n) % list.view.length;
    if (!DECIDED.has(list.state(list.view[at]))) { show(at); return; }
  }
}

const TAKEN = { accept: 'accepted', reject: 'rejected', nothing: 'nothing', later: 'later' };

/* Does what a button or a key asks for. */
function act(name) {
  if (!list.view.length || !panel.spot) return;
  const fact = Boolean(panel.spot.fact);
  if ((name === 'reject' || name === 'fix' || name === 'accept' || name === 'alike') && !fact) { note(T.cannot.number); return; }
  if ((name === 'nothing' || name === 'missing') && fact) { note(T.cannot.fact); return; }
  if (name === 'accept') decide({ kind: 'accept' });
  else if (name === 'later') decide({ kind: 'later' });
  else if (name === 'nothing') decide({ kind: 'nothing', reason: '' });
  else if (name === 'reject') panel.reject();
  else if (name === 'fix' || name === 'missing') panel.edit(name);
  else if (name === 'undo') undo();
  else if (name === 'alike') alike();
}

function target(item) {
  const number = list.documentOf(item);
  return { document: index.documents[number].name, start: index.columns.start[item], mark: list.text('mark', item), ...(embedded ? { number, item } : {}) };
}

/* Decides on items, the current one if none are named, and goes on to the next. Simple decisions show at once and are sent
   behind the reader's back; what was typed waits for the answer, for it may be wrong. */
async function decide(verdict, items = [list.view[list.at]], { advance = true } = {}) {
  const disputed = items.length === 1 && list.state(items[0]) === 'disputed';
  const request = { key: newId(), places: items.map(target), verdict, resolves: disputed, sequence: index.sequence };
  const simple = TAKEN[verdict.kind];
  const before = new Map(items.map((item) => [item, index.standings[item]]));
  if (simple) {
    const decision = { id: '', at: new Date().toISOString(), reviewer: index.reviewer, verdict, why: null };
    for (const item of items) take({ [item]: { state: simple, claim: null, decisions: [...(before.get(item)?.decisions ?? []), decision] } });
  }
  const sent = outbox.send(request);
  const done = () => {
    session.made.push(...items.map(() => Date.now()));
    progress();
    panel.form = null;
    if (advance) {
      if (list.at + 1 < list.view.length) step(1); else show(list.at);
    } else show(list.at);
  };
  if (simple) done();
  try {
    await sent;
    if (!simple) done();
  } catch (error) {
    if (simple) {
      for (const [item, standing] of before) { if (standing) take({ [item]: standing }); else forget(item); }
      note(`${T.keptLater}${error.message}`);
    } else throw error;
  }
}

function undo() {
  let last = null;
  for (const [item, standing] of Object.entries(index.standings)) {
    for (const it of standing.decisions) {
      if (it.reviewer === index.reviewer && it.id && (!last || it.at > last.it.at || (it.at === last.it.at && it.id > last.it.id))) last = { item: Number(item), it };
    }
  }
  if (outbox.waiting.size) { outbox.settled().then(undo); return; }
  if (!last) { note(T.nothingToUndo); return; }
  visit(last.item);
  decide({ kind: 'undo', undoes: last.it.id }, [last.item], { advance: false }).then(() => say(T.undone), (error) => note(error.message));
}

/* Accepts everything undecided that says the same in the same words by the same rule. */
function alike() {
  const item = list.view[list.at];
  const { same } = index.columns;
  const items = [];
  for (let other = 0; other < same.length; other += 1) if (other !== item && same[other] === same[item] && list.state(other) === 'undecided') items.push(other);
  if (!items.length) { note(T.alikeNone); return; }
  const all = [item, ...items].slice(0, 5000);
  const form = el('form', { class: 'ask', onsubmit: (event) => { event.preventDefault(); decide({ kind: 'accept' }, all); } }, el('p', {}, T.alikeAsk(all.length - 1)),
    el('div', { class: 'buttons' }, el('button', { type: 'submit', id: 'yes' }, T.yes), el('button', { type: 'button', onclick: () => panel.close() }, T.no)));
  panel.form = 'alike';
  $('form').replaceChildren(form);
  $('yes').focus();
}

/* Takes standings that the server tells. */
function take(standings) {
  for (const [item, standing] of Object.entries(standings)) {
    index.standings[item] = standing;
    reader.again(Number(item));
  }
  list.draw(true);
}

function forget(item) {
  delete index.standings[item];
  reader.again(item);
  list.draw(true);
}

/* Decisions on their way: in the order in which they were made, kept in the browser until the server has them. */
const outbox = {
  waiting: new Map(),
  chain: Promise.resolve(),
  store: () => `gongbao.waiting.${location.port}.`,
  send(request) {
    if (!embedded) { try { localStorage.setItem(this.store() + request.key, JSON.stringify(request)); } catch { /* Sent all the same. */ } }
    this.waiting.set(request.key, request);
    this.tell();
    const sent = this.chain.then(() => this.deliver(request));
    this.chain = sent.catch(() => {});
    return sent;
  },
  async deliver(request) {
    for (let pause = 250; ; pause = Math.min(pause * 2, 3000)) {
      try {
        request.sequence = index.sequence;
        const answer = await source.decide(request);
        this.drop(request);
        if (answer.sequence > index.sequence) index.sequence = answer.sequence;
        take(answer.standings);
        if (panel.item !== undefined && !panel.form) panel.draw();
        channel?.postMessage('news');
        return;
      } catch (error) {
        if (!(error instanceof Unreachable)) { this.drop(request); throw error; }
        this.tell(true);
        await new Promise((go) => setTimeout(go, pause));
      }
    }
  },
  drop(request) {
    this.waiting.delete(request.key);
    try { localStorage.removeItem(this.store() + request.key); } catch { /* It was not there. */ }
    this.tell();
  },
  settled() { return this.chain; },
  /* What an earlier page did not get rid of: a closed tab, a crash. Sent twice, it is still one decision. */
  resume() {
    if (embedded) return;
    const left = [];
    try {
      for (let at = 0; at < localStorage.length; at += 1) {
        const name = localStorage.key(at);
        if (name.startsWith(this.store())) left.push(JSON.parse(localStorage.getItem(name)));
      }
    } catch { /* Nothing is left, then. */ }
    for (const request of left) if (!this.waiting.has(request.key)) this.send(request).catch((error) => note(`${T.keptLater}${error.message}`));
  },
  tell(unreachable) {
    const count = this.waiting.size;
    const place = $('saved');
    if (!place) return;
    place.className = unreachable && count ? 'trouble' : '';
    place.textContent = !count ? T.saved : unreachable ? T.waiting(count) : T.saving;
  },
};

const channel = !embedded && 'BroadcastChannel' in window ? new BroadcastChannel('gongbao') : null;

/* What others have decided, and whether the output is another one by now: then everything is read anew, but not under
   the hands of somebody who fills in a form. */
let asking = false;
async function news() {
  if (embedded || document.hidden || outbox.waiting.size || asking) return;
  asking = true;
  try {
    const answer = await source.since(index.sequence);
    if (answer.run !== index.run) {
      if (!panel.form) { say(T.outputChanged); await begin(); }
      return;
    }
    if (answer.sequence > index.sequence) {
      index.sequence = answer.sequence;
      take(answer.standings);
      progress();
      if (!panel.form) panel.draw();
    }
    outbox.tell();
  } catch (error) {
    const place = $('saved');
    if (place && error instanceof Unreachable) { place.className = 'trouble'; place.textContent = T.lostConnection; }
  } finally { asking = false; }
}

function progress() {
  let done = 0;
  for (const item of list.view) if (DECIDED.has(list.state(item))) done += 1;
  const recent = session.made.filter((at) => Date.now() - at < 600000);
  const minutes = Math.max(1, Math.min(10, (Date.now() - (recent[0] ?? Date.now())) / 60000));
  $('progress').textContent = T.progress(done, list.view.length) + (recent.length > 2 ? ` · ${T.pace(Math.round(recent.length / minutes))}` : '');
  $('bar').value = list.view.length ? done / list.view.length : 0;
}

let saying;
function say(text) { clearTimeout(saying); saying = setTimeout(() => { $('said').textContent = text; }, 60); }
function note(text) {
  const line = el('p', {}, text);
  $('notes').append(line);
  setTimeout(() => line.remove(), 6000);
}

function help() {
  const singles = el('input', { type: 'checkbox', id: 'singles', checked: singleKeys(), onchange: (event) => remember('keys', event.target.checked ? 'on' : 'off') });
  const marks = [['f', T.kind.f], ['o', T.kind.o], ['s', T.kind.s], ['f accepted', T.state.accepted], ['f corrected', T.state.corrected], ['f rejected', T.state.rejected], ['f disputed', T.state.disputed], ['f stale', T.state.stale]];
  $('help').setAttribute('aria-label', T.help);
  $('help').replaceChildren(el('h2', {}, T.help), el('dl', {}, T.keys.map(([keys, what]) => [el('dt', {}, keys.split(' ').map((it) => el('kbd', {}, it))), el('dd', {}, what)])),
    el('h3', {}, T.legend), el('p', { class: 'text legend' }, marks.map(([name, text]) => [el('mark', { class: name }, text), ' '])),
    el('label', { class: 'check' }, singles, T.singleKeys), el('form', { method: 'dialog' }, el('button', {}, T.close)));
  $('help').showModal();
}

const singleKeys = () => remembered('keys') !== 'off';

/* What a key is, also where an input method swallows it. */
function pressed(event) {
  if (event.key !== 'Process') return event.key;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter) return event.shiftKey ? letter : letter.toLowerCase();
  return { Slash: event.shiftKey ? '?' : '/', BracketLeft: '[', BracketRight: ']' }[event.code] ?? event.key;
}

const KEYS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), ']': () => stepDocument(1), '[': () => stepDocument(-1),
  a: () => act('accept'), Enter: () => act('accept'), r: () => act('reject'), e: () => act('fix'), x: () => act('nothing'), m: () => act('missing'), s: () => act('later'),
  u: () => act('undo'), A: () => act('alike'), o: () => panel.nextOrigin(), n: () => stepUndecided(),
  '/': () => { document.body.classList.add('listing'); $('search').focus(); }, f: () => { document.body.classList.add('listing'); $('filters').open = true; $('filters').querySelector('select').focus(); },
  t: () => document.body.classList.toggle('listing'), L: () => { switchLanguage(); }, D: () => switchTheme(), '?': () => help(),
  PageDown: () => step(10), PageUp: () => step(-10), Home: () => show(0), End: () => show(list.view.length - 1),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || $('help').open || !index) return;
  const name = pressed(event);
  if (name === 'Escape') {
    if (panel.form) panel.close();
    else { document.body.classList.remove('listing'); list.rows?.focus({ preventScroll: true }); reader.origin(null); }
    event.preventDefault();
    return;
  }
  if (typing(event.target)) {
    if (event.target.id === 'search' && (name === 'Enter' || name === 'ArrowDown')) { clearTimeout(list.typing); list.refresh(); list.rows.focus(); document.body.classList.remove('listing'); event.preventDefault(); }
    return;
  }
  const onButton = event.target.closest?.('button, summary, a');
  if (onButton && (name === 'Enter' || name === ' ')) return;
  const inText = event.target.id === 'text';
  if (inText && ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].includes(name)) return;
  const does = KEYS[name];
  if (!does || panel.form || (name.length === 1 && !singleKeys())) return;
  event.preventDefault();
  does();
});

function switchLanguage() {
  language = language === 'zh' ? 'en' : 'zh';
  remember('language', language);
  T = WORDS[language];
  $('units')?.remove(); $('indicators')?.remove(); $('areas')?.remove();
  frame();
  show(list.at);
}

function theme() {
  const chosen = remembered('theme');
  if (chosen) document.documentElement.dataset.theme = chosen; else delete document.documentElement.dataset.theme;
}
function switchTheme() {
  const dark = (remembered('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  remember('theme', dark ? 'light' : 'dark');
  theme();
}

/* Makes the frame anew and leaves the keyboard, with the caret, in the field where it was. */
function reframe() {
  const field = document.activeElement;
  const same = typing(field) && (field.id ? `#${field.id}` : field.dataset.filter && `[data-filter="${field.dataset.filter}"]`);
  const caret = field?.id === 'search' && [field.selectionStart, field.selectionEnd];
  frame();
  const again = same && document.querySelector(same);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (caret) again.setSelectionRange(...caret);
}

/* Everything but the current number. */
function frame() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = T.title;
  const button = (name, text, does) => el('button', { type: 'button', id: name, onclick: does }, text);
  const who = embedded
    ? el('input', { id: 'who', 'aria-label': T.staticName, placeholder: T.staticName, value: index.reviewer, onchange: (event) => { index.reviewer = event.target.value.trim(); remember('reviewer', index.reviewer); } })
    : el('span', { class: 'who' }, T.reviewer(safe(index.reviewer)));
  $('top').replaceChildren(
    button('menu', T.menu, () => document.body.classList.toggle('listing')), el('strong', {}, T.title), el('progress', { id: 'bar', max: 1, 'aria-label': T.decisions }), el('span', { id: 'progress' }), el('span', { id: 'saved' }), who,
    ...(embedded ? [button('download', T.download, () => inPage.download())] : []), button('lang', T.other, switchLanguage), button('theme', T.theme, switchTheme), button('helper', T.helpKey, help));
  list.render();
  outbox.tell();
  progress();
}

async function begin() {
  const fresh = await source.index();
  // A form opened while the answer was on its way: the next time.
  if (panel.form) return;
  const before = index && list.view[list.at];
  const place = before === undefined || before === null ? null : target(before);
  documents.clear();
  reader.number = null;
  index = fresh;
  index.standings ??= {};
  index.changed = new Set(index.changed ?? []);
  list.build();
  if (!list.view.length && list.filters.kind === 'f' && index.columns.start) { list.filters.kind = 'all'; list.build(); }
  reframe();
  let item = Number(remembered(`at.${index.run}`) ?? -1);
  if (place) item = index.columns.start.findIndex((start, at) => start === place.start && index.documents[list.documentOf(at)].name === place.document);
  const at = list.view.indexOf(item);
  await show(at < 0 ? 0 : at);
  document.body.dataset.ready = performance.now().toFixed(0);
}

theme();
source.begin();
begin().then(() => {
  outbox.resume();
  if (channel) channel.onmessage = () => news();
  setInterval(news, 2000);
  setInterval(() => index && progress(), 30000);
  window.addEventListener('resize', () => list.draw(true));
}, (error) => note(error.message));
