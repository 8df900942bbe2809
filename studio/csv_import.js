// SPDX-License-Identifier: MIT
// A CSV file becomes new rows that are staged like any others: seen, shown as SQL, saved together.
import {h, button, replace, dialog, toast, count} from './dom.js';
import {parseCsv, separatorOf} from './csv.js';
import {shortType} from './values.js';
import {staged} from './staged.js';

const MOST = 5000;
const SHOWN = 6;
const SEPARATORS = [[',', 'comma'], [';', 'semicolon'], ['\t', 'tab'], ['|', 'bar']];

const plain = (name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

class Import {
  constructor(page) {
    this.page = page;
    this.columns = page.table.columns.filter((column) => !column.generated && column.identity !== 'a');
    this.file = h('input', {type: 'file', accept: '.csv,.tsv,.txt,text/csv', 'aria-label': 'CSV file', onchange: () => this.read(this.file.files[0])});
    this.drop = h('label', {class: 'drop'}, h('b', {}, 'Choose a CSV file'), h('span', {class: 'dim'}, 'or drop it here'), this.file);
    this.body = h('div', {class: 'import-body'});
    this.go = button('Stage rows', 'check', () => this.stage(), {class: 'primary stage-rows', disabled: true});
    this.box = dialog('import-dialog', h('h2', {}, `Import into ${page.table.name}`), this.drop, this.body,
      h('footer', {}, button('Close', '', () => this.box.close(), {class: 'plain'}), this.go));
    this.box.addEventListener('dragover', (event) => { event.preventDefault(); this.drop.classList.add('over'); });
    this.box.addEventListener('dragleave', () => this.drop.classList.remove('over'));
    this.box.addEventListener('drop', (event) => { event.preventDefault(); this.drop.classList.remove('over'); this.read(event.dataTransfer.files[0]); });
  }

  async read(file) {
    if (!file) return;
    if (file.size > 7_000_000) return toast('The file is larger than 7 MB; psql\'s \\copy is made for such', 'error');
    this.text = await file.text();
    replace(this.drop.querySelector('b'), file.name);
    replace(this.drop.querySelector('.dim'), 'choose another one, or drop it here');
    this.separator = separatorOf(this.text);
    this.parse();
  }

  parse() {
    const {rows, error} = parseCsv(this.text, this.separator, MOST + 2);
    this.error = error;
    this.rows = rows;
    const first = rows[0] ?? [];
    const known = new Set(this.columns.map((column) => plain(column.name)));
    this.hasNames = rows.length > 0 && first.some((name) => name !== null && known.has(plain(name)));
    this.match();
    this.draw();
  }

  /// By name where the first line has names, by place otherwise.
  match() {
    const first = this.rows[0] ?? [];
    this.targets = first.map((name, place) => this.hasNames
      ? this.columns.find((column) => name !== null && (column.name === name || plain(column.name) === plain(name))) ?? null
      : this.columns[place] ?? null);
  }

  get lines() { return this.hasNames ? this.rows.slice(1) : this.rows; }

  draw() {
    const {lines, error} = this;
    const tooMany = lines.length > MOST;
    const used = this.targets.filter(Boolean);
    const isTwice = new Set(used).size < used.length;
    const width = Math.max(0, ...lines.slice(0, MOST).map((line) => line.length));
    const trouble = error ? `Line ${count(error.line)}: ${error.message}.`
      : lines.length === 0 ? 'The file has no rows.'
        : tooMany ? `The file has more than ${count(MOST)} rows; psql's \\copy is made for such.`
          : isTwice ? 'One column is the target of two fields.'
            : used.length === 0 ? 'No field has a column yet.' : '';
    this.go.disabled = trouble !== '';
    replace(this.go.querySelector('span'), `Stage ${count(lines.length)} row${lines.length === 1 ? '' : 's'}`);
    const separator = h('select', {'aria-label': 'Separator', onchange: () => { this.separator = separator.value; this.parse(); }},
      SEPARATORS.map(([sign, word]) => h('option', {value: sign}, word)));
    separator.value = this.separator;
    const fields = Array.from({length: Math.max(width, this.targets.length)}, (_, place) => place);
    replace(this.body, h('div', {class: 'import-line'}, h('label', {class: 'check'}, 'Separator', separator),
      h('label', {class: 'check'}, h('input', {type: 'checkbox', checked: this.hasNames, onchange: (event) => { this.hasNames = event.target.checked; this.match(); this.draw(); }}), 'the first line holds names'),
      h('span', {class: 'dim'}, 'An empty field is NULL, or the default where NULL is not allowed.')),
    trouble && h('p', {class: 'import-trouble', role: 'alert'}, trouble),
    lines.length > 0 && h('div', {class: 'import-scroll'}, h('table', {class: 'import-table'},
      h('thead', {}, h('tr', {}, fields.map((place) => h('th', {}, this.choice(place))))),
      h('tbody', {}, lines.slice(0, SHOWN).map((line) => h('tr', {}, fields.map((place) => h('td', {class: this.targets[place] ? '' : 'dim'},
        (line[place] ?? null) === null ? h('span', {class: 'null'}, 'NULL') : line[place] === '' ? h('span', {class: 'empty'}, 'empty') : line[place].slice(0, 60)))))))),
    lines.length > SHOWN && h('p', {class: 'dim'}, `… and ${count(Math.min(lines.length, MOST) - SHOWN)} more`));
  }

  choice(place) {
    const name = this.hasNames ? this.rows[0][place] : null;
    const select = h('select', {'aria-label': `Column of field ${place + 1}`, onchange: () => {
      this.targets[place] = this.columns.find((column) => String(column.attnum) === select.value) ?? null;
      this.draw();
    }}, h('option', {value: ''}, '— leave out —'), this.columns.map((column) => h('option', {value: column.attnum}, `${column.name} · ${shortType(column.type)}`)));
    select.value = this.targets[place] ? String(this.targets[place].attnum) : '';
    return [h('span', {class: 'dim import-name'}, name ?? `field ${place + 1}`), select];
  }

  stage() {
    const sets = this.lines.map((line) => {
      const set = {};
      this.targets.forEach((column, place) => {
        if (!column) return;
        const value = line[place] ?? null;
        const takesDefault = value === null && column.notNull && (column.default !== null || column.identity);
        if (!takesDefault) set[column.attnum] = column.base === 'bool' && value !== null ? value.trim() : value;
      });
      return set;
    });
    staged.addAll(this.page.table, sets);
    this.box.close();
    this.page.showNewRows();
    toast(`${count(sets.length)} rows are staged; Save makes them`);
  }
}

export function importCsv(page) { return new Import(page); }
