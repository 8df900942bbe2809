// SPDX-License-Identifier: MIT
// While a foreign key is edited: the rows that it may refer to, found by key or by what they are called.
import {h, replace} from './dom.js';
import {call} from './api.js';
import {loadTable, state} from './state.js';
import {kindOf} from './values.js';

const SHOWN = 8;
// Looking into the texts of more rows than this would read the whole table with every key that is pressed.
const SEARCHABLE = 500_000;
const TELLING = /^(?:.*_)?(?:name|title|label|email|slug|username|description|subject|code)$/i;

/// What people call a row: columns with a telling name first, then the first texts.
function labelsOf(table, taken) {
  const texts = table.columns.filter((column) => kindOf(column) === 'text' && column.category === 'S' && !taken.includes(column.attnum));
  const words = (name) => name.replaceAll(/([a-z])([A-Z])/g, '$1_$2');
  const telling = texts.filter((column) => TELLING.test(words(column.name)));
  return [...telling, ...texts.filter((column) => !telling.includes(column))].slice(0, 2);
}

export class ReferencePicker {
  /// take(values): somebody chose a row; values are those of the reference's columns, by attnum.
  constructor(reference, input, place, take) {
    Object.assign(this, {reference, input, place, take, at: -1, found: [], asked: 0});
    this.element = h('div', {class: 'picker', role: 'listbox', 'aria-label': `Rows of ${reference.table}`}, h('p', {class: 'dim'}, `Rows of ${reference.table} …`));
    input.setAttribute('aria-autocomplete', 'list');
    input.addEventListener('input', () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.search(), 120); });
    this.open();
  }

  async open() {
    try {
      this.table = await loadTable(this.reference.oid);
      this.labels = labelsOf(this.table, this.reference.foreignColumns);
      this.key = this.table.columns.find((column) => column.attnum === this.reference.foreignColumns[this.place]);
      const known = state.relations.find((one) => one.oid === this.reference.oid);
      this.isLarge = (known?.rows ?? 0) > SEARCHABLE;
      await this.search();
    } catch { this.element.remove(); }
  }

  rows(filters) { return call('rows', {oid: this.reference.oid, sort: [], filters, limit: SHOWN}).then((page) => page.rows, () => []); }

  /// The value itself, keys that begin like it, then labels that contain it; without a word, the first rows.
  async search() {
    const asked = ++this.asked;
    const word = this.input.value.trim();
    const isUntouched = word === this.input.dataset.before;
    const own = word && this.rows([{attnum: this.key.attnum, op: '=', value: word}]);
    const wider = !word || isUntouched ? [this.rows([])]
      : this.isLarge ? [] : [...(kindOf(this.key) === 'text' ? [this.rows([{attnum: this.key.attnum, op: 'starts', value: word}])] : []),
        ...this.labels.map((label) => this.rows([{attnum: label.attnum, op: 'contains', value: word}]))];
    const pages = await Promise.all([...(own ? [own] : []), ...wider]);
    if (asked !== this.asked || !this.table) return;
    const seen = new Set();
    this.found = pages.flat().filter((row) => {
      const id = JSON.stringify(this.valuesOf(row));
      return !seen.has(id) && seen.add(id);
    }).slice(0, SHOWN);
    this.at = -1;
    this.draw();
  }

  cellOf(row, attnum) { return row.c[this.table.columns.findIndex((column) => column.attnum === attnum)]; }
  valuesOf(row) { return this.reference.foreignColumns.map((attnum) => this.cellOf(row, attnum)); }

  draw() {
    replace(this.element, this.found.map((row, index) => h('button', {type: 'button', role: 'option', tabindex: '-1', class: 'picker-row', 'aria-selected': String(index === this.at),
      onclick: () => this.choose(index)}, h('b', {}, this.valuesOf(row).join(' · ')),
    h('span', {class: 'dim'}, this.labels.map((label) => this.cellOf(row, label.attnum)).filter((text) => text !== null && text !== '').map((text) => text.slice(0, 60)).join(' · ')))),
    this.found.length === 0 && h('p', {class: 'dim'}, this.isLarge ? `${this.reference.table} is large: type a key` : `No row of ${this.reference.table} is called so`));
    this.element.querySelector('[aria-selected="true"]')?.scrollIntoView({block: 'nearest'});
  }

  move(by) {
    if (this.found.length === 0) return;
    this.at = Math.max(-1, Math.min(this.at + by, this.found.length - 1));
    this.draw();
  }

  /// True when a row was marked, and is now taken.
  takeMarked() {
    if (this.at < 0) return false;
    this.choose(this.at);
    return true;
  }

  choose(index) {
    const values = this.valuesOf(this.found[index]);
    this.take(Object.fromEntries(this.reference.columns.map((attnum, place) => [attnum, values[place]])));
  }
}
