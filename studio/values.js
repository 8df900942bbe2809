// SPDX-License-Identifier: MIT
// What a value of a PostgreSQL type looks like, and what edits it.
import {h, icon} from './dom.js';

const INTEGERS = new Set(['int2', 'int4', 'int8', 'oid']);

/// text | number | boolean | enum | json | array | bytes | date | time
export function kindOf(column) {
  if (column.kind === 'e' || column.labels) return 'enum';
  if (column.base === 'bool') return 'boolean';
  if (column.base === 'json' || column.base === 'jsonb') return 'json';
  if (column.category === 'A') return 'array';
  if (column.base === 'bytea') return 'bytes';
  if (column.base === 'date') return 'date';
  if (column.category === 'D') return 'time';
  if (INTEGERS.has(column.base) || column.category === 'N') return 'number';
  return 'text';
}

const SHORT = {
  'character varying': 'varchar', 'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz', 'double precision': 'float8', 'integer': 'int',
  'time without time zone': 'time', 'time with time zone': 'timetz', 'character': 'char', 'boolean': 'bool',
};

export function shortType(type) {
  for (const [long, short] of Object.entries(SHORT))
    if (type === long || type.startsWith(`${long}(`) || type.startsWith(`${long}[`)) return type.replace(long, short);
  return type.replace(/^timestamp\((\d)\) with time zone/, 'timestamptz($1)').replace(/^timestamp\((\d)\) without time zone/, 'timestamp($1)');
}

/// A cell of the grid.
export function show(value, column, cutBytes) {
  if (value === null) return h('span', {class: 'null'}, 'NULL');
  if (value === '') return h('span', {class: 'empty'}, 'empty');
  const kind = kindOf(column);
  if (kind === 'boolean')
    return h('span', {class: value === 't' || value === 'true' ? 'yes' : 'no'}, value === 't' || value === 'true' ? 'true' : 'false');
  if (kind === 'enum') return h('span', {class: `chip hue${hue(value)}`}, value);
  if (kind === 'bytes') return h('span', {class: 'mono dim'}, `${value.slice(0, 34)}${value.length > 34 ? '…' : ''}`);
  const line = value.length > 200 ? `${value.slice(0, 200)}…` : value;
  const text = line.replaceAll('\n', ' ⏎ ') + (cutBytes && value.length <= 200 ? '…' : '');
  return kind === 'json' || kind === 'array' ? h('span', {class: 'mono'}, text) : text;
}

function hue(text) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)) % 997;
  return sum % 6;
}

/// '{a,"b c",NULL}' → ['a', 'b c', null]; nested lists become lists. Gives null for what it cannot read.
export function parseArray(text) {
  let at = text.startsWith('[') ? text.indexOf('=') + 1 : 0;
  const fail = {};
  function element() {
    if (text[at] === '{') return list();
    let word = '';
    if (text[at] === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) word += text[at] === '\\' ? text[++at] : text[at];
      at++;
      return word;
    }
    while (at < text.length && text[at] !== ',' && text[at] !== '}') {
      if (text[at] === '\\') at++;
      word += text[at++] ?? '';
    }
    return word.toUpperCase() === 'NULL' ? null : word;
  }
  function list() {
    const items = [];
    if (text[at] !== '{') throw fail;
    at++;
    if (text[at] === '}') { at++; return items; }
    for (;;) {
      items.push(element());
      if (text[at] === ',') { at++; continue; }
      if (text[at] === '}') { at++; return items; }
      throw fail;
    }
  }
  try { return list(); } catch { return null; }
}

/// A json value as a tree that opens and closes. Numbers keep their digits: nothing is parsed as a double.
export function jsonTree(text) {
  let parsed;
  try { parsed = new JsonReader(text).read(); } catch { return h('pre', {class: 'plain'}, text); }
  return h('div', {class: 'tree mono'}, treeNode(null, parsed, 0));
}

