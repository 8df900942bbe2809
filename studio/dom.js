// SPDX-License-Identifier: MIT
// Builds elements. Text only ever becomes text: nothing in the studio parses a string as HTML.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') Object.assign(element.style, value);
    else if (name === 'value' || name === 'checked' || name === 'disabled') element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

export function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/// h('button', {class: 'plain', onclick}, 'Save')
export function h(tag, properties, ...children) {
  return fill(document.createElement(tag), properties, children);
}

export function s(tag, properties, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

export function replace(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

const ICONS = {
  table: 'M3 4.5h14v11H3zM3 8.5h14M8 8.5v7',
  view: 'M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  key: 'M12.5 8.5a3 3 0 1 0-2.2 2.9l1 1h1.4v1.4h1.4v1.4h2v-2l-3.9-3.9c.2-.3.3-.6.3-.8z',
  arrow: 'M5 10h9M10.5 6.5 14 10l-3.5 3.5',
  filter: 'M3.5 5h13l-5 6v4.5l-3-1.5v-3z',
  columns: 'M3.5 4.5h13v11h-13zM8 4.5v11M12.5 4.5v11',
  refresh: 'M15.5 8A6 6 0 1 0 16 11.5M16 4v4h-4',
  plus: 'M10 4.5v11M4.5 10h11',
  copy: 'M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3',
  trash: 'M4.5 6h11M8 6V4.5h4V6M6 6l.7 9.5h6.6L14 6',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  menu: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
  play: 'M6.5 4.5v11l9-5.5z',
  stop: 'M5.5 5.5h9v9h-9z',
  download: 'M10 4v8.5M6.5 9.5 10 13l3.5-3.5M4 16h12',
  upload: 'M10 12.5V4M6.5 7.5 10 4l3.5 3.5M4 16h12',
  sort: 'M6 4.5v11M3.5 13 6 15.5 8.5 13M11 6h6M11 10h4.5M11 14h3',
  sun: 'M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM10 2.5v1.6M10 15.9v1.6M2.5 10h1.6M15.9 10h1.6M4.7 4.7l1.1 1.1M14.2 14.2l1.1 1.1M4.7 15.3l1.1-1.1M14.2 5.8l1.1-1.1',
  search: 'M9 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM12.8 12.8 16.5 16.5',
  panel: 'M3.5 4.5h13v11h-13zM12 4.5v11',
  up: 'M5.5 12 10 7.5l4.5 4.5', down: 'M5.5 8l4.5 4.5L14.5 8', right: 'M8 5.5l4.5 4.5L8 14.5',
  lock: 'M5 9.5h10v6.5H5zM7 9.5V7a3 3 0 0 1 6 0v2.5',
  clock: 'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM10 6.5V10l2.5 1.5',
  check: 'M4.5 10.5 8.5 14l7-8',
  fit: 'M4 7.5V4h3.5M12.5 4H16v3.5M16 12.5V16h-3.5M7.5 16H4v-3.5',
  data: 'M3 4.5h14v11H3zM3 8.5h14M8 8.5v7', sql: 'M4.5 6 8 10l-3.5 4M10 14h6',
  diagram: 'M3.5 4h5v4h-5zM11.5 12h5v4h-5zM6 8v6h5.5', migrations: 'M5.5 3.5v13M5.5 6h6l2-1.5V10l-2-1.5h-6',
};

export function icon(name) {
  return s('svg', {viewBox: '0 0 20 20', class: 'icon', 'aria-hidden': 'true'}, s('path', {d: ICONS[name]}));
}

export function button(text, iconName, onclick, properties) {
  return h('button', {type: 'button', onclick: onclick ?? undefined, ...properties}, iconName && icon(iconName),
    text && h('span', {}, text));
}

/// A dialog that closes on Escape and on a click beside it. Gives the dialog.
export function dialog(className, ...children) {
  const element = h('dialog', {class: className}, ...children);
  element.addEventListener('click', (event) => { if (event.target === element) element.close(); });
  element.addEventListener('close', () => element.remove());
  document.body.append(element);
  element.showModal();
  return element;
}

export function toast(message, kind = 'info') {
  let stack = document.querySelector('.toasts');
  if (!stack) document.body.append(stack = h('div', {class: 'toasts', role: 'status'}));
  const one = h('div', {class: `toast ${kind}`}, message);
  stack.append(one);
  setTimeout(() => one.remove(), kind === 'error' ? 8000 : 3000);
}

export function download(name, type, text) {
  const link = h('a', {href: URL.createObjectURL(new Blob([text], {type})), download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export const count = (number) => Math.round(number).toLocaleString('en-US');

export function bytes(number) {
  for (const unit of ['B', 'kB', 'MB', 'GB']) {
    if (number < 1000 || unit === 'GB') return `${number < 10 && unit !== 'B' ? number.toFixed(1) : Math.round(number)} ${unit}`;
    number /= 1024;
  }
}

export function duration(ms) {
  if (ms < 1) return `${ms.toFixed(2)} ms`;
  return ms < 1000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
