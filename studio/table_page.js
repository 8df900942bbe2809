// SPDX-License-Identifier: MIT
// The page of one table: filter, sort, read, edit.
import {h, icon, button, replace, toast, count, duration, dialog} from './dom.js';
import {loadTable, linkTo, nameOf, state, storage} from './state.js';
import {RowSource} from './row_source.js';
import {Grid, fittingWidth} from './grid.js';
import {kindOf, shortType, show} from './values.js';
import {staged} from './staged.js';
import {openEditor} from './editor.js';
import {Inspector} from './inspector.js';
import {FilterBar} from './filter_bar.js';
import {exportTable} from './exports.js';
import {sqlBlock} from './sql_text.js';
import {nextSort, openSortDialog} from './sort_dialog.js';
import {importCsv} from './csv_import.js';

/// New rows stand above those of the server.
class RowsWithNew {
  constructor(page) { this.page = page; }
  get fresh() { return this.page.newRows; }
  get total() { return this.page.rows.total + this.fresh.length; }
  get isExact() { return this.page.rows.isExact; }
  get isLoading() { return this.page.rows.isLoading; }
  get(index) { return index < this.fresh.length ? this.fresh[index] : this.page.rows.get(index - this.fresh.length); }
  need(first, last) { this.page.rows.need(Math.max(0, first - this.fresh.length), Math.max(0, last - this.fresh.length)); }
}

export class TablePage {
  constructor(oid, view) {
    this.oid = oid;
    this.view = view;
    this.chosen = new Set();
    this.newRows = [];
    this.element = h('section', {class: 'page table-page'}, h('div', {class: 'loading'}, 'Loading…'));
    this.onStaged = () => this.refreshStaged();
    staged.addEventListener('change', this.onStaged);
    this.open();
  }

  leave() { staged.removeEventListener('change', this.onStaged); }

  async open() {
    try { this.table = await loadTable(this.oid); }
    catch (failure) { return replace(this.element, h('div', {class: 'notice error'}, failure.message)); }
    this.mayEdit = state.hello.write && (this.table.kind === 'r' || this.table.kind === 'p');
    this.hidden = new Set(storage(`hidden.${this.table.schema}.${this.table.name}`) ?? []);
    this.rows = new RowSource(this.table, {
      changed: () => this.onRows(), moved: (by) => this.grid.shift(by), failed: (failure) => this.fail(failure),
    });
    this.build();
    this.rows.sort = this.view.sort;
    this.rows.filters = this.view.filters;
    this.rows.where = this.view.where;
    this.refreshStaged();
    await this.rows.start();
    this.grid.element.focus({preventScroll: true});
  }

  build() {
    this.grid = new Grid({
      source: new RowsWithNew(this), label: this.table.name,
      header: (column) => this.header(column), cell: (row, index) => this.cell(row, index),
      rowClass: (row) => this.rowClass(row), cellClass: (row, index) => this.cellClass(row, index),
      cellTitle: (row, index) => this.changeOf(row)?.error?.attnum === this.columns[index].attnum ? this.changeOf(row).error.message : '',
      gutter: (row, index) => this.gutter(row, index), onactive: () => this.onActive(),
      onopen: () => this.edit(), onkey: (event) => this.onKey(event),
      ondraw: () => this.showStatus(),
    });
    this.filterBar = new FilterBar(this.table, this.view, () => this.applyView());
    this.inspector = new Inspector(this);
    this.status = h('div', {class: 'status'});
    this.trouble = h('div', {class: 'notice error', hidden: true, role: 'alert'});
    this.stagedBar = h('div', {class: 'staged-bar', hidden: true});
    replace(this.element, this.toolbar(), this.filterBar.element, this.trouble,
      h('div', {class: 'split'}, h('div', {class: 'split-main'}, this.grid.element), this.inspector.element),
      this.stagedBar, this.status);
    this.setColumns();
  }

