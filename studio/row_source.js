// SPDX-License-Identifier: MIT
// The rows around what is visible, fetched by key: never all, never counted.
import {call, newId} from './api.js';

const PAGE = 200;
const KEPT = 4000;

/// `get(i)` gives a row or undefined; `need(first, last)` fetches. Positions in a large table are estimates
/// that become exact at both ends.
export class RowSource {
  /// changed(): rows arrived. moved(n): rows now stand n places further down.
  constructor(table, {changed, moved, failed}) {
    this.table = table;
    this.report = {changed, moved, failed};
    this.sort = [];
    this.filters = [];
    this.where = '';
    this.reset();
  }

  reset() {
    this.generation = (this.generation ?? 0) + 1;
    this.rows = [];
    this.base = 0;
    this.total = 0;
    this.isExact = false;
    this.atStart = true;
    this.atEnd = false;
    this.paging = 'key';
    this.order = [];
    this.key = [];
    this.isLoading = false;
    this.lastMs = 0;
    this.asked = null;
  }

  get isFiltered() { return this.filters.length > 0 || this.where.trim() !== ''; }

  get(index) { return this.rows[index - this.base]; }

  async start(limit = PAGE) {
    this.reset();
    const page = await this.fetch({from: 'start', limit});
    if (!page) return;
    this.take(page, 0);
    if (this.atEnd) return this.report.changed();
    this.total = this.guess(this.isFiltered ? 0 : page.estimate);
    this.report.changed();
    if (!this.isFiltered) return;
    const generation = this.generation;
    try {
      const found = await call('count', this.request({exact: false}));
      if (generation !== this.generation || this.isExact || this.atEnd) return;
      this.total = this.guess(found.count);
      this.report.changed();
    } catch { /* an estimate is a courtesy */ }
  }

  /// There is at least one row more than those that are here.
  guess(estimate) { return estimate > this.rows.length ? Math.round(estimate) : this.rows.length + PAGE; }

  request(more) {
    return {oid: this.table.oid, sort: this.sort, filters: this.filters, where: this.where, ...more};
  }

  async fetch(more) {
    const generation = this.generation;
    this.isLoading = true;
    try {
      const page = await call('rows', this.request({limit: PAGE, ...more}));
      if (generation !== this.generation) return null;
      this.lastMs = page.ms;
      this.order = page.order;
      this.key = page.key;
      this.paging = page.paging;
      return page;
    } catch (failure) {
      if (generation === this.generation) { this.isLoading = false; this.report.failed(failure); }
      return null;
    } finally {
      if (generation === this.generation) this.isLoading = false;
    }
  }

  /// A page that has nothing to do with what was there.
  take(page, base) {
    this.rows = page.rows;
    this.base = base;
    this.atStart = page.atStart;
    this.atEnd = page.atEnd;
    this.settle();
  }

  /// Both ends tell what the estimate could not.
  settle() {
    if (this.atStart && this.base !== 0) this.shift(-this.base);
    if (!this.atStart && this.base <= 0) this.shift(Math.max(PAGE, 1 - this.base));
    const known = this.base + this.rows.length;
    if (this.atEnd) {
      this.total = known;
      if (this.atStart || this.paging === 'offset') this.isExact = true;
    } else if (known >= this.total) this.total = known + PAGE;
  }

  shift(by) {
    this.base += by;
    this.total += by;
    this.report.moved(by);
  }

  setExact(total) {
    const atEnd = this.atEnd;
    this.isExact = true;
    if (atEnd && !this.atStart) this.shift(total - this.total);
    this.total = Math.max(total, this.base + this.rows.length);
    this.report.changed();
  }

  /// Called with every frame; remembers the newest wish while a page is under way.
  need(first, last) {
    this.asked = [first, last];
    if (!this.isLoading) this.work();
  }

  async work() {
    while (this.asked && !this.isLoading) {
      const [first, last] = this.asked;
      this.asked = null;
      if (!await this.step(first, last)) return;
      this.report.changed();
    }
  }

  /// Gives true when something was fetched.
  async step(first, last) {
    const end = this.base + this.rows.length;
    if (this.rows.length === 0 && this.atEnd) return false;
    if (first >= this.base && last < end) return false;
    if (first > end + 2 * PAGE || last < this.base - 2 * PAGE || this.rows.length === 0) return this.jump(first, last);
    if (last >= end && !this.atEnd) return this.extend();
    if (first < this.base && !this.atStart) return this.extendBack();
    return false;
  }

  async extend() {
    const from = this.paging === 'offset' ? {from: 'offset', offset: this.base + this.rows.length}
      : {from: 'after', key: this.rows.at(-1).k};
    const page = await this.fetch(from);
    if (!page) return false;
    this.rows = this.rows.concat(page.rows);
    this.atEnd = page.atEnd;
    if (this.rows.length > KEPT) {
      this.base += this.rows.length - KEPT;
      this.rows = this.rows.slice(-KEPT);
      this.atStart = false;
    }
    this.settle();
    return true;
  }

  async extendBack() {
    if (this.paging === 'offset') {
      const offset = Math.max(0, this.base - PAGE);
      const page = await this.fetch({from: 'offset', offset, limit: this.base - offset});
      if (!page) return false;
      this.rows = page.rows.concat(this.rows);
      this.base = offset;
      this.atStart = offset === 0;
    } else {
      const page = await this.fetch({from: 'before', key: this.rows[0].k});
      if (!page) return false;
      this.rows = page.rows.concat(this.rows);
      this.base -= page.rows.length;
      this.atStart = page.atStart;
    }
    if (this.rows.length > KEPT) {
      this.rows = this.rows.slice(0, KEPT);
      this.atEnd = false;
    }
    this.settle();
    return true;
  }

  async jump(first, last) {
    if (this.paging === 'offset') {
      const page = await this.fetch({from: 'offset', offset: first});
      if (page) { page.atStart = first === 0; this.take(page, first); }
      return Boolean(page);
    }
    if (first < PAGE) {
      const page = await this.fetch({from: 'start'});
      if (page) this.take(page, 0);
      return Boolean(page);
    }
    if (last > this.total - PAGE) {
      const page = await this.fetch({from: 'end'});
      if (page) this.take(page, page.atStart ? 0 : Math.max(1, this.total - page.rows.length));
      return Boolean(page);
    }
    const page = await this.fetch({from: 'fraction', fraction: first / this.total});
    if (page) this.take(page, first);
    return Boolean(page);
  }

  async countExactly() {
    const id = newId();
    const found = await call('count', this.request({exact: true, id_of_call: id}));
    this.setExact(found.count);
  }
}

/// Rows that are all here: a result of the console.
export class ListSource {
  constructor(rows) {
    this.rows = rows;
    this.total = rows.length;
    this.isExact = true;
  }
  get(index) { return this.rows[index]; }
  need() {}
}
