// SPDX-License-Identifier: MIT
// Edits one cell in place, with what fits its type.
import {h, button, toast} from './dom.js';
import {call} from './api.js';
import {kindOf} from './values.js';
import {ReferencePicker} from './reference_picker.js';

async function wholeValue(page, row, column) {
  const value = page.valueOf(row, column);
  if (!row.cut?.[column.attnum] || page.changeOf(row)?.set?.[column.attnum] !== undefined) return value;
  return (await call('cell', {oid: page.oid, id: row.id, attnum: column.attnum})).value;
}

function control(column, value, reference) {
  const kind = kindOf(column);
  const text = value === null || typeof value === 'object' ? '' : value;
  if (reference) return h('input', {class: 'editor-input', type: 'text', value: text, spellcheck: 'false', autocomplete: 'off', 'data-before': text, placeholder: `key or name of ${reference.table}`});
  const choices = kind === 'boolean' ? ['true', 'false'] : kind === 'enum' && column.labels ? column.labels : null;
  if (choices) {
    const now = kind === 'boolean' ? (text === 't' || text === 'true' ? 'true' : text === '' ? '' : 'false') : text;
    const options = now === '' ? [h('option', {value: ''}, '—')] : [];
    const select = h('select', {class: 'editor-input', size: Math.min(8, Math.max(2, choices.length + options.length))},
      options, choices.map((choice) => h('option', {value: choice}, choice)));
    select.value = now;
    return select;
  }
  if (kind === 'date' && (text === '' || /^\d{4}-\d\d-\d\d$/.test(text))) return h('input', {class: 'editor-input', type: 'date', value: text});
  const isLong = ['json', 'array'].includes(kind) || text.length > 60 || text.includes('\n') || ['text', 'xml'].includes(column.base);
  if (!isLong) return h('input', {class: `editor-input${kind === 'number' ? ' right' : ''}`, type: 'text', value: text, spellcheck: 'false',
    inputmode: kind === 'number' ? 'decimal' : null, placeholder: kind === 'time' ? '2026-01-31 12:00:00' : null});
  const lines = Math.min(14, Math.max(3, text.split('\n').length + 1, Math.ceil(text.length / 60)));
  return h('textarea', {class: `editor-input${kind === 'text' ? '' : ' mono'}`, rows: lines, value: kind === 'json' ? pretty(text) : text, spellcheck: 'false'});
}

/// Indents without touching a number's digits or a key's order.
export function pretty(text) {
  try { JSON.parse(text); } catch { return text; }
  let out = '';
  let depth = 0;
  for (const [piece] of text.matchAll(/"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    if (piece === '{' || piece === '[') out += `${piece}\n${'  '.repeat(++depth)}`;
    else if (piece === '}' || piece === ']') out = `${out.trimEnd()}\n${'  '.repeat(--depth)}${piece}`;
    else if (piece === ',') out += `,\n${'  '.repeat(depth)}`;
    else out += piece === ':' ? ': ' : piece;
  }
  return out.replace(/\{\s+\}/g, '{}').replace(/\[\s+\]/g, '[]');
}

/// Takes: initial, the text that the user has begun to type.
export async function openEditor(page, row, column) {
  document.querySelector('.editor')?.remove();
  let value;
  try { value = await wholeValue(page, row, column); } catch (failure) { return toast(failure.message, 'error'); }
  const reference = page.referenceOf(column);
  const input = control(column, value, reference);
  const before = input.value;
  let isDone = false;
  const close = () => {
    if (isDone) return;
    isDone = true;
    box.remove();
    page.grid.element.focus({preventScroll: true});
  };
  const take = (changed) => { page.stage(row, column, changed); close(); };
  const save = () => input.value === before && !(value === null && row.isNew && input.value !== '') ? close()
    : take(kindOf(column) === 'boolean' ? (input.value === 'true' ? 't' : 'f') : input.value);
  const picker = reference && new ReferencePicker(reference, input, reference.columns.indexOf(column.attnum), (values) => {
    for (const [attnum, chosen] of Object.entries(values)) page.stage(row, page.table.columns.find((one) => one.attnum === Number(attnum)), chosen);
    close();
  });
  const box = h('div', {class: 'editor', role: 'dialog', 'aria-label': `Edit ${column.name}`}, input, picker?.element,
    h('div', {class: 'editor-foot'},
      !column.notNull && button('NULL', '', () => take(null), {class: 'plain small set-null'}),
      (column.default !== null || column.identity) && button('Default', '', () => take({default: true}), {class: 'plain small'}),
      ['text', 'json'].includes(kindOf(column)) && input.tagName !== 'SELECT' && column.base !== 'json' && column.base !== 'jsonb' &&
        button('Empty', '', () => take(''), {class: 'plain small'}),
      h('span', {class: 'spring'}), h('span', {class: 'dim hint'}, input.tagName === 'TEXTAREA' ? 'Ctrl+Enter' : 'Enter'),
      button('OK', '', save, {class: 'primary small'})));
  document.body.append(box);
  placeBeside(box, page.grid.cellElement(page.grid.active.row, page.grid.active.column));
  input.focus();
  if (input.select) input.select();
  input.addEventListener('dblclick', () => { if (input.tagName === 'SELECT') save(); });
  box.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') close();
    else if (picker && event.target === input && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) { event.preventDefault(); picker.move(event.key === 'ArrowDown' ? 1 : -1); }
    else if (picker && event.target === input && event.key === 'Enter' && picker.takeMarked()) event.preventDefault();
    else if (event.key === 'Enter' && (input.tagName !== 'TEXTAREA' || event.ctrlKey || event.metaKey) && event.target === input) { event.preventDefault(); save(); }
    else if (event.key === 'Tab' && event.target === input && !event.shiftKey && input.tagName !== 'TEXTAREA') {
      event.preventDefault();
      save();
      page.grid.setActive(page.grid.active.row, page.grid.active.column + 1);
    }
  });
  setTimeout(() => addEventListener('mousedown', function beside(event) {
    if (isDone) return removeEventListener('mousedown', beside);
    if (box.contains(event.target)) return undefined;
    removeEventListener('mousedown', beside);
    return save();
  }), 0);
  return undefined;
}

function placeBeside(box, cell) {
  const at = cell?.getBoundingClientRect() ?? {left: 100, top: 100, bottom: 130, width: 200};
  box.style.minWidth = `${Math.max(200, at.width)}px`;
  const size = box.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(at.top - 1, innerHeight - size.height - 8))}px`;
}