  toolbar() {
    const kinds = {r: 'table', p: 'partitioned table', v: 'view', m: 'materialized view', f: 'foreign table'};
    return h('header', {class: 'toolbar'},
      h('div', {class: 'title'}, h('h1', {}, nameOf(this.table)),
        h('span', {class: 'sub'}, this.table.comment ?? kinds[this.table.kind]),
        this.table.rowSecurity && h('span', {class: 'chip hue2', title: 'Row security is on: only rows that the reading role may see are shown'}, 'row security')),
      h('div', {class: 'tools'},
        button('Filter', 'filter', () => this.filterBar.toggle(), {title: 'Filter ( / )', class: 'tool'}),
        button('Sort', 'sort', () => openSortDialog(this), {title: 'Sort by several columns', class: 'tool'}),
        button('Columns', 'columns', () => this.chooseColumns(), {class: 'tool'}),
        button('Export', 'download', () => exportTable(this), {class: 'tool'}),
        this.mayEdit && button('Import', 'upload', () => importCsv(this), {title: 'New rows from a CSV file', class: 'tool'}),
        button('', 'refresh', () => this.reload(), {title: 'Read again (R)', 'aria-label': 'Read again', class: 'tool'}),
        this.mayEdit && button('Row', 'plus', () => this.addRow(), {title: 'Add a row (N)', class: 'tool add-row'}),
        this.mayEdit && button('', 'copy', () => this.duplicate(), {title: 'Duplicate (D)', 'aria-label': 'Duplicate', class: 'tool'}),
        this.mayEdit && button('', 'trash', () => this.remove(), {title: 'Delete (Shift+Delete)', 'aria-label': 'Delete', class: 'tool delete-row'}),
        button('', 'panel', () => this.inspector.toggle(), {title: 'Details (I)', 'aria-label': 'Details', class: 'tool'})));
  }

  setColumns() {
    this.columns = this.table.columns.filter((column) => !this.hidden.has(column.name));
    const samples = this.rows.rows.slice(0, 30);
    const widths = this.widths ??= {};
    this.grid.setColumns(this.columns.map((column) => {
      const place = this.table.columns.indexOf(column);
      widths[column.attnum] ??= samples.length === 0 ? undefined : fittingWidth(column.name, this.typeLine(column), samples.map((row) => row.c[place]));
      return {name: column.name, column, right: kindOf(column) === 'number', width: widths[column.attnum] ?? 140};
    }));
    this.grid.options.onresize = ({column, width}) => { widths[column.attnum] = width; };
  }

  referenceOf(column) { return this.table.references.find((one) => one.columns.includes(column.attnum)); }
  isKey(column) { return this.table.constraints.some((one) => one.type === 'p' && one.columns.includes(column.attnum)); }
  isUnique(column) { return this.table.indexes.some((one) => one.unique && one.columns.length === 1 && one.columns[0] === column.attnum); }

  header({column}) {
    const place = this.view.sort.findIndex((one) => one.attnum === column.attnum);
    const sort = this.view.sort[place];
    const reference = this.referenceOf(column);
    const facts = [column.type, column.notNull ? 'not null' : 'nullable', column.default && `default ${column.default}`,
      reference && `→ ${reference.table}`, column.comment].filter(Boolean).join('\n');
    return h('button', {type: 'button', class: 'head-button', title: facts, onclick: (event) => this.sortBy(column, event.shiftKey)},
      h('span', {class: 'head-name'}, this.isKey(column) && icon('key'), h('b', {}, column.name),
        sort && icon(sort.desc ? 'down' : 'up'), sort && this.view.sort.length > 1 && h('small', {class: 'sort-place'}, place + 1)),
      h('span', {class: 'head-type'}, this.typeLine(column), column.comment && ` · ${column.comment}`));
  }

  typeLine(column) {
    const reference = this.referenceOf(column);
    return `${shortType(column.type)}${column.notNull ? '' : ' ?'}${this.isUnique(column) && !this.isKey(column) ? ' unique' : ''}${reference ? ` → ${reference.table}` : ''}`;
  }

  sortBy(column, isAdded = false) {
    this.view.sort = nextSort(this.view.sort, column.attnum, isAdded);
    this.applyView();
  }

  applyView() {
    history.replaceState(null, '', linkTo(this.oid, this.view));
    this.rows.sort = this.view.sort;
    this.rows.filters = this.view.filters;
    this.rows.where = this.view.where;
    this.reload();
  }

  async reload() {
    this.trouble.hidden = true;
    this.grid.top = 0;
    this.grid.drawHead();
    this.grid.draw(true);
    await this.rows.start();
    this.grid.showPlace();
  }

