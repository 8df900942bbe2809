// SPDX-License-Identifier: MIT
// The frame: who we are, the list of tables, the pages, the keys that work everywhere.
import {h, icon, button, replace, dialog, toast, count, bytes} from './dom.js';
import {takeToken, setToken, call} from './api.js';
import {state, loadOverview, nameOf, linkTo, readPlace, storage} from './state.js';
import {TablePage} from './table_page.js';
import {ConsolePage} from './console_page.js';
import {DiagramPage} from './diagram_page.js';
import {MigrationsPage} from './migrations_page.js';
import {staged} from './staged.js';

const app = document.getElementById('app');
const PAGES = [['table', 'Data', 'data'], ['sql', 'SQL', 'sql'], ['diagram', 'Diagram', 'diagram'], ['migrations', 'Migrations', 'migrations']];
let page = null;
let lastTable = '#/table';
let main;
let nav;
let sidebar;
let list;

function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

function toggleTheme() {
  const isDark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  setTheme(isDark ? 'light' : 'dark');
  storage('theme', isDark ? 'light' : 'dark');
}

function frame() {
  const {hello} = state;
  list = h('nav', {class: 'tables', 'aria-label': 'Tables'});
  const find = h('input', {type: 'search', class: 'find', placeholder: 'Find a table', 'aria-label': 'Find a table', oninput: () => drawList(find.value),
    onkeydown: (event) => {
      if (event.key === 'Enter') list.querySelector('a')?.click();
      if (event.key === 'ArrowDown') { event.preventDefault(); list.querySelector('a')?.focus(); }
    }});
  list.addEventListener('keydown', (event) => {
    const links = [...list.querySelectorAll('a')];
    const next = links[links.indexOf(document.activeElement) + ({ArrowDown: 1, ArrowUp: -1}[event.key] ?? NaN)];
    if (next) { event.preventDefault(); next.focus(); }
  });
  sidebar = h('aside', {class: 'sidebar'}, h('div', {class: 'sidebar-head'}, find), list);
  nav = h('nav', {class: 'pages', 'aria-label': 'Pages'});
  main = h('main', {});
  const mode = hello.write ? h('span', {class: 'mode writes', title: `Changes are made as ${hello.user}`}, 'read & write')
    : h('span', {class: 'mode', title: `Reading as ${hello.reader}; start with --write to change data`}, icon('lock'), 'read-only');
  replace(app, h('header', {class: 'top'}, button('', 'menu', () => sidebar.classList.toggle('open'), {class: 'tool only-narrow', 'aria-label': 'Tables'}),
    h('div', {class: 'brand'}, h('img', {src: '/icon.svg', alt: '', width: 20, height: 20}), h('b', {}, hello.database), h('span', {class: 'dim only-wide'}, `${hello.user} · PostgreSQL ${hello.version.split(' ')[0]}`)), nav,
    h('span', {class: 'spring'}), mode, button('', 'search', palette, {class: 'tool', title: 'Go to (Ctrl+K)', 'aria-label': 'Go to'}),
    button('', 'sun', toggleTheme, {class: 'tool', title: 'Light or dark', 'aria-label': 'Light or dark'})),
  hello.superuser && h('div', {class: `banner${hello.write ? ' strong' : ''}`}, hello.write
    ? `You are connected as the superuser ${hello.user}: every statement can do everything. A role with fewer rights is safer.`
    : `Connected as the superuser ${hello.user}; ${hello.reader === hello.user ? 'no role with fewer rights is there to read with.' : `the studio reads as ${hello.reader}.`}`),
  h('div', {class: 'below'}, sidebar, main));
  drawList('');
}

const KINDS = {v: 'view', m: 'view', r: 'table', p: 'table', f: 'table'};

function drawList(words) {
  const wanted = words.toLowerCase();
  const found = state.relations.filter((relation) => !relation.partition && nameOf(relation).toLowerCase().includes(wanted));
  const schemas = [...new Set(found.map((relation) => relation.schema))];
  const {oid} = readPlace();
  replace(list, schemas.map((schema) => {
    const inside = found.filter((relation) => relation.schema === schema);
    return h('details', {open: true}, h('summary', {title: state.schemas.find((one) => one.name === schema)?.comment ?? ''}, schema, h('span', {class: 'dim'}, ` ${inside.length}`)),
      inside.map((relation) => h('a', {href: linkTo(relation.oid), class: relation.readable ? '' : 'unreadable', 'aria-current': relation.oid === oid ? 'page' : null,
        title: [relation.comment, relation.bytes !== null && bytes(relation.bytes)].filter(Boolean).join('\n')}, icon(KINDS[relation.kind]),
      h('span', {class: 'table-name'}, relation.name), h('span', {class: 'table-rows'}, relation.rows > 0 ? compact(relation.rows) : relation.rows === 0 ? '0' : ''))));
  }), found.length === 0 && h('p', {class: 'dim none'}, state.relations.length ? 'No table has this name.' : 'There are no tables yet.'));
}

