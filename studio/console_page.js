// SPDX-License-Identifier: MIT
// The SQL console.
import {h, icon, button, replace, toast, count, duration} from './dom.js';
import {call, newId} from './api.js';
import {state, storage} from './state.js';
import {sqlEditor, sqlBlock} from './sql_text.js';
import {Grid, fittingWidth} from './grid.js';
import {ListSource} from './row_source.js';
import {show, showWhole, shortType} from './values.js';
import {planView} from './plan.js';
import {exportRows} from './exports.js';

const kept = {text: null, results: null, mode: 'run', chosen: 0};

export class ConsolePage {
  constructor() {
    this.editor = sqlEditor(kept.text ?? storage('console') ?? 'select *\nfrom pg_stat_activity\nlimit 20;', {
      class: 'console-text', 'aria-label': 'SQL', placeholder: 'SQL; several statements are separated by semicolons'});
    this.editor.area.addEventListener('input', () => { kept.text = this.editor.area.value; storage('console', kept.text); });
    this.editor.area.addEventListener('keydown', (event) => this.onKey(event));
    this.atomic = h('input', {type: 'checkbox', checked: true});
    this.runButton = button('Run', 'play', () => this.run('run'), {class: 'primary run', title: 'Ctrl+Enter; a selection runs alone'});
    this.stopButton = button('Cancel', 'stop', () => this.cancel(), {class: 'plain stop', hidden: true});
    this.note = h('span', {class: 'dim'}, state.hello.write ? '' : 'read-only: select, with, values, table, show, explain');
    this.results = h('div', {class: 'results'});
    const resizer = h('div', {class: 'resizer', onpointerdown: (event) => this.resize(event)});
    this.top = h('div', {class: 'console-top'}, this.editor.box,
      h('div', {class: 'console-tools'}, this.runButton,
        button('Explain', '', () => this.run('explain'), {class: 'plain explain', title: 'The plan, without running'}),
        button('Analyze', '', () => this.run('analyze'), {class: 'plain analyze', title: 'Runs, measures, and rolls back'}),
        this.stopButton, button('History', 'clock', (event) => this.showHistory(event), {class: 'plain history'}), h('span', {class: 'spring'}),
        state.hello.write && h('label', {class: 'check', title: 'All statements in one transaction: if one fails, none has happened'}, this.atomic, 'one transaction'), this.note));
    this.element = h('section', {class: 'page console-page'}, this.top, resizer, this.results);
    if (kept.results) this.showResults();
    else this.showHint();
    setTimeout(() => this.editor.area.focus(), 0);
  }

  leave() {}

  showHint() {
    replace(this.results, h('div', {class: 'hint-box'}, h('p', {}, h('kbd', {}, 'Ctrl'), ' ', h('kbd', {}, 'Enter'), ' runs everything, or what is selected.'),
      h('p', {class: 'dim'}, 'Analyze measures a statement and rolls it back. Results are cut after 1,000 rows.')));
  }

  resize(event) {
    const begin = event.clientY - this.top.offsetHeight;
    const move = (to) => { this.top.style.height = `${Math.max(120, Math.min(to.clientY - begin, innerHeight - 200))}px`; };
    addEventListener('pointermove', move);
    addEventListener('pointerup', () => removeEventListener('pointermove', move), {once: true});
  }

