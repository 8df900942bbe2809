// SPDX-License-Identifier: MIT
// What every page knows: who we are, which tables there are, and where to go.
import {call} from './api.js';

export const state = {hello: null, relations: [], schemas: [], tables: new Map()};

export async function loadOverview() {
  const found = await call('overview');
  state.relations = found.relations;
  state.schemas = found.schemas;
  state.tables.clear();
}

export async function loadTable(oid) {
  if (!state.tables.has(oid)) state.tables.set(oid, await call('table', {oid}));
  return state.tables.get(oid);
}

export const nameOf = (relation) =>
  state.schemas.length > 1 && relation.schema !== 'public' ? `${relation.schema}.${relation.name}` : relation.name;

/// `#/table/16384?{"filters":[...]}`. Only numbers and JSON: what it means is checked by the server.
export function linkTo(oid, view) {
  const plain = view && (view.filters?.length || view.sort?.length || view.where);
  return `#/table/${oid}${plain ? `?${encodeURIComponent(JSON.stringify(view))}` : ''}`;
}

export function readPlace() {
  const [, page = 'table', id = '', query] = /^#\/(\w+)(?:\/(\d+))?(?:\?(.*))?$/.exec(location.hash) ?? [];
  let view = {};
  try { view = query ? JSON.parse(decodeURIComponent(query)) : {}; } catch { /* somebody else's address */ }
  const isRecord = (item) => item !== null && typeof item === 'object' && Number.isInteger(item.attnum);
  return {page, oid: id, view: {
    filters: (Array.isArray(view.filters) ? view.filters : []).filter(isRecord)
      .map((one) => ({attnum: one.attnum, op: String(one.op), value: String(one.value ?? '')})),
    sort: (Array.isArray(view.sort) ? view.sort : []).filter(isRecord).map((one) => ({attnum: one.attnum, desc: one.desc === true})),
    where: typeof view.where === 'string' ? view.where : '',
  }};
}

export function storage(name, value) {
  try {
    if (value === undefined) return JSON.parse(localStorage.getItem(`studio.${name}`) ?? 'null');
    localStorage.setItem(`studio.${name}`, JSON.stringify(value));
  } catch { /* private windows have none */ }
  return null;
}