const compact = (number) => number < 10000 ? count(number) : number < 999500 ? `${Math.round(number / 1000)}k` : number < 1e9 ? `${(number / 1e6).toFixed(number < 1e7 ? 1 : 0)}M` : `${(number / 1e9).toFixed(1)}G`;

function go() {
  // The link was opened again in this window.
  if (location.hash.startsWith('#token=') && takeToken()) return begin();
  const place = readPlace();
  const {page: name, oid, view} = place;
  sidebar.classList.remove('open');
  document.querySelectorAll('.menu, .editor').forEach((element) => element.remove());
  if (name === 'table' && oid) lastTable = location.hash;
  replace(nav, PAGES.map(([id, title, image]) => h('a', {href: id === 'table' ? lastTable : `#/${id}`, 'aria-current': id === name ? 'page' : null}, icon(image), h('span', {}, title))));
  page?.leave();
  if (name === 'sql') page = new ConsolePage();
  else if (name === 'diagram') page = new DiagramPage();
  else if (name === 'migrations') page = new MigrationsPage();
  else if (oid) page = new TablePage(oid, view);
  else page = welcome();
  replace(main, page.element);
  document.title = `${name === 'table' && oid ? state.relations.find((one) => one.oid === oid)?.name ?? 'table' : PAGES.find(([id]) => id === name)?.[1] ?? 'Studio'} · ${state.hello.database}`;
  for (const link of list.querySelectorAll('a')) {
    const isHere = link.getAttribute('href') === `#/table/${oid}`;
    if (isHere) { link.setAttribute('aria-current', 'page'); link.scrollIntoView({block: 'nearest'}); }
    else link.removeAttribute('aria-current');
  }
}

function amount(kinds, word) {
  const number = state.relations.filter((one) => kinds.includes(one.kind) && !one.partition).length;
  return number > 0 && `${number} ${word}${number === 1 ? '' : 's'}`;
}

function welcome() {
  const largest = [...state.relations].filter((relation) => relation.rows > 0 && !relation.partition).sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0)).slice(0, 8);
  const sum = state.relations.reduce((total, relation) => total + (relation.partition ? 0 : relation.bytes ?? 0), 0);
  return {leave() {}, element: h('section', {class: 'page welcome'}, h('h1', {}, state.hello.database),
    h('p', {class: 'dim'}, [amount('rp', 'table'), amount('vm', 'view'), bytes(sum)].filter(Boolean).join(', ')),
    largest.length > 0 && h('h3', {}, 'Largest tables'), h('div', {class: 'cards'}, largest.map((relation) => h('a', {class: 'card', href: linkTo(relation.oid)},
      h('b', {}, nameOf(relation)), h('span', {class: 'dim'}, `${compact(relation.rows)} rows · ${bytes(relation.bytes ?? 0)}`)))),
    h('p', {class: 'dim keys'}, h('kbd', {}, 'Ctrl'), ' ', h('kbd', {}, 'K'), ' goes anywhere, ', h('kbd', {}, '?'), ' lists all keys.'))};
}

function palette() {
  if (document.querySelector('.palette')) return;
  const commands = [...state.relations.filter((relation) => !relation.partition).map((relation) => ({title: nameOf(relation), kind: KINDS[relation.kind], act: () => { location.hash = linkTo(relation.oid); }})),
    ...PAGES.map(([id, title, image]) => ({title: `Page: ${title}`, kind: image, act: () => { location.hash = id === 'table' ? lastTable : `#/${id}`; }})),
    {title: 'Light or dark', kind: 'sun', act: toggleTheme}, {title: 'Read the list of tables again', kind: 'refresh', act: refresh}, {title: 'Keyboard shortcuts', kind: 'menu', act: shortcuts},
    ...(page?.review && staged.size ? [{title: 'Show the SQL of the changes', kind: 'sql', act: () => page.review()}] : [])];
  const items = h('div', {class: 'palette-list', role: 'listbox'});
  let at = 0;
  let shown = [];
  const draw = () => {
    const words = input.value.toLowerCase();
    const score = ({title}) => { const text = title.toLowerCase(); return text.startsWith(words) ? 0 : text.includes(words) ? 1 : isSpread(words, text) ? 2 : 9; };
    shown = commands.map((command) => [score(command), command]).filter(([value]) => value < 9).sort((a, b) => a[0] - b[0]).slice(0, 12).map(([, command]) => command);
    at = Math.max(0, Math.min(at, shown.length - 1));
    replace(items, shown.map((command, index) => h('button', {type: 'button', role: 'option', tabindex: '-1', 'aria-selected': String(index === at), onclick: () => choose(index)}, icon(command.kind), command.title)),
      shown.length === 0 && h('p', {class: 'dim none'}, 'Nothing has this name.'));
  };
  const choose = (index) => { const command = shown[index]; box.close(); command?.act(); };
  const input = h('input', {type: 'text', class: 'palette-input', placeholder: 'Go to a table, a page, a command', 'aria-label': 'Go to', oninput: () => { at = 0; draw(); }, onkeydown: (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); at += event.key === 'ArrowDown' ? 1 : -1; draw(); }
    else if (event.key === 'Enter') { event.preventDefault(); choose(at); }
  }});
  const box = dialog('palette', input, items);
  draw();
  input.focus();
}

