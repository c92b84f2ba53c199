/* The document as it is, with its numbers marked. Built in pieces: a piece is plain text until it comes in sight. */
const PIECE = 3000;
const LONGEST_LINE = 20000;

const reader = {
  number: null,
  value: null,
  pieces: [],
  here: null,

  /* Shows a document and brings one of its numbers in sight. */
  show(number, value, item) {
    if (this.number !== number || this.value !== value) this.open(number, value);
    const spot = value.spots[item - index.documents[number].first];
    this.here?.classList.remove('here');
    this.here?.removeAttribute('aria-current');
    this.here = null;
    this.origin(null);
    if (!value.text || !spot) { this.highlight('sentence', null); return; }
    const piece = this.at(spot.span[0]);
    this.fill(piece);
    this.here = piece.marks.get(item) ?? null;
    if (this.here) {
      this.here.classList.add('here');
      this.here.setAttribute('aria-current', 'true');
      this.center(this.here);
    }
    this.highlight('sentence', spot.fact?.sentence);
  },

  open(number, value) {
    this.number = number;
    this.value = value;
    this.pieces = [];
    this.seen?.disconnect();
    const head = el('header', {}, el('h1', {}, safe(value.title || value.name)), el('p', {}, [value.title ? safe(value.name) : null, value.issuer && safe(value.issuer), value.date, value.encoding].filter(Boolean).join(' · ')));
    const body = el('div', { id: 'text', class: 'text', lang: 'zh-CN', dir: 'ltr', tabindex: '0', role: 'region', 'aria-label': T.document, onclick: (event) => this.clicked(event) });
    $('reader').replaceChildren(head, body);
    this.body = body;
    if (value.text === null) {
      body.append(el('p', { class: 'problem' }, `${T.noDocument}: ${safe(value.problem)}`), ...value.spots.filter((spot) => spot.fact).slice(0, 500).map((spot) => el('p', {}, `${T.line(spot.line)} ${spot.quote}`)));
      return;
    }
    this.seen = new IntersectionObserver((entries) => entries.forEach((entry) => { if (entry.isIntersecting) this.fill(entry.target.piece); }), { root: body, rootMargin: '300px' });
    for (const [from, to] of cuts(value)) {
      const element = el('div', { class: 'piece' }, value.text.slice(from, to));
      const piece = { from, to, element, nodes: null, marks: null };
      element.piece = piece;
      element.style.containIntrinsicSize = `auto ${Math.ceil((to - from) / 34 + 2) * 30}px`;
      this.pieces.push(piece);
      body.append(element);
      this.seen.observe(element);
    }
  },

  at(position) {
    let low = 0, high = this.pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.pieces[middle].from <= position) low = middle; else high = middle - 1;
    }
    return this.pieces[low];
  },

  /* Puts the marks into a piece. */
  fill(piece) {
    if (piece.marks) return;
    const { text, spots } = this.value;
    piece.marks = new Map();
    piece.nodes = [];
    const parts = [];
    let cursor = piece.from;
    const plain = (to) => {
      if (to > cursor) {
        const node = document.createTextNode(text.slice(cursor, to));
        piece.nodes.push([cursor, node]);
        parts.push(node);
        cursor = to;
      }
    };
    let at = lower(spots, piece.from);
    for (; at < spots.length && spots[at].span[0] < piece.to; at += 1) {
      const { span: [start, end], item, kind } = spots[at];
      if (start < cursor || end > piece.to) continue;
      plain(start);
      const node = document.createTextNode(text.slice(start, end));
      piece.nodes.push([start, node]);
      const mark = el('mark', { class: `${kind} ${list.state(item)}`, 'data-item': item }, node);
      piece.marks.set(item, mark);
      parts.push(mark);
      cursor = end;
    }
    plain(piece.to);
    piece.element.replaceChildren(...parts);
  },

  /* A mark after a decision. */
  again(item) {
    for (const piece of this.pieces) {
      const mark = piece.marks?.get(item);
      if (mark) mark.className = `${mark.classList[0]} ${list.state(item)}${mark === this.here ? ' here' : ''}`;
    }
  },

  range(span) {
    const place = (position, end) => {
      const piece = this.at(end ? Math.max(0, position - 1) : position);
      this.fill(piece);
      let found = piece.nodes[0];
      for (const entry of piece.nodes) if (end ? entry[0] < position : entry[0] <= position) found = entry;
      return [found[1], Math.min(position - found[0], found[1].length)];
    };
    const range = document.createRange();
    range.setStart(...place(span[0], false));
    range.setEnd(...place(span[1], true));
    return range;
  },

  highlight(name, span) {
    if (!window.CSS?.highlights) return;
    if (!span || !this.value?.text || span[1] <= span[0]) { CSS.highlights.delete(name); return; }
    CSS.highlights.set(name, new Highlight(...(name === 'sentence' ? this.between(span) : [this.range(span)])));
  },

  /* The stretches of a span between the marks: a highlight would cover their colours. */
  between(span) {
    const all = [];
    for (const piece of this.pieces) {
      if (piece.to <= span[0] || piece.from >= span[1]) continue;
      this.fill(piece);
      for (const [from, node] of piece.nodes) {
        const start = Math.max(span[0] - from, 0), end = Math.min(span[1] - from, node.length);
        if (start >= end || node.parentNode.localName === 'mark') continue;
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, end);
        all.push(range);
      }
    }
    return all;
  },

  /* Shows where a part of a fact is said; nothing puts the reader back. */
  origin(span) {
    if (!this.body) return;
    if (!span || !this.value?.text) {
      this.highlight('origin', null);
      if (this.before !== undefined) this.body.scrollTop = this.before;
      this.before = undefined;
      return;
    }
    this.highlight('origin', span);
    const box = this.range(span).getBoundingClientRect();
    const frame = this.body.getBoundingClientRect();
    if (box.top < frame.top + 8 || box.bottom > frame.bottom - 8) {
      this.before ??= this.body.scrollTop;
      this.body.scrollTop += box.top - frame.top - frame.height / 3;
    }
  },

  center(element) {
    const frame = this.body.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    const inSight = box.top > frame.top + frame.height * 0.15 && box.bottom < frame.bottom - frame.height * 0.25;
    if (!inSight) element.scrollIntoView({ block: 'center', behavior: 'instant' });
  },

  clicked(event) {
    const item = event.target.closest?.('[data-item]')?.dataset.item;
    if (item !== undefined) visit(Number(item));
  },
};

/* Where to cut a text into pieces: behind line breaks, never within a number. */
function cuts({ text, spots }) {
  const all = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(from + PIECE, text.length);
    if (to < text.length) {
      const line = text.indexOf('\n', to);
      to = line < 0 ? text.length : line + 1;
      if (to - from > LONGEST_LINE) to = from + LONGEST_LINE;
      const crossing = spots[lower(spots, to) - 1];
      if (crossing && crossing.span[1] > to) to = crossing.span[1];
      if (/[\udc00-\udfff]/.test(text[to] ?? '')) to += 1;
    }
    all.push([from, to]);
    from = to;
  }
  return all;
}

/* The first number that begins at a position or behind it. */
function lower(spots, position) {
  let low = 0, high = spots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spots[middle].span[0] < position) low = middle + 1; else high = middle;
  }
  return low;
}