  fail(failure) {
    const {detail, hint, sqlstate} = failure.details ?? {};
    replace(this.trouble, h('b', {}, failure.message), detail && ` ${detail}`, hint && ` ${hint}`, sqlstate && h('span', {class: 'dim'}, ` ${sqlstate}`));
    this.trouble.hidden = false;
    this.grid.draw(true);
    this.showStatus();
  }

  onRows() {
    for (const row of this.rows.rows) this.name(row);
    if (Object.values(this.widths ?? {}).every((width) => width === undefined) && this.rows.rows.length) {
      this.widths = {};
      this.setColumns();
    }
    this.grid.draw(true);
    this.inspector.update();
  }

  /// What identifies the row for a change.
  name(row) {
    if (row.rowKey) return;
    row.id = this.rows.key.length ? this.rows.key.map((number) => row.k[this.rows.order.indexOf(number)])
      : [row.k[this.rows.order.indexOf(0)] ?? null];
    row.rowKey = `${this.oid}:${JSON.stringify(row.id)}`;
  }

  changeOf(row) { return row && staged.of(row.rowKey); }

  valueOf(row, column) {
    const change = this.changeOf(row);
    if (change?.set && Object.hasOwn(change.set, column.attnum)) return change.set[column.attnum];
    if (row.isNew) return column.default !== null || column.identity || column.generated ? {default: true} : null;
    return row.c[this.table.columns.indexOf(column)];
  }

  cell(row, index) {
    const column = this.columns[index];
    const value = this.valueOf(row, column);
    if (value !== null && typeof value === 'object') return h('span', {class: 'null'}, 'DEFAULT');
    if (value === null && row.isNew && column.notNull) return h('span', {class: 'null'}, 'required');
    const shown = show(value, column, row.cut?.[column.attnum]);
    const reference = value === null ? null : this.referenceOf(column);
    return reference && !row.isNew ? [shown, h('button', {type: 'button', class: 'follow', title: `Open the row of ${reference.table}`, tabindex: '-1',
      onclick: () => this.follow(row, reference)}, icon('arrow'))] : shown;
  }

  rowClass(row) {
    const change = this.changeOf(row);
    return `${change ? `is-${change.kind}` : ''} ${change?.error && !change.error.attnum ? 'has-error' : ''} ${this.chosen.has(row.rowKey) ? 'chosen' : ''}`;
  }

  cellClass(row, index) {
    const change = this.changeOf(row);
    const {attnum} = this.columns[index];
    return `${change?.kind === 'update' && Object.hasOwn(change.set, attnum) ? 'edited' : ''} ${change?.error?.attnum === attnum ? 'has-error' : ''}`;
  }

  gutter(row, index) {
    const number = index - this.newRows.length + 1;
    return h('label', {class: 'choose'}, row && h('input', {type: 'checkbox', tabindex: '-1', checked: this.chosen.has(row.rowKey), 'aria-label': 'choose row',
      onchange: () => { this.toggleChosen(row); }}), h('span', {}, number > 0 ? short(number) : 'new'));
  }

  toggleChosen(row) {
    if (!this.chosen.delete(row.rowKey)) this.chosen.add(row.rowKey);
    this.grid.draw(true);
  }

  get activeRow() { return this.grid.source.get(this.grid.active.row); }
  get activeColumn() { return this.columns[this.grid.active.column]; }

  onActive() { this.inspector.update(); this.showStatus(); }

  follow(row, reference) {
    const filters = reference.columns.map((number, index) => ({attnum: reference.foreignColumns[index], op: '=',
      value: this.valueOf(row, this.table.columns.find((column) => column.attnum === number))}));
    location.hash = linkTo(reference.oid, {filters});
  }

  edit(initial) {
    const row = this.activeRow;
    const column = this.activeColumn;
    if (!row || !column) return;
    if (!this.mayEdit) return this.inspector.toggle(true);
    if (column.generated) return toast('This column is computed by the server');
    openEditor(this, row, column, initial);
  }

  stage(row, column, value) {
    staged.set(this.table, row.rowKey, row, column.attnum, value, row.isNew ? undefined : row.c[this.table.columns.indexOf(column)]);
  }