function isSpread(words, text) {
  let at = 0;
  for (const letter of text) if (letter === words[at]) at++;
  return at === words.length;
}

function shortcuts() {
  const keys = [['Everywhere', [['Ctrl K', 'go to a table, page or command'], ['Alt 1 … 4', 'data, SQL, diagram, migrations'], ['?', 'this list'], ['Ctrl S', 'save the changes']]],
    ['In a table', [['← ↑ → ↓', 'move; with Ctrl to the end'], ['Enter', 'edit, or show the value'], ['/', 'filter'], ['S', 'sort by the column'], ['Shift S', 'sort by it as well'], ['F', 'follow the foreign key'], ['I', 'details of value, row, table'], ['Space', 'choose the row'], ['R', 'read again'], ['Ctrl C', 'copy']]],
    ['With --write', [['N', 'new row'], ['D', 'duplicate'], ['Shift Delete', 'delete'], ['Ctrl Backspace', 'set NULL']]],
    ['SQL', [['Ctrl Enter', 'run all, or the selection'], ['Ctrl Shift Enter', 'run, measure, roll back'], ['Escape', 'cancel']]]];
  const box = dialog('shortcuts', h('h2', {}, 'Keys'), h('div', {class: 'key-groups'}, keys.map(([title, lines]) => h('section', {}, h('h3', {}, title), lines.map(([key, what]) => h('div', {class: 'key-line'},
    h('span', {}, key.split(' ').map((part) => part === '…' ? ' … ' : h('kbd', {}, part))), h('span', {}, what)))))), h('footer', {}, h('span', {class: 'spring'}), button('Close', '', () => box.close(), {class: 'plain'})));
}

async function refresh() {
  try { await loadOverview(); drawList(''); go(); } catch (failure) { toast(failure.message, 'error'); }
}

addEventListener('keydown', (event) => {
  const far = event.ctrlKey || event.metaKey;
  if (!state.hello) return;
  if (far && event.key === 'k') { event.preventDefault(); palette(); }
  else if (far && event.key === 's') { event.preventDefault(); page?.save?.(); }
  else if (event.altKey && event.key >= '1' && event.key <= '4') { event.preventDefault(); const [id] = PAGES[event.key - 1]; location.hash = id === 'table' ? lastTable : `#/${id}`; }
  else if (event.key === '?' && !event.target.closest('input, textarea, select')) { event.preventDefault(); shortcuts(); }
});
addEventListener('beforeunload', (event) => { if (staged.size > 0) event.preventDefault(); });

async function begin() {
  try {
    state.hello = await call('hello');
    await loadOverview();
  } catch (failure) { return askForLink(failure.status === 401 ? '' : failure.message); }
  frame();
  removeEventListener('hashchange', go);
  addEventListener('hashchange', go);
  go();
  return undefined;
}

/// After a reload the token is gone, as it should be: the link has it.
function askForLink(trouble) {
  const input = h('input', {type: 'password', class: 'find', placeholder: 'link or token', 'aria-label': 'Link or token', autocomplete: 'off'});
  replace(app, h('form', {class: 'ask', onsubmit: (event) => { event.preventDefault(); if (setToken(input.value)) begin(); else toast('That is no link of the studio', 'error'); }},
    h('img', {src: '/icon.svg', alt: '', width: 40, height: 40}), h('h1', {}, 'Studio'), trouble && h('p', {class: 'notice error'}, trouble),
    h('p', {class: 'dim'}, 'Open the link that the terminal showed, or paste it here. A reload forgets it on purpose.'), input, button('Open', '', null, {class: 'primary', type: 'submit'})));
  input.focus();
}

setTheme(storage('theme'));
if (takeToken()) begin();
else askForLink('');
