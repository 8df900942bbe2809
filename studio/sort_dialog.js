// SPDX-License-Identifier: MIT
// Sorting by several columns: which, in what order, in which direction.
import {h, icon, button, replace, dialog} from './dom.js';

/// A click sorts by one column; with Shift it adds the column to the others, turns it round, takes it out.
export function nextSort(sort, attnum, isAdded) {
  const now = sort.find((one) => one.attnum === attnum);
  if (!isAdded) {
    const isAlone = now && sort.length === 1;
    return !isAlone ? [{attnum, desc: false}] : now.desc ? [] : [{attnum, desc: true}];
  }
  if (!now) return [...sort, {attnum, desc: false}];
  if (!now.desc) return sort.map((one) => one === now ? {attnum, desc: true} : one);
  return sort.filter((one) => one !== now);
}

export function openSortDialog(page) {
  const lines = h('div', {class: 'sort-lines'});
  const {columns} = page.table;
  const set = (sort) => { page.view.sort = sort; page.applyView(); draw(); };
  const line = (term, place) => {
    const {sort} = page.view;
    const change = (values) => set(sort.map((one) => one === term ? {...term, ...values} : one));
    const column = h('select', {class: 'sort-column', 'aria-label': `Column ${place + 1}`, onchange: () => change({attnum: Number(column.value)})},
      columns.filter((one) => one.attnum === term.attnum || !sort.some((other) => other.attnum === one.attnum))
        .map((one) => h('option', {value: one.attnum}, one.name)));
    column.value = String(term.attnum);
    const direction = h('select', {class: 'sort-direction', 'aria-label': 'Direction', onchange: () => change({desc: direction.value === 'desc'})},
      h('option', {value: 'asc'}, 'ascending'), h('option', {value: 'desc'}, 'descending'));
    direction.value = term.desc ? 'desc' : 'asc';
    const up = () => set([...sort.slice(0, place - 1), term, sort[place - 1], ...sort.slice(place + 1)]);
    return h('div', {class: 'sort-line'}, h('span', {class: 'dim'}, place === 0 ? 'by' : 'then by'), column, direction,
      h('button', {type: 'button', class: 'tool', disabled: place === 0, 'aria-label': 'Earlier', title: 'Earlier', onclick: up}, icon('up')),
      h('button', {type: 'button', class: 'tool', 'aria-label': 'Remove', title: 'Remove', onclick: () => set(sort.filter((one) => one !== term))}, icon('close')));
  };
  const draw = () => {
    const {sort} = page.view;
    const free = columns.find((one) => !sort.some((term) => term.attnum === one.attnum));
    replace(lines, sort.map(line), sort.length === 0 && h('p', {class: 'dim'}, 'The rows stand in the order of their key.'),
      free && button('Column', 'plus', () => set([...sort, {attnum: free.attnum, desc: false}]), {class: 'plain small add-sort'}));
  };
  draw();
  const box = dialog('sort-dialog', h('h2', {}, 'Sort'), lines,
    h('p', {class: 'dim hint'}, 'In the header: a click sorts by one column, Shift and a click adds another.'),
    h('footer', {}, button('None', '', () => set([]), {class: 'plain'}), h('span', {class: 'spring'}), button('Done', '', () => box.close(), {class: 'primary'})));
}