  addRow(set = {}) {
    staged.add(this.table, set);
    this.grid.moveTop(0);
    this.grid.setActive(this.newRows.length - 1, Math.max(0, this.columns.findIndex((column) => column.default === null && !column.identity && !column.generated)));
    this.grid.element.focus();
  }

  showNewRows() {
    this.grid.moveTop(0);
    this.grid.setActive(0, 0);
    this.grid.element.focus({preventScroll: true});
  }

  get targets() {
    const all = [...this.newRows, ...this.rows.rows];
    const chosen = all.filter((row) => this.chosen.has(row.rowKey));
    return chosen.length ? chosen : this.activeRow ? [this.activeRow] : [];
  }

  duplicate() {
    for (const row of this.targets) {
      if (row.cut) { toast('Rows with very long values cannot be duplicated here', 'error'); continue; }
      const set = {};
      for (const column of this.table.columns) {
        const value = this.valueOf(row, column);
        const isOwn = column.generated || column.identity || (this.isKey(column) && column.default !== null);
        if (!isOwn && !(value !== null && typeof value === 'object')) set[column.attnum] = value;
      }
      this.addRow(set);
    }
  }

  remove() {
    for (const row of this.targets) staged.remove(this.table, row.rowKey, row);
    this.chosen.clear();
  }

  refreshStaged() {
    this.newRows = staged.newRows(this.oid).map((change) => ({isNew: true, rowKey: change.rowKey, c: [], k: []}));
    if (!this.grid) return;
    this.grid.draw(true);
    this.inspector.update();
    this.showStagedBar();
  }

  showStagedBar() {
    const size = staged.size;
    this.stagedBar.hidden = size === 0;
    const failed = staged.list.find((change) => change.error);
    replace(this.stagedBar, h('span', {class: 'staged-count'}, `${size} change${size === 1 ? '' : 's'} not saved`),
      failed && h('span', {class: 'staged-error', role: 'alert'}, failed.error.message),
      h('span', {class: 'spring'}),
      failed?.error.conflict && button('Drop this change and reload', '', () => { staged.discard(failed.rowKey); this.reload(); }, {class: 'plain'}),
      button('Discard', '', () => staged.discard(), {class: 'plain'}),
      button('Show SQL', '', () => this.review(), {class: 'plain review'}),
      button('Save', 'check', () => this.save(), {class: 'primary save', title: 'Ctrl+S'}));
  }

  async review() {
    try {
      const statements = await staged.preview();
      const box = dialog('review', h('h2', {}, 'What will be run, in one transaction'),
        sqlBlock(['begin;', ...statements.slice(0, 200), statements.length > 200 && `-- and ${count(statements.length - 200)} more`, 'commit;'].filter(Boolean).join('\n')),
        h('footer', {}, button('Close', '', () => box.close(), {class: 'plain'}),
          button('Save', 'check', () => { box.close(); this.save(); }, {class: 'primary'})));
    } catch (failure) { toast(failure.message, 'error'); }
  }

  async save() {
    if (staged.size === 0) return;
    try {
      const size = staged.size;
      const failed = await staged.commit();
      if (!failed) {
        toast(`${size} change${size === 1 ? '' : 's'} saved`);
        await this.reload();
        return;
      }
      if (failed.oid !== this.oid) location.hash = linkTo(failed.oid);
      const at = [...this.newRows, ...this.rows.rows].findIndex((row) => row.rowKey === failed.rowKey);
      const column = this.columns.findIndex((one) => one.attnum === failed.error.attnum);
      if (at >= 0) this.grid.setActive(at < this.newRows.length ? at : at + this.rows.base, Math.max(0, column));
    } catch (failure) { toast(failure.message, 'error'); }
  }

