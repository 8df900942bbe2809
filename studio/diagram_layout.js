// SPDX-License-Identifier: MIT
// Places tables in layers: a table stands to the right of what it refers to. The same schema gives
// the same picture every time.

export const WIDTH = 220;
export const HEAD = 30;
export const LINE = 20;
const GAP_X = 110;
const GAP_Y = 26;

export const heightOf = (table) => HEAD + table.lines.length * LINE + 8;

/// tables: [{oid, lines}], links: [{from, to}]. Sets x and y. Gives {width, height}.
export function place(tables, links) {
  const byOid = new Map(tables.map((table) => [table.oid, table]));
  for (const table of tables) Object.assign(table, {out: [], into: [], layer: 0});
  for (const link of links) {
    const from = byOid.get(link.from);
    const to = byOid.get(link.to);
    if (!from || !to || from === to || from.out.includes(to)) continue;
    from.out.push(to);
    to.into.push(from);
  }
  const lonely = tables.filter((table) => table.out.length + table.into.length === 0);
  const linked = tables.filter((table) => table.out.length + table.into.length > 0);
  const columns = shapely(layers(linked));
  order(columns);
  let x = 0;
  let height = 0;
  for (const column of columns) {
    stack(column, x);
    height = Math.max(height, ...column.map((table) => table.y + heightOf(table)));
    x += WIDTH + GAP_X;
  }
  for (const column of columns) {
    const last = column.at(-1);
    const spare = (height - (last.y + heightOf(last))) / 2;
    for (const table of column) table.y += spare;
  }
  const perRow = Math.max(1, Math.floor((Math.max(x, 1400)) / (WIDTH + 40)));
  let y = height + (linked.length ? 70 : 0);
  for (let at = 0; at < lonely.length; at += perRow) {
    const row = lonely.slice(at, at + perRow);
    row.forEach((table, index) => { table.x = index * (WIDTH + 40); table.y = y; });
    y += Math.max(...row.map(heightOf)) + GAP_Y;
  }
  return {width: Math.max(x - GAP_X, ...tables.map((table) => table.x + WIDTH)), height: Math.max(height, ...tables.map((table) => table.y + heightOf(table)))};
}

/// The longest way to a table that refers to none; what would close a circle does not count.
function layers(tables) {
  const state = new Map();
  const depth = (table) => {
    if (state.get(table) === 'open') return -1;
    if (state.has(table)) return table.layer;
    state.set(table, 'open');
    table.layer = Math.max(0, ...table.out.map((to) => depth(to) + 1));
    state.set(table, 'done');
    return table.layer;
  };
  for (const table of [...tables].sort((a, b) => b.into.length - a.into.length || (a.name < b.name ? -1 : 1))) depth(table);
  const found = [];
  for (const table of tables) (found[table.layer] ??= []).push(table);
  return found.filter(Boolean);
}

/// The split whose shape is nearest to that of a screen.
function shapely(all) {
  let best = [];
  let least = Infinity;
  for (let tallest = 500; tallest < 6000; tallest *= 1.1) {
    const columns = split(all, tallest);
    const width = columns.length * (WIDTH + GAP_X);
    const height = Math.max(1, ...columns.map((column) => column.reduce((sum, table) => sum + heightOf(table) + GAP_Y, 0)));
    const miss = Math.abs(Math.log(width / height / 1.7));
    if (miss < least) { least = miss; best = columns; }
  }
  return best;
}

function split(all, tallest) {
  const columns = [];
  for (const layer of all) {
    const sum = layer.reduce((total, table) => total + heightOf(table) + GAP_Y, 0);
    const parts = Math.max(1, Math.ceil(sum / tallest));
    const per = sum / parts;
    let column = [];
    let height = 0;
    for (const table of [...layer].sort((a, b) => b.into.length - a.into.length || (a.name < b.name ? -1 : 1))) {
      column.push(table);
      height += heightOf(table) + GAP_Y;
      if (height >= per) { columns.push(column); column = []; height = 0; }
    }
    if (column.length) columns.push(column);
  }
  return columns;
}

function stack(column, x) {
  let y = 0;
  for (const table of column) {
    table.x = x;
    table.y = y;
    y += heightOf(table) + GAP_Y;
  }
}

/// Each table moves towards the middle of its neighbours, some times over.
function order(columns) {
  columns.forEach((column, index) => stack(column, index));
  for (let round = 0; round < 12; round++) {
    const sweep = round % 2 ? [...columns].reverse() : columns;
    for (const column of sweep) {
      for (const table of column) {
        const near = [...table.out, ...table.into];
        table.wish = near.reduce((sum, one) => sum + one.y, 0) / near.length;
      }
      column.sort((a, b) => a.wish - b.wish || (a.name < b.name ? -1 : 1));
      stack(column, column[0].x);
    }
  }
}
