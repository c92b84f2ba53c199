/* What the page says, in Chinese and in English. A text may be a function of what it tells. */
const WORDS = {
  zh: {
    language: '中文', other: 'English', title: '公报审核',
    list: '数据列表', document: '原文', fact: '当前数据', search: '搜索标签、数值、文件…', searchLabel: '搜索',
    filters: '筛选', any: '不限', order: '排序', reset: '清除筛选',
    by: { document: '按文件', confidence: '按置信度（低在前）', indicator: '按指标' },
    filter: { kind: '类别', state: '审核状态', document: '文件', indicator: '指标', rule: '规则', confidence: '置信度', finding: '提示', status: '性质' },
    kind: { f: '数据', o: '未识别', s: '已略过', all: '全部' },
    state: {
      undecided: '未审', accepted: '正确', corrected: '已更正', rejected: '已剔除', nothing: '确非数据', missing: '已补录',
      later: '待定', stale: '需重审', disputed: '有分歧', changed: '读法已变',
    },
    statesMore: { mine: '我审过的', decided: '已审' },
    below: (n) => `低于 ${n}%`,
    field: {
      label: '标签', indicator: '指标', quote: '原文写法', value: '数值', value_high: '上限', unit: '单位', bound: '限定', measure: '类型',
      status: '性质', flow: '增量/累计', qualifiers: '限定词', area: '地区', subject: '主体', period: '时间', versus: '相比', among: '排名范围',
      out_of: '总数', rule: '规则', confidence: '置信度', section: '所在章节', why: '原因', id: '编号', findings: '提示', base: '基准', reason: '理由',
    },
    bound: { eq: '等于', ge: '不低于 ≥', gt: '超过 >', le: '不高于 ≤', lt: '不足 <', approx: '约 ≈', range: '区间' },
    measure: { level: '水平', change: '增减量', growth: '增速', rank: '位次' },
    status: { actual: '实绩', target: '目标', rule: '政策参数' },
    flow: { new: '新增', cumulative: '累计' },
    origin: { said: '本句', carried: '承前', heading: '标题', title: '文题', document: '全文推断', metadata: '随附信息' },
    skip: { date: '日期', numbering: '编号', name: '名称', contact: '联系方式', qualifier: '修饰另一数', other: '其他' },
    skipped: (reason) => `略过：${reason}`, open: '未识别',
    act: {
      accept: '正确', reject: '剔除', fix: '更正', nothing: '确非数据', missing: '补录', later: '待定', undo: '撤销', alike: '相同的全部通过',
      next: '下一条', previous: '上一条', save: '保存', cancel: '取消',
    },
    noReason: '不填理由', rejectTitle: '为什么剔除？', orType: '或输入理由', reasons: ['不是数据', '同一数据重复', '数值或单位错', '指标错', '表格读错', '属于另一数据的一部分', '其他'],
    fixTitle: '更正', missingTitle: '补录一条数据', decisions: '审核记录', none: '无', nobody: '尚无人审核',
    disputeTitle: '意见不一', disputeHow: '再作一次决定即为裁定。', resolves: '裁定', progress: (done, all) => `已审 ${done} / ${all}`,
    pace: (n) => `每分钟 ${n} 条`, shown: (n) => `${n} 条`, position: (at, all) => `第 ${at} 条，共 ${all} 条`,
    saved: '已保存', saving: '保存中…', waiting: (n) => `连不上服务，${n} 条决定待保存，自动重试中`, lostConnection: '连不上服务',
    outputChanged: '输出已更新，正在重新载入。', keptLater: '未保存：', nothingToUndo: '没有可撤销的决定。', undone: '已撤销',
    alikeNone: '没有其他相同的未审数据。', alikeAsk: (n) => `另有 ${n} 条完全相同的未审数据，连同本条一并通过？`, yes: '是', no: '否',
    cannot: { accept: '只有数据才能通过。', fact: '这是数据：可剔除或更正。', number: '这不是数据：可补录或确认非数据。' },
    noItems: '没有符合条件的条目。', noDocument: '原文不在手边', loading: '载入中…', help: '快捷键', helpKey: '? 快捷键', close: '关闭',
    singleKeys: '启用单键快捷键', theme: '深浅色', menu: '列表', reviewer: (name) => `审核人 ${name}`, download: '下载决定', token: '请使用 gongbao review 打印的完整地址打开本页。',
    lost: (n) => `${n} 条决定在本次输出中找不到对应的数`, lostTitle: '找不到对应的数', legend: '图例', from: '出处', line: (n) => `第 ${n} 行`, wholeText: '全文', staticName: '审核人姓名',
    keys: [
      ['j ↓', '下一条'], ['k ↑', '上一条'], ['] [', '下一／上一文件'], ['a Enter', '正确'], ['r', '剔除（再按数字选理由，Enter 不填）'], ['e', '更正'],
      ['x', '确非数据（未识别、已略过的数）'], ['m', '补录（未识别、已略过的数）'], ['s', '待定'], ['u', '撤销我的上一个决定'], ['A', '相同的全部通过'],
      ['o', '依次查看各项出处'], ['n', '下一条未审'], ['/', '搜索'], ['f', '筛选'], ['t', '列表（窄窗口）'], ['L', '中文／English'], ['D', '深浅色'], ['?', '快捷键'], ['Esc', '返回'],
    ],
  },
  en: {
    language: 'English', other: '中文', title: 'gongbao review',
    list: 'Numbers', document: 'Document', fact: 'Current number', search: 'Search labels, values, files…', searchLabel: 'Search',
    filters: 'Filters', any: 'any', order: 'Order', reset: 'Clear filters',
    by: { document: 'by document', confidence: 'by confidence, low first', indicator: 'by indicator' },
    filter: { kind: 'Kind', state: 'Review', document: 'Document', indicator: 'Indicator', rule: 'Rule', confidence: 'Confidence', finding: 'Finding', status: 'Status' },
    kind: { f: 'facts', o: 'open', s: 'skipped', all: 'all' },
    state: {
      undecided: 'undecided', accepted: 'right', corrected: 'corrected', rejected: 'rejected', nothing: 'no fact', missing: 'added',
      later: 'later', stale: 'look again', disputed: 'disputed', changed: 'read otherwise',
    },
    statesMore: { mine: 'decided by me', decided: 'decided' },
    below: (n) => `below ${n}%`,
    field: {
      label: 'Label', indicator: 'Indicator', quote: 'As written', value: 'Value', value_high: 'Upper end', unit: 'Unit', bound: 'Bound', measure: 'Measure',
      status: 'Status', flow: 'Flow', qualifiers: 'Qualifiers', area: 'Area', subject: 'Subject', period: 'Period', versus: 'Compared with', among: 'Ranked among',
      out_of: 'Out of', rule: 'Rule', confidence: 'Confidence', section: 'Section', why: 'Why', id: 'Id', findings: 'Findings', base: 'Base', reason: 'Reason',
    },
    bound: { eq: 'equal', ge: 'at least ≥', gt: 'more than >', le: 'at most ≤', lt: 'less than <', approx: 'about ≈', range: 'range' },
    measure: { level: 'level', change: 'change', growth: 'growth', rank: 'rank' },
    status: { actual: 'actual', target: 'target', rule: 'policy parameter' },
    flow: { new: 'new', cumulative: 'cumulative' },
    origin: { said: 'said here', carried: 'carried over', heading: 'heading', title: 'title', document: 'whole document', metadata: 'given with it' },
    skip: { date: 'a date', numbering: 'numbering', name: 'part of a name', contact: 'contact', qualifier: 'qualifies another', other: 'other' },
    skipped: (reason) => `skipped: ${reason}`, open: 'open',
    act: {
      accept: 'Right', reject: 'Reject', fix: 'Fix', nothing: 'No fact here', missing: 'A fact is missing', later: 'Later', undo: 'Undo', alike: 'Accept all alike',
      next: 'Next', previous: 'Previous', save: 'Save', cancel: 'Cancel',
    },
    noReason: 'no reason', rejectTitle: 'Why is it rejected?', orType: 'or type a reason', reasons: ['not a fact', 'a repetition', 'value or unit wrong', 'indicator wrong', 'table misread', 'part of another fact', 'other'],
    fixTitle: 'Fix', missingTitle: 'Add the missing fact', decisions: 'Decisions', none: 'none', nobody: 'nobody has decided yet',
    disputeTitle: 'Reviewers disagree', disputeHow: 'Your next decision settles it.', resolves: 'settles', progress: (done, all) => `${done} of ${all} decided`,
    pace: (n) => `${n} a minute`, shown: (n) => `${n} items`, position: (at, all) => `${at} of ${all}`,
    saved: 'saved', saving: 'saving…', waiting: (n) => `The server cannot be reached; ${n} decisions wait and will be sent again`, lostConnection: 'The server cannot be reached',
    outputChanged: 'The output has changed and is loaded again.', keptLater: 'Not saved: ', nothingToUndo: 'There is nothing to undo.', undone: 'Undone',
    alikeNone: 'No other undecided fact says the same.', alikeAsk: (n) => `${n} other undecided facts say exactly the same. Accept them with this one?`, yes: 'Yes', no: 'No',
    cannot: { accept: 'Only a fact can be accepted.', fact: 'This is a fact: reject or fix it.', number: 'This is no fact: add the missing fact, or confirm.' },
    noItems: 'Nothing fits these filters.', noDocument: 'The text is not at hand', loading: 'Loading…', help: 'Keys', helpKey: '? Keys', close: 'Close',
    singleKeys: 'Single-key shortcuts', theme: 'Light or dark', menu: 'List', reviewer: (name) => `Reviewer ${name}`, download: 'Download decisions', token: 'Open this page with the whole address that gongbao review prints.',
    lost: (n) => `${n} decisions have no number in this output`, lostTitle: 'Decisions without a number', legend: 'Legend', from: 'said at', line: (n) => `line ${n}`, wholeText: 'whole text', staticName: 'Name of the reviewer',
    keys: [
      ['j ↓', 'next'], ['k ↑', 'previous'], ['] [', 'next or previous document'], ['a Enter', 'right'], ['r', 'reject (then a digit for the reason, Enter for none)'], ['e', 'fix'],
      ['x', 'no fact here (open and skipped numbers)'], ['m', 'a fact is missing here (open and skipped numbers)'], ['s', 'later'], ['u', 'undo my last decision'], ['A', 'accept all alike'],
      ['o', 'show where each part is said'], ['n', 'next undecided'], ['/', 'search'], ['f', 'filters'], ['t', 'the list (narrow window)'], ['L', '中文 / English'], ['D', 'light or dark'], ['?', 'keys'], ['Esc', 'back'],
    ],
  },
};

const remembered = (name) => { try { return localStorage.getItem(`gongbao.${name}`); } catch { return null; } };
const remember = (name, value) => { try { localStorage.setItem(`gongbao.${name}`, value); } catch { /* Then it is forgotten. */ } };

let language = remembered('language') ?? ((navigator.languages ?? [navigator.language]).some((it) => /^zh/i.test(it)) ? 'zh' : 'en');
let T = WORDS[language] ?? WORDS.en;

/* Documents are hostile: characters that command instead of being seen are shown as marks, one for one, so that places stay. */
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const safe = (text) => String(text ?? '').replace(UNSEEN, (c) => (c < ' ' ? String.fromCharCode(0x2400 + c.charCodeAt(0)) : '\u25ab')).replace(/\r\n/g, ' \n').replace(/\r/g, '\n');

/* The only way in which elements are made: text stays text. */
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in { value: 1, checked: 1, disabled: 1 }) element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
const $ = (id) => document.getElementById(id);
