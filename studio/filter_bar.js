// SPDX-License-Identifier: MIT
// Filters as rows of controls, and a condition in SQL for the rest.
import {h, icon, button, replace} from './dom.js';
import {kindOf} from './values.js';

const OPERATORS = [['=', 'is'], ['<>', 'is not'], ['<', '<'], ['<=', '≤'], ['>', '>'], ['>=', '≥'], ['contains', 'contains'],
  ['lacks', 'lacks'], ['starts', 'starts with'], ['matches', 'matches regex'], ['null', 'is NULL'], ['notnull', 'is not NULL']];

export class FilterBar {
  constructor(table, view, apply) {
    this.table = table;
    this.view = view;
    this.apply = apply;
    this.element = h('div', {class: 'filter-bar', hidden: !view.filters.length && !view.where});
    this.draw();
  }

  toggle(open = this.element.hidden) {
    this.element.hidden = !open;
    if (!open) {
      if (this.view.filters.length || this.view.where) { this.view.filters = []; this.view.where = ''; this.draw(); this.apply(); }
      return;
    }
    if (!this.view.filters.length && !this.view.where) { this.add(false); }
    this.element.querySelector('.filter-value, .filter-where')?.focus();
  }

  add(isUsed = true) {
    this.view.filters.push({attnum: this.table.columns[0].attnum, op: 'contains', value: ''});
    this.draw();
    if (isUsed) this.element.querySelector('.filter:last-of-type .filter-column')?.focus();
  }

  draw() {
    const where = h('input', {class: 'filter-where mono', type: 'text', placeholder: 'or a condition in SQL, for example  id > 100 and name ilike \'a%\'', value: this.view.where, spellcheck: 'false', 'aria-label': 'Condition in SQL',
      onkeydown: (event) => { if (event.key === 'Enter') { this.view.where = where.value; this.apply(); } else if (event.key === 'Escape') this.toggle(false); },
      onchange: () => { if (this.view.where !== where.value) { this.view.where = where.value; this.apply(); } }});
    replace(this.element, this.view.filters.map((filter) => this.row(filter)),
      h('div', {class: 'filter-line'}, button('Filter', 'plus', () => this.add(), {class: 'plain small'}),
        h('span', {class: 'filter-word mono'}, 'where'), where,
        button('', 'close', () => this.toggle(false), {class: 'tool', title: 'Remove all filters', 'aria-label': 'Remove all filters'})));
  }

  row(filter) {
    const column = this.table.columns.find((one) => one.attnum === filter.attnum) ?? this.table.columns[0];
    const needsValue = filter.op !== 'null' && filter.op !== 'notnull';
    const send = () => { if (!needsValue || value.value !== '' || filter.op === '=' || filter.op === '<>') { filter.value = value.value; this.apply(); } };
    const isChoice = ['=', '<>'].includes(filter.op) && (kindOf(column) === 'enum' || kindOf(column) === 'boolean');
    const value = isChoice ? h('select', {class: 'filter-value', onchange: () => send()},
      (column.labels ?? ['true', 'false']).map((label) => h('option', {value: label}, label)))
      : h('input', {class: 'filter-value', type: 'text', placeholder: 'value', spellcheck: 'false', 'aria-label': 'Value', hidden: !needsValue,
        onkeydown: (event) => { if (event.key === 'Enter') send(); else if (event.key === 'Escape') this.toggle(false); },
        onchange: () => { if (filter.value !== value.value) send(); }});
    if (filter.value !== '') value.value = filter.value;
    const choose = (name) => (event) => {
      filter[name] = name === 'attnum' ? Number(event.target.value) : event.target.value;
      filter.value = value.value;
      if (name === 'attnum' && ['enum', 'boolean', 'number'].includes(kindOf(this.table.columns.find((one) => one.attnum === filter.attnum)))) filter.op = '=';
      this.draw();
      if (!['null', 'notnull'].includes(filter.op)) this.element.querySelector('.filter-value')?.focus();
      if (filter.value !== '' || filter.op.includes('null')) this.apply();
    };
    const columns = h('select', {class: 'filter-column', 'aria-label': 'Column', onchange: choose('attnum')},
      this.table.columns.map((one) => h('option', {value: one.attnum}, one.name)));
    columns.value = String(column.attnum);
    const operators = h('select', {class: 'filter-op', 'aria-label': 'Comparison', onchange: choose('op')},
      OPERATORS.map(([op, word]) => h('option', {value: op}, word)));
    operators.value = filter.op;
    return h('div', {class: 'filter'}, columns, operators, value,
      h('button', {type: 'button', class: 'tool', 'aria-label': 'Remove filter', onclick: () => {
        this.view.filters.splice(this.view.filters.indexOf(filter), 1);
        this.draw();
        this.apply();
      }}, icon('close')));
  }
}