  showStatus() {
    const source = this.rows;
    const known = source.isLoading && source.total === 0 ? 'reading …' : source.isExact ? `${count(source.total)} row${source.total === 1 ? '' : 's'}`
      : source.isFiltered && !source.atEnd ? `about ${count(source.total)} rows match` : `about ${count(source.total)} rows`;
    const {row, column} = this.grid.active;
    const line = [known, this.columns[column]?.name, this.chosen.size ? `${this.chosen.size} chosen` : ''];
    const text = `${line.join('|')}|${source.isExact}|${source.total > 0}|${source.lastMs}`;
    if (text === this.statusText) return;
    this.statusText = text;
    replace(this.status, h('span', {class: 'count'}, known),
      !source.isExact && source.total > 0 && button('Count', '', () => this.countExactly(), {class: 'link count-exactly'}),
      this.chosen.size > 0 && h('span', {}, `${this.chosen.size} chosen`),
      h('span', {class: 'spring'}),
      this.columns[column] && h('span', {class: 'dim'}, `${this.columns[column].name} · ${shortType(this.columns[column].type)}`),
      h('span', {class: 'dim', title: 'Time of the last page on the server'}, icon('clock'), duration(source.lastMs)));
    void row;
  }

  async countExactly() {
    try { await this.rows.countExactly(); this.statusText = ''; this.showStatus(); }
    catch (failure) { toast(failure.message, 'error'); }
  }

  chooseColumns() {
    const list = h('div', {class: 'checks'}, this.table.columns.map((column) => h('label', {},
      h('input', {type: 'checkbox', checked: !this.hidden.has(column.name), onchange: (event) => {
        if (event.target.checked) this.hidden.delete(column.name);
        else this.hidden.add(column.name);
        storage(`hidden.${this.table.schema}.${this.table.name}`, [...this.hidden]);
        this.setColumns();
      }}), h('span', {}, column.name), h('span', {class: 'dim'}, shortType(column.type)))));
    const all = (visible) => {
      this.hidden = new Set(visible ? [] : this.table.columns.slice(1).map((column) => column.name));
      for (const [index, input] of [...list.querySelectorAll('input')].entries()) input.checked = visible || index === 0;
      storage(`hidden.${this.table.schema}.${this.table.name}`, [...this.hidden]);
      this.setColumns();
    };
    const box = dialog('columns-dialog', h('h2', {}, 'Columns'), list, h('footer', {},
      button('All', '', () => all(true), {class: 'plain'}), button('First only', '', () => all(false), {class: 'plain'}),
      h('span', {class: 'spring'}), button('Done', '', () => box.close(), {class: 'primary'})));
  }

  copy() {
    const chosen = [...this.rows.rows].filter((row) => this.chosen.has(row.rowKey));
    const text = chosen.length ? chosen.map((row) => this.columns.map((column) => this.valueOf(row, column) ?? '').join('\t')).join('\n')
      : String(this.activeRow ? this.valueOf(this.activeRow, this.activeColumn) ?? '' : '');
    navigator.clipboard?.writeText(text).then(() => toast('Copied'));
  }

  onKey(event) {
    const far = event.ctrlKey || event.metaKey;
    const act = (action) => { event.preventDefault(); action(); };
    if (far && event.key === 'c') return act(() => this.copy());
    if (far && event.key === 'Backspace' && this.mayEdit && this.activeRow) return act(() => this.stage(this.activeRow, this.activeColumn, null));
    if (far || event.altKey) return undefined;
    if (event.key === 'Enter' || event.key === 'F2') return act(() => this.edit());
    if (event.key === ' ' && this.activeRow) return act(() => this.toggleChosen(this.activeRow));
    if (event.key === 'Delete' && event.shiftKey && this.mayEdit) return act(() => this.remove());
    if (event.key === 'Escape') return act(() => { this.chosen.clear(); this.grid.draw(true); });
    if (event.key === '/') return act(() => this.filterBar.toggle(true));
    if (event.key === 'i') return act(() => this.inspector.toggle());
    if (event.key === 'r') return act(() => this.reload());
    if (event.key === 'n' && this.mayEdit) return act(() => this.addRow());
    if (event.key === 'd' && this.mayEdit) return act(() => this.duplicate());
    if (event.key === 's' || event.key === 'S') return act(() => this.activeColumn && this.sortBy(this.activeColumn, event.shiftKey));
    if (event.key === 'f' && this.activeRow) {
      const reference = this.referenceOf(this.activeColumn);
      if (reference) return act(() => this.follow(this.activeRow, reference));
    }
    return undefined;
  }
}

const short = (number) => number < 100000 ? String(number) : number < 1e6 ? `${Math.floor(number / 1000)}k` : `${(number / 1e6).toFixed(number < 1e8 ? 3 : 1)}M`;
