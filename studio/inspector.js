// SPDX-License-Identifier: MIT
// The panel beside the grid: the whole value, the whole row, the table itself.
import {h, icon, button, replace} from './dom.js';
import {call} from './api.js';
import {linkTo, storage} from './state.js';
import {show, showWhole, shortType} from './values.js';
import {sqlBlock} from './sql_text.js';

export class Inspector {
  constructor(page) {
    this.page = page;
    this.tab = storage('inspector.tab') ?? 'value';
    this.tabs = h('div', {class: 'tabs', role: 'tablist'});
    this.content = h('div', {class: 'inspector-body'});
    const isOpen = storage('inspector.open') ?? false;
    this.element = h('aside', {class: 'inspector', hidden: !isOpen || innerWidth < 900, 'aria-label': 'Details'},
      h('header', {}, this.tabs, h('span', {class: 'spring'}),
        button('', 'close', () => this.toggle(false), {class: 'tool', 'aria-label': 'Close details'})), this.content);
  }

  toggle(open = this.element.hidden) {
    this.element.hidden = !open;
    storage('inspector.open', open);
    this.update();
    if (!open) this.page.grid.element.focus({preventScroll: true});
  }

  choose(tab) { this.tab = tab; storage('inspector.tab', tab); this.update(); }

  update() {
    if (this.element.hidden || !this.page.grid) return;
    replace(this.tabs, [['value', 'Value'], ['row', 'Row'], ['table', 'Table']].map(([name, title]) =>
      h('button', {type: 'button', role: 'tab', 'aria-selected': String(name === this.tab), onclick: () => this.choose(name)}, title)));
    const row = this.page.activeRow;
    if (this.tab === 'table') return this.showTable();
    if (!row) return replace(this.content, h('p', {class: 'dim'}, 'Choose a row.'));
    return this.tab === 'value' ? this.showValue(row, this.page.activeColumn) : this.showRow(row);
  }

  async showValue(row, column) {
    if (!column) return;
    const value = this.page.valueOf(row, column);
    const title = [h('h3', {}, column.name, h('span', {class: 'dim'}, ` ${shortType(column.type)}`)),
      column.comment && h('p', {class: 'dim'}, column.comment)];
    const tools = this.page.mayEdit && !column.generated && button('Edit', '', () => this.page.edit(), {class: 'plain small'});
    if (value !== null && typeof value === 'object') return void replace(this.content, title, h('span', {class: 'null'}, 'DEFAULT'), tools);
    replace(this.content, title, tools, showWhole(value, column));
    if (!row.cut?.[column.attnum] || row.isNew || this.page.changeOf(row)?.set?.[column.attnum] !== undefined) return;
    const wanted = this.wanted = {};
    try {
      const whole = await call('cell', {oid: this.page.oid, id: row.id, attnum: column.attnum});
      if (wanted === this.wanted && this.tab === 'value' && row === this.page.activeRow && column === this.page.activeColumn)
        replace(this.content, title, tools, h('p', {class: 'dim'}, `${row.cut[column.attnum].toLocaleString('en-US')} bytes`), showWhole(whole.value, column));
    } catch { /* the beginning stays */ }
  }

  showRow(row) {
    const {table} = this.page;
    const fields = table.columns.map((column) => {
      const value = this.page.valueOf(row, column);
      const reference = this.page.referenceOf(column);
      return h('div', {class: 'field'}, h('dt', {}, this.page.isKey(column) && icon('key'), column.name),
        h('dd', {}, value !== null && typeof value === 'object' ? h('span', {class: 'null'}, 'DEFAULT') : show(value, column, row.cut?.[column.attnum]),
          reference && value !== null && !row.isNew && h('button', {type: 'button', class: 'follow shown', title: `Open the row of ${reference.table}`, onclick: () => this.page.follow(row, reference)}, icon('arrow'))));
    });
    const incoming = row.isNew ? [] : table.referencedBy.map((one) => {
      const filters = one.foreignColumns.map((attnum, index) => ({attnum, op: '=',
        value: this.page.valueOf(row, table.columns.find((column) => column.attnum === one.columns[index]))}));
      return h('a', {class: 'incoming', href: linkTo(one.oid, {filters}), title: one.name}, icon('arrow'), one.table);
    });
    replace(this.content, h('dl', {class: 'fields'}, fields),
      incoming.length > 0 && [h('h3', {}, 'Rows that refer to this one'), h('div', {class: 'incoming-list'}, incoming)]);
  }

  showTable() {
    const {table} = this.page;
    const lines = (title, items) => items.length > 0 && [h('h3', {}, title), items.map((item) => h('div', {class: 'fact'}, h('b', {}, item.name), h('code', {}, item.text)))];
    replace(this.content, table.comment && h('p', {}, table.comment),
      table.definition && [h('h3', {}, 'Definition'), sqlBlock(table.definition)],
      lines('Constraints', table.constraints), lines('Foreign keys', table.references), lines('Indexes', table.indexes),
      table.referencedBy.length > 0 && [h('h3', {}, 'Referenced by'), h('div', {class: 'incoming-list'},
        table.referencedBy.map((one) => h('a', {class: 'incoming', href: linkTo(one.oid)}, icon('arrow'), one.table)))]);
  }
}