  onKey(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      this.run(event.shiftKey ? 'analyze' : 'run');
    } else if (event.key === 'Escape' && this.running) this.cancel();
  }

  get text() {
    const {value, selectionStart, selectionEnd} = this.editor.area;
    return selectionEnd > selectionStart ? value.slice(selectionStart, selectionEnd) : value;
  }

  async run(mode) {
    if (this.running || this.text.trim() === '') return;
    const sql = this.text;
    this.remember(sql);
    this.running = newId();
    this.runButton.disabled = true;
    this.stopButton.hidden = false;
    const begin = performance.now();
    const ticking = setInterval(() => { this.note.textContent = duration(performance.now() - begin); }, 100);
    try {
      const answer = await call('sql', {sql, mode, id: this.running, atomic: this.atomic.checked});
      kept.results = answer.results;
      const failed = kept.results.findIndex((result) => result.error);
      kept.chosen = failed >= 0 ? failed : kept.results.length - 1;
    } catch (failure) {
      kept.results = [{sql, error: failure.details ?? {message: failure.message}, ms: 0}];
      kept.chosen = 0;
    }
    clearInterval(ticking);
    this.note.textContent = `${kept.results.length} statement${kept.results.length === 1 ? '' : 's'} · ${duration(performance.now() - begin)}`;
    this.running = null;
    this.runButton.disabled = false;
    this.stopButton.hidden = true;
    this.showResults();
  }

  async cancel() {
    const id = this.running;
    if (!id) return;
    try { if (!(await call('cancel', {id})).stopped) toast('Nothing to cancel'); }
    catch (failure) { toast(failure.message, 'error'); }
  }

  remember(sql) {
    const history = (storage('history') ?? []).filter((one) => one.sql !== sql);
    storage('history', [{sql: sql.slice(0, 20000), at: new Date().toISOString(), database: state.hello.database}, ...history].slice(0, 100));
  }

  showHistory(event) {
    const open = document.querySelector('.menu');
    if (open) return open.remove();
    const history = storage('history') ?? [];
    const place = event.currentTarget.getBoundingClientRect();
    const menu = h('div', {class: 'menu history-menu', style: {left: `${place.left}px`, top: `${place.bottom + 4}px`}},
      history.length === 0 && h('p', {class: 'dim'}, 'Nothing was run yet.'),
      history.map((one) => h('button', {type: 'button', class: 'menu-item', onclick: () => {
        this.editor.area.value = one.sql;
        this.editor.area.dispatchEvent(new Event('input'));
        menu.remove();
        this.editor.area.focus();
      }}, h('code', {}, one.sql.replaceAll(/\s+/g, ' ').slice(0, 90)), h('span', {class: 'dim'}, `${one.at.slice(0, 16).replace('T', ' ')} · ${one.database}`))));
    document.body.append(menu);
    setTimeout(() => addEventListener('mousedown', function beside(press) {
      if (menu.contains(press.target)) return;
      menu.remove();
      removeEventListener('mousedown', beside);
    }), 0);
    return undefined;
  }

  showResults() {
    const chosen = kept.results[kept.chosen] ?? kept.results[0];
    replace(this.results,
      h('div', {class: 'tabs result-tabs', role: 'tablist'}, kept.results.map((result, index) =>
        h('button', {type: 'button', role: 'tab', title: result.sql, class: result.error ? 'failed' : '', 'aria-selected': String(result === chosen),
          onclick: () => { kept.chosen = index; this.showResults(); }},
          h('span', {}, `${index + 1} `), firstWords(result.sql), h('span', {class: 'dim'}, ` ${summary(result)}`)))),
      this.showResult(chosen));
  }

  showResult(result) {
    if (result.error) {
      const {message, detail, hint, sqlstate} = result.error;
      return h('div', {class: 'result-error', role: 'alert'}, h('b', {}, message), detail && h('p', {}, detail), hint && h('p', {}, `Hint: ${hint}`),
        h('p', {class: 'dim'}, [sqlstate && `SQLSTATE ${sqlstate}`, result.rolledBack && 'The transaction was rolled back: nothing was changed.'].filter(Boolean).join(' · ')), sqlBlock(result.sql));
    }
    if (result.plan) return planView(result.plan, result.sql);
    if (!result.columns) return h('div', {class: 'hint-box'}, h('p', {}, h('b', {}, result.command || 'done')), h('p', {class: 'dim'}, duration(result.ms)));
    return this.showRows(result);
  }

  showRows(result) {
    const columns = result.columns.map((column) => {
      const right = /^(smallint|integer|bigint|numeric|real|double precision)$/.test(column.type);
      return {...column, right, described: describe(column)};
    });
    const detail = h('aside', {class: 'inspector', hidden: true});
    const grid = new Grid({
      source: new ListSource(result.rows), label: 'result',
      header: (column) => h('div', {class: 'head-button', title: column.type}, h('span', {class: 'head-name'}, h('b', {}, column.name)), h('span', {class: 'head-type'}, shortType(column.type))),
      cell: (row, index) => show(row[index], columns[index].described),
      onactive: () => update(), onopen: () => { detail.hidden = false; update(); },
      onkey: (event) => {
        if (event.key === 'Enter' || event.key === 'i') { event.preventDefault(); detail.hidden = !detail.hidden; update(); }
        if ((event.ctrlKey || event.metaKey) && event.key === 'c') navigator.clipboard?.writeText(result.rows[grid.active.row]?.[grid.active.column] ?? '').then(() => toast('Copied'));
      },
    });
    const update = () => {
      if (detail.hidden || result.rows.length === 0) return;
      const column = columns[grid.active.column];
      replace(detail, h('header', {}, h('h3', {}, column.name), h('span', {class: 'spring'}), button('', 'close', () => { detail.hidden = true; }, {class: 'tool', 'aria-label': 'Close'})),
        h('div', {class: 'inspector-body'}, showWhole(result.rows[grid.active.row][grid.active.column], column.described)));
    };
    const samples = result.rows.slice(0, 40);
    grid.setColumns(columns.map((column, index) => ({...column, width: fittingWidth(column.name, shortType(column.type), samples.map((row) => row[index]))})));
    return [h('div', {class: 'split'}, h('div', {class: 'split-main'}, grid.element), detail),
      h('div', {class: 'status'}, h('span', {class: 'count'}, `${count(result.rows.length)} row${result.rows.length === 1 ? '' : 's'}${result.cut ? ', the first of more' : ''}`),
        h('span', {class: 'spring'}), ['csv', 'json', 'sql'].map((format) => button(format.toUpperCase(), '', () => exportRows(format, 'result', result.columns, result.rows), {class: 'link'})),
        h('span', {class: 'dim'}, icon('clock'), duration(result.ms)))];
  }
}

const firstWords = (sql) => { const line = sql.replaceAll(/\s+/g, ' '); return line.length > 26 ? `${line.slice(0, 25)}…` : line; };
const summary = (result) => result.error ? 'failed' : result.plan ? 'plan' : result.columns ? `${count(result.rows.length)} rows` : result.command?.toLowerCase() ?? '';

/// What the values module wants to know, from a type's name alone.
function describe(column) {
  const {type} = column;
  const base = type.endsWith('[]') ? 'array' : {boolean: 'bool'}[type] ?? type;
  const category = type.endsWith('[]') ? 'A' : /^(timestamp|time)/.test(type) ? 'D' : /^(smallint|integer|bigint|numeric|real|double)/.test(type) ? 'N' : 'S';
  return {base, category, kind: 'b', type, name: column.name};
}
