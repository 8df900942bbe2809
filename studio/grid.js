// SPDX-License-Identifier: MIT
// A grid that draws only what is visible, of any number of rows and columns.
import {h, replace} from './dom.js';

const ROW = 30;
const GUTTER = 56;
// Browsers stop at some 16 million pixels; beyond, the scroll bar stands for a taller space.
const TALLEST = 6_000_000;

/// options: columns [{name, width, right}], header(column, i), cell(row, i) → Node|string,
/// rowClass(row, i), cellClass(row, i), gutter(row, i), onactive(row, column), onopen(event), oncontext
export class Grid {
  constructor(options) {
    this.options = options;
    this.source = options.source;
    this.columns = [];
    this.active = {row: 0, column: 0};
    this.top = 0;
    this.drawn = new Map();
    this.head = h('div', {class: 'grid-head', role: 'row'});
    this.body = h('div', {class: 'grid-body', role: 'rowgroup'});
    this.element = h('div', {class: 'grid', tabindex: '0', role: 'grid', 'aria-label': options.label ?? 'rows'},
      this.head, this.body, h('div', {class: 'grid-none'}, 'No rows'));
    this.element.addEventListener('scroll', () => this.onScroll(), {passive: true});
    this.element.addEventListener('keydown', (event) => this.onKey(event));
    this.body.addEventListener('mousedown', (event) => this.onPress(event));
    this.body.addEventListener('dblclick', (event) => { if (this.place(event)) options.onopen?.(event); });
    new ResizeObserver(() => this.draw(true)).observe(this.element);
    this.lastScroll = 0;
  }

  setColumns(columns) {
    this.columns = columns;
    this.lefts = [GUTTER];
    for (const column of columns) this.lefts.push(this.lefts.at(-1) + column.width);
    this.active.column = Math.max(0, Math.min(this.active.column, columns.length - 1));
    this.drawHead();
    this.draw(true);
  }

  get total() { return this.source.total; }
  get virtualHeight() { return this.total * ROW; }
  get viewHeight() { return Math.max(0, this.element.clientHeight - this.head.offsetHeight); }
  get physicalHeight() { return Math.min(this.virtualHeight, TALLEST); }
  get largestTop() { return Math.max(0, this.virtualHeight - this.viewHeight); }

  drawHead() {
    replace(this.head, h('div', {class: 'grid-corner', style: {width: `${GUTTER}px`}}, this.options.corner?.()),
      this.columns.map((column, index) => {
        const cell = h('div', {class: `grid-title${column.right ? ' right' : ''}`, role: 'columnheader', style: {width: `${column.width}px`}},
          this.options.header(column, index), h('div', {class: 'grip', onpointerdown: (event) => this.resize(event, index)}));
        return cell;
      }));
    this.head.style.width = `${this.lefts.at(-1)}px`;
  }

  resize(event, index) {
    event.preventDefault();
    event.stopPropagation();
    const begin = event.clientX - this.columns[index].width;
    const move = (to) => {
      this.columns[index].width = Math.max(48, to.clientX - begin);
      this.setColumns(this.columns);
      this.options.onresize?.(this.columns[index]);
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', () => removeEventListener('pointermove', move), {once: true});
  }

  onScroll() {
    const now = this.element.scrollTop;
    const moved = now - this.lastScroll;
    this.lastScroll = now;
    if (moved !== 0) {
      const isScaled = this.virtualHeight > TALLEST;
      if (!isScaled) this.top = now;
      else if (Math.abs(moved) > 2 * this.viewHeight || now <= 0 || now >= this.largestScroll - 1) this.top = this.fromScroll(now);
      else this.top = Math.max(0, Math.min(this.top + moved, this.largestTop));
      clearTimeout(this.settling);
      if (isScaled) this.settling = setTimeout(() => this.showPlace(), 160);
    }
    this.draw();
  }

  get largestScroll() { return Math.max(1, this.physicalHeight - this.viewHeight); }
  fromScroll(scroll) { return (scroll / this.largestScroll) * this.largestTop; }

  /// Brings the scroll bar to where the rows are.
  showPlace() {
    const wanted = this.virtualHeight > TALLEST
      ? (this.largestTop === 0 ? 0 : this.top / this.largestTop * this.largestScroll) : this.top;
    this.element.scrollTop = wanted;
    this.lastScroll = this.element.scrollTop;
    this.draw(true);
  }

  moveTop(top) {
    this.top = Math.max(0, Math.min(top, this.largestTop));
    this.resizeBody();
    this.showPlace();
  }

  /// Rows came in above: what is visible stays where it is.
  shift(rows) {
    this.active.row = Math.max(0, this.active.row + rows);
    this.top = Math.max(0, this.top + rows * ROW);
    this.resizeBody();
    this.showPlace();
  }

  resizeBody() {
    this.body.style.height = `${this.physicalHeight}px`;
    this.body.style.width = `${this.lefts.at(-1)}px`;
    this.element.setAttribute('aria-rowcount', String(this.source.isExact ? this.total : -1));
  }

  draw(isFresh = false) {
    this.isStale ||= isFresh;
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => { this.frame = 0; this.drawNow(); });
  }