function treeNode(name, node, depth) {
  const label = name === null ? null : [h('span', {class: 'tree-key'}, name), ': '];
  if (node.kind !== 'object' && node.kind !== 'array')
    return h('div', {class: 'tree-leaf'}, label, h('span', {class: `json-${node.kind}`}, node.text));
  const items = node.items;
  const ends = node.kind === 'object' ? '{}' : '[]';
  if (items.length === 0) return h('div', {class: 'tree-leaf'}, label, h('span', {class: 'dim'}, ends));
  const body = h('div', {class: 'tree-body'});
  const details = h('details', {open: depth < 3},
    h('summary', {}, label, h('span', {class: 'dim'}, `${ends[0]} ${items.length} ${ends[1]}`)), body);
  const fillBody = () => {
    if (body.childElementCount) return;
    for (const [key, value] of items.slice(0, 500)) body.append(treeNode(key, value, depth + 1));
    if (items.length > 500) body.append(h('div', {class: 'dim'}, `… ${items.length - 500} more`));
  };
  if (depth < 3) fillBody();
  details.addEventListener('toggle', fillBody);
  return details;
}

class JsonReader {
  constructor(text) { JSON.parse(text); this.text = text; this.at = 0; }
  blank() { while (' \n\r\t'.includes(this.text[this.at] ?? 'x')) this.at++; }
  read() {
    this.blank();
    const begin = this.text[this.at];
    if (begin === '{' || begin === '[') return this.group(begin);
    if (begin === '"') return {kind: 'string', text: this.string()};
    const from = this.at;
    while (this.at < this.text.length && !',]} \n\r\t'.includes(this.text[this.at])) this.at++;
    const word = this.text.slice(from, this.at);
    return {kind: word === 'null' ? 'null' : word === 'true' || word === 'false' ? 'bool' : 'number', text: word};
  }
  string() {
    const from = this.at++;
    while (this.text[this.at] !== '"') this.at += this.text[this.at] === '\\' ? 2 : 1;
    return this.text.slice(from, ++this.at);
  }
  group(begin) {
    const items = [];
    this.at++;
    for (this.blank(); this.text[this.at] !== '}' && this.text[this.at] !== ']'; this.blank()) {
      let key = String(items.length);
      if (begin === '{') { key = JSON.parse(this.string()); this.blank(); this.at++; }
      items.push([key, this.read()]);
      this.blank();
      if (this.text[this.at] === ',') { this.at++; this.blank(); }
    }
    this.at++;
    return {kind: begin === '{' ? 'object' : 'array', items};
  }
}

/// Sixteen bytes a line, with what is readable of them.
export function hexDump(value) {
  const digits = value.slice(2);
  const lines = [];
  for (let at = 0; at < digits.length && lines.length < 2000; at += 32) {
    const pairs = digits.slice(at, at + 32).match(/../g) ?? [];
    const readable = pairs.map((pair) => { const code = parseInt(pair, 16); return code > 31 && code < 127 ? String.fromCharCode(code) : '·'; }).join('');
    lines.push(`${(at / 2).toString(16).padStart(6, '0')}  ${pairs.join(' ').padEnd(48)} ${readable}`);
  }
  return h('pre', {class: 'hex mono'}, lines.join('\n'));
}

/// A whole value, large.
export function showWhole(value, column) {
  if (value === null) return h('div', {class: 'whole'}, h('span', {class: 'null'}, 'NULL'));
  const kind = kindOf(column);
  if (kind === 'json') return jsonTree(value);
  if (kind === 'bytes') return hexDump(value);
  if (kind === 'array') {
    const items = parseArray(value);
    if (items) return h('ol', {class: 'items', start: 1}, items.slice(0, 1000).map((item) => h('li', {},
      item === null ? h('span', {class: 'null'}, 'NULL') : Array.isArray(item) ? h('span', {class: 'mono'}, JSON.stringify(item)) : item)));
  }
  return h('pre', {class: 'plain'}, value);
}

export {icon};
