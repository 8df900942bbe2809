// SPDX-License-Identifier: MIT
// Changes that are collected and not yet made.
import {call} from './api.js';

let nextNew = 1;

class StagedChanges extends EventTarget {
  constructor() {
    super();
    this.byRow = new Map();
  }

  changed() { this.dispatchEvent(new Event('change')); }
  get size() { return this.byRow.size; }
  get list() { return [...this.byRow.values()]; }
  of(rowKey) { return this.byRow.get(rowKey); }
  newRows(oid) { return this.list.filter((change) => change.kind === 'insert' && change.oid === oid); }

  set(table, rowKey, row, attnum, value, original) {
    let change = this.byRow.get(rowKey);
    if (!change) this.byRow.set(rowKey, change = {kind: 'update', oid: table.oid, table: table.name, rowKey, id: row.id, xmin: row.x, set: {}});
    const isBack = change.kind === 'update' && value === original;
    if (isBack) delete change.set[attnum];
    else change.set[attnum] = value;
    delete change.error;
    if (change.kind === 'update' && Object.keys(change.set).length === 0) this.byRow.delete(rowKey);
    this.changed();
  }

  add(table, set = {}) {
    const rowKey = `new:${nextNew++}`;
    this.byRow.set(rowKey, {kind: 'insert', oid: table.oid, table: table.name, rowKey, set});
    this.changed();
    return rowKey;
  }

  /// Many new rows, told once.
  addAll(table, sets) {
    for (const set of sets) {
      const rowKey = `new:${nextNew++}`;
      this.byRow.set(rowKey, {kind: 'insert', oid: table.oid, table: table.name, rowKey, set});
    }
    this.changed();
  }

  remove(table, rowKey, row) {
    const change = this.byRow.get(rowKey);
    if (change && change.kind !== 'update') this.byRow.delete(rowKey);
    else this.byRow.set(rowKey, {kind: 'delete', oid: table.oid, table: table.name, rowKey, id: row.id, xmin: row.x});
    this.changed();
  }

  discard(rowKey) {
    if (rowKey === undefined) this.byRow.clear();
    else this.byRow.delete(rowKey);
    this.changed();
  }

  wire() {
    return this.list.map(({kind, oid, id, xmin, set}) => ({kind, oid, id, xmin, set}));
  }

  async preview() { return (await call('preview', {changes: this.wire()})).statements; }

  /// Gives null when all is saved, else the change that failed, with its error.
  async commit() {
    const sent = this.list;
    const answer = await call('commit', {changes: this.wire()});
    for (const change of sent) delete change.error;
    if (!answer.error) {
      for (const change of sent) this.byRow.delete(change.rowKey);
      this.changed();
      return null;
    }
    const failed = sent[answer.error.change] ?? {};
    failed.error = answer.error;
    this.changed();
    return failed;
  }
}

export const staged = new StagedChanges();
