// SPDX-License-Identifier: MIT
// Results as files. Cells that spreadsheets would run as formulas are made harmless.
import {h, button, dialog, download, toast, count} from './dom.js';
import {call} from './api.js';

const MOST = 100_000;

const csvCell = (value) => {
  if (value === null) return '';
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?[\d.]+(e[+-]?\d+)?$/i.test(value) ? `'${value}` : value;
  return safe === '' || /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
const literal = (value) => {
  if (value === null) return 'null';
  const text = `'${value.replaceAll("'", "''")}'`;
  return value.includes('\\') ? `E${text.replaceAll('\\', '\\\\')}` : text;
};
const isNumber = (type) => /^(smallint|integer|bigint|numeric|real|double precision|oid)/.test(type) && !type.includes('[');

function jsonValue(value, type) {
  if (value === null) return 'null';
  if (type === 'boolean') return value === 't' ? 'true' : 'false';
  if ((type === 'json' || type === 'jsonb')) return value;
  if (isNumber(type) && /^-?\d+(\.\d+)?$/.test(value)) return value;
  return JSON.stringify(value);
}

/// columns: [{name, type}], rows: lists of text or null
export function write(format, name, columns, rows) {
  if (format === 'csv') return [columns.map((column) => csvCell(column.name)), ...rows.map((row) => row.map(csvCell))].map((line) => line.join(',')).join('\r\n') + '\r\n';
  if (format === 'json') return `[\n${rows.map((row) => `  {${row.map((value, i) => `${JSON.stringify(columns[i].name)}: ${jsonValue(value, columns[i].type)}`).join(', ')}}`).join(',\n')}\n]\n`;
  const into = `insert into ${name} (${columns.map((column) => quoted(column.name)).join(', ')}) values\n`;
  const parts = [];
  for (let at = 0; at < rows.length; at += 500)
    parts.push(`${into}${rows.slice(at, at + 500).map((row) => `  (${row.map(literal).join(', ')})`).join(',\n')};\n`);
  return parts.join('\n');
}

const TYPES = {csv: 'text/csv', json: 'application/json', sql: 'application/sql'};

export function exportRows(format, name, columns, rows) {
  download(`${name.replaceAll(/[^\w.-]+/g, '_')}.${format}`, TYPES[format], write(format, quoted(name), columns, rows));
}

/// All rows that the filters let through, page by page.
export function exportTable(page) {
  const state = h('p', {class: 'dim'}, `All rows that match, in the order shown; at most ${count(MOST)}.`);
  let isStopped = false;
  const run = async (format) => {
    const {table, rows} = page;
    const found = [];
    let from = {from: 'start'};
    try {
      while (!isStopped && found.length < MOST) {
        const part = await call('rows', {...rows.request(), limit: 500, whole: true, ...from});
        for (const row of part.rows) found.push(row.c);
        state.textContent = `${count(found.length)} rows …`;
        if (part.atEnd || part.rows.length === 0) break;
        from = part.paging === 'offset' ? {from: 'offset', offset: found.length} : {from: 'after', key: part.rows.at(-1).k};
      }
    } catch (failure) { state.textContent = failure.message; return; }
    if (isStopped) return;
    const shown = page.columns.map((column) => table.columns.indexOf(column));
    download(`${table.name.replaceAll(/[^\w.-]+/g, '_')}.${format}`, TYPES[format],
      write(format, `${quoted(table.schema)}.${quoted(table.name)}`, page.columns, found.map((row) => shown.map((i) => row[i]))));
    toast(`${count(found.length)} rows exported${found.length >= MOST ? ', which is the most; filter for the rest' : ''}`);
    box.close();
  };
  const box = dialog('small', h('h2', {}, `Export ${page.table.name}`), state, h('footer', {},
    ['csv', 'json', 'sql'].map((format) => button(format.toUpperCase(), 'download', () => run(format), {class: 'plain'}))));
  box.addEventListener('close', () => { isStopped = true; });
}
