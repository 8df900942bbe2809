// SPDX-License-Identifier: MIT
// Migrations: applied, pending, and whether the database is what they made.
import {h, button, replace, duration} from './dom.js';
import {call} from './api.js';
import {sqlBlock} from './sql_text.js';

export class MigrationsPage {
  constructor() {
    this.list = h('div', {class: 'migration-list', role: 'listbox', tabindex: '0', 'aria-label': 'Migrations', onkeydown: (event) => this.onKey(event)});
    this.side = h('div', {class: 'migration-side'});
    this.summary = h('span', {class: 'sub'});
    this.notices = h('div', {});
    this.element = h('section', {class: 'page migrations-page'}, h('header', {class: 'toolbar'},
      h('div', {class: 'title'}, h('h1', {}, 'Migrations'), this.summary),
      h('div', {class: 'tools'}, button('Compare with the database', 'search', () => this.compare(), {class: 'tool compare'}),
        button('', 'refresh', () => this.load(), {class: 'tool', 'aria-label': 'Read again'}))), this.notices,
      h('div', {class: 'split'}, this.list, this.side));
    this.load();
  }

  leave() {}

  async load() {
    try { this.found = await call('migrations'); }
    catch (failure) { return replace(this.notices, h('div', {class: 'notice error'}, failure.message)); }
    const {found} = this;
    if (found.folder === null) return replace(this.notices, h('div', {class: 'hint-box'}, h('p', {}, 'No folder of migrations was given.'),
      h('p', {class: 'dim'}, 'Start the studio with ', h('code', {}, '--migrations folder'), '.')));
    const number = (name) => found.migrations.filter((one) => one.state === name).length;
    this.summary.textContent = [...new Set(found.migrations.map((one) => one.state))].map((name) => `${number(name)} ${name}`).join(' · ');
    const notice = (text, kind = 'warning') => h('div', {class: `notice ${kind}`}, text);
    replace(this.notices, found.trouble && notice(found.trouble, 'error'), found.lockHolder && notice(`Migrating at this moment: ${found.lockHolder}`),
      found.missing.length > 0 && notice(`Applied, but not in the folder: ${found.missing.join(', ')}`),
      found.ahead.length > 0 && notice(`Applied by a newer program: ${found.ahead.join(', ')}`),
      found.interrupted.length > 0 && notice(`Begun and not finished: ${found.interrupted.join(', ')}`));
    const newestFirst = [...found.migrations].reverse();
    replace(this.list, newestFirst.map((one) => h('button', {type: 'button', role: 'option', tabindex: '-1', class: 'migration', 'aria-selected': 'false', onclick: (event) => this.show(one, event.currentTarget)},
      h('span', {class: 'migration-name'}, one.name), h('span', {class: `chip state-${one.state.replaceAll(' ', '-')}`}, one.state))));
    if (newestFirst.length) this.show(newestFirst[0], this.list.firstElementChild);
    return undefined;
  }

  show(one, element) {
    for (const other of this.list.children) other.setAttribute('aria-selected', String(other === element));
    const when = one.at && (/^\d{12,}$/.test(one.at) ? new Date(Number(one.at)).toISOString().slice(0, 16).replace('T', ' ') : one.at);
    replace(this.side, h('header', {class: 'migration-head'}, h('h2', {}, one.name),
      h('p', {class: 'dim'}, [one.state, when, one.by, one.ms && duration(Number(one.ms))].filter(Boolean).join(' · '))), sqlBlock(one.sql.replaceAll(/\n?--> statement-breakpoint\n?/g, '\n\n')));
  }

  onKey(event) {
    const at = [...this.list.children].findIndex((one) => one.getAttribute('aria-selected') === 'true');
    const next = this.list.children[at + ({ArrowDown: 1, ArrowUp: -1}[event.key] ?? 0)];
    if (!['ArrowDown', 'ArrowUp'].includes(event.key) || !next) return;
    event.preventDefault();
    next.click();
    next.scrollIntoView({block: 'nearest'});
  }

  async compare() {
    replace(this.side, h('div', {class: 'loading'}, 'Comparing…'));
    for (const other of this.list.children) other.setAttribute('aria-selected', 'false');
    try {
      const {drift} = await call('migrations', {drift: true});
      replace(this.side, h('header', {class: 'migration-head'}, h('h2', {}, drift.length ? `${drift.length} statement${drift.length === 1 ? '' : 's'} of drift` : 'No drift'),
        h('p', {class: 'dim'}, drift.length ? 'What would lead from the database as it is to the newest snapshot. Nothing is run.' : 'The database is what the newest snapshot says.')),
      drift.length > 0 && sqlBlock(drift.join('\n')));
    } catch (failure) { replace(this.side, h('div', {class: 'notice error'}, failure.message)); }
  }
}
