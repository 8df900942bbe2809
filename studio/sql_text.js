// SPDX-License-Identifier: MIT
// Colours SQL. A picture only: what runs is decided by the server's own lexer.
import {h, append} from './dom.js';

const KEYWORDS = new Set(('select from where group by order having limit offset insert into values update set delete ' +
  'create table view index unique alter drop add column constraint primary key foreign references on cascade ' +
  'join left right full inner outer cross lateral using as and or not null is in exists between like ilike case ' +
  'when then else end distinct all union except intersect with recursive returning begin commit rollback ' +
  'explain analyze buffers type enum schema if do default check asc desc nulls first last true false show table ' +
  'trigger function procedure language returns replace grant revoke to for each row execute cast over partition ' +
  'window filter any some array only').split(' '));

const PIECES = /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(\$([A-Za-z_]*)\$[\s\S]*?(?:\$\3\$|$)|[eE]?'(?:[^']|'')*(?:'|$))|("(?:[^"]|"")*(?:"|$))|(\b\d+(?:\.\d+)?\b)|([A-Za-z_\u0080-\uffff][\w\u0080-\uffff$]*)|([\s\S])/g;

export function paint(element, text) {
  element.replaceChildren();
  let plain = '';
  const flush = () => { if (plain) element.append(document.createTextNode(plain)); plain = ''; };
  for (const [piece, comment, string, , name, number, word] of text.matchAll(PIECES)) {
    const kind = comment ? 'c' : string ? 's' : name ? 'n' : number ? 'd'
      : word && KEYWORDS.has(word.toLowerCase()) ? 'k' : '';
    if (!kind) { plain += piece; continue; }
    flush();
    element.append(h('span', {class: `sql-${kind}`}, piece));
  }
  flush();
  return element;
}

export function sqlBlock(text) {
  return paint(h('pre', {class: 'sql'}), text);
}

/// A text area over its coloured picture.
export function sqlEditor(value, properties) {
  const picture = h('pre', {class: 'sql under', 'aria-hidden': 'true'});
  const area = h('textarea', {spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', value, ...properties});
  const update = () => {
    if (area.value.length < 60000) { paint(picture, `${area.value}\n`); area.classList.remove('bare'); }
    else { picture.replaceChildren(); area.classList.add('bare'); }
    picture.scrollTop = area.scrollTop;
    picture.scrollLeft = area.scrollLeft;
  };
  area.addEventListener('input', update);
  area.addEventListener('scroll', () => { picture.scrollTop = area.scrollTop; picture.scrollLeft = area.scrollLeft; });
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab' || event.shiftKey || event.ctrlKey) return;
    event.preventDefault();
    area.setRangeText('  ', area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', {bubbles: true}));
  });
  const box = h('div', {class: 'sql-editor'}, picture, area);
  update();
  return {box, area, update};
}

export {append};