  drawNow() {
    if (!this.lefts) return;
    this.resizeBody();
    this.top = Math.min(this.top, this.largestTop);
    const first = Math.floor(this.top / ROW);
    const last = Math.min(this.total - 1, Math.ceil((this.top + this.viewHeight) / ROW));
    const left = this.element.scrollLeft;
    const right = left + this.element.clientWidth;
    let from = 0;
    while (from < this.columns.length - 1 && this.lefts[from + 1] < left - 200) from++;
    let to = from;
    while (to < this.columns.length && this.lefts[to] < right + 200) to++;
    const range = `${from}-${to}`;
    if (range !== this.range || this.isStale) this.drop();
    this.range = range;
    this.isStale = false;
    for (const [index, element] of this.drawn) if (index < first || index > last) { element.remove(); this.drawn.delete(index); }
    const origin = this.element.scrollTop - this.top;
    for (let index = first; index <= last; index++) {
      let element = this.drawn.get(index);
      if (!element) {
        element = this.drawRow(index, from, to);
        this.drawn.set(index, element);
        this.body.append(element);
      }
      element.style.transform = `translateY(${index * ROW + origin}px)`;
    }
    this.markActive();
    this.element.classList.toggle('no-rows', this.total === 0 && !this.source.isLoading);
    if (last >= first) this.source.need(first, last);
    this.options.ondraw?.(first, last);
  }

  drop() {
    for (const element of this.drawn.values()) element.remove();
    this.drawn.clear();
  }

  drawRow(index, from, to) {
    const row = this.source.get(index);
    const element = h('div', {class: `grid-row ${index % 2 ? 'odd' : ''} ${row ? this.options.rowClass?.(row, index) ?? '' : 'waiting'}`,
      role: 'row', 'data-row': index, 'aria-rowindex': index + 1});
    element.append(h('div', {class: 'grid-gutter', style: {width: `${GUTTER}px`}}, this.options.gutter?.(row, index) ?? String(index + 1)));
    for (let column = from; column < to; column++) {
      const isRight = this.columns[column].right;
      const cell = h('div', {class: `grid-cell${isRight ? ' right' : ''} ${row ? this.options.cellClass?.(row, column) ?? '' : ''}`, role: 'gridcell', 'data-column': column,
        style: {left: `${this.lefts[column]}px`, width: `${this.columns[column].width}px`}},
        row ? this.options.cell(row, column) : h('span', {class: 'ghost'}));
      const title = row && this.options.cellTitle?.(row, column);
      if (title) cell.title = title;
      element.append(cell);
    }
    return element;
  }

  markActive() {
    this.body.querySelector('.active')?.classList.remove('active');
    this.body.querySelector('.in-line')?.classList.remove('in-line');
    const row = this.drawn.get(this.active.row);
    row?.classList.add('in-line');
    row?.querySelector(`[data-column="${this.active.column}"]`)?.classList.add('active');
  }

  cellElement(row, column) {
    return this.drawn.get(row)?.querySelector(`[data-column="${column}"]`);
  }

  place(event) {
    const cell = event.target.closest('.grid-cell');
    const row = event.target.closest('.grid-row');
    if (!row) return null;
    return {row: Number(row.dataset.row), column: cell ? Number(cell.dataset.column) : -1};
  }

  onPress(event) {
    const place = this.place(event);
    if (!place || event.target.closest('button, input')) return;
    if (event.detail > 1) event.preventDefault();
    this.setActive(place.row, place.column < 0 ? this.active.column : place.column);
  }

  setActive(row, column) {
    this.active = {row: Math.max(0, Math.min(row, this.total - 1)), column: Math.max(0, Math.min(column, this.columns.length - 1))};
    this.reveal();
    this.markActive();
    this.options.onactive?.(this.active.row, this.active.column);
  }

  reveal() {
    const {row, column} = this.active;
    const left = this.lefts[column];
    const width = this.columns[column]?.width ?? 0;
    if (left - GUTTER < this.element.scrollLeft) this.element.scrollLeft = left - GUTTER;
    else if (left + width > this.element.scrollLeft + this.element.clientWidth)
      this.element.scrollLeft = Math.min(left - GUTTER, left + width - this.element.clientWidth);
    if (row * ROW < this.top) this.moveTop(row * ROW);
    else if ((row + 1) * ROW > this.top + this.viewHeight) this.moveTop((row + 1) * ROW - this.viewHeight);
  }

  onKey(event) {
    if (event.target !== this.element) return;
    const {row, column} = this.active;
    const page = Math.max(1, Math.floor(this.viewHeight / ROW) - 1);
    const far = event.ctrlKey || event.metaKey;
    const moves = {
      ArrowDown: [far ? this.total - 1 : row + 1, column], ArrowUp: [far ? 0 : row - 1, column],
      ArrowRight: [row, far ? this.columns.length - 1 : column + 1], ArrowLeft: [row, far ? 0 : column - 1],
      PageDown: [row + page, column], PageUp: [row - page, column],
      Home: [far ? 0 : row, far ? column : 0], End: [far ? this.total - 1 : row, far ? column : this.columns.length - 1],
    };
    if (event.altKey || !(event.key in moves)) return this.options.onkey?.(event);
    event.preventDefault();
    this.setActive(...moves[event.key]);
  }
}

/// A width that fits the names and the first rows.
export function fittingWidth(name, type, samples) {
  const longest = Math.max(name.length * 7.6 + 44, type.length * 6.4 + 24, ...samples.map((text) => Math.min(text?.length ?? 4, 44) * 7.8 + 30));
  return Math.round(Math.max(84, Math.min(longest, 320)));
}
