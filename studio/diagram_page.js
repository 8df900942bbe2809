// SPDX-License-Identifier: MIT
// The schema as a picture: drawn here, moved with the mouse or the keys, saved as SVG or PNG.
import {h, s, button, replace, download, toast} from './dom.js';
import {call} from './api.js';
import {linkTo, state} from './state.js';
import {shortType} from './values.js';
import {place, heightOf, WIDTH, HEAD, LINE} from './diagram_layout.js';

const FONT = 'Inter, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif';

export class DiagramPage {
  constructor() {
    this.allColumns = false;
    this.search = h('input', {type: 'search', class: 'find', placeholder: 'Find a table', 'aria-label': 'Find a table', oninput: () => this.find()});
    this.canvas = h('div', {class: 'diagram', tabindex: '0', 'aria-label': 'Diagram of the schema'});
    this.columnsButton = button('All columns', 'columns', () => { this.allColumns = !this.allColumns; this.build(); }, {class: 'tool', 'aria-pressed': 'false'});
    this.element = h('section', {class: 'page diagram-page'}, h('header', {class: 'toolbar'},
      h('div', {class: 'title'}, h('h1', {}, 'Diagram'), this.note = h('span', {class: 'sub'})),
      h('div', {class: 'tools'}, this.search, this.columnsButton,
        button('', 'plus', () => this.zoom(1.25), {class: 'tool', 'aria-label': 'Larger', title: 'Larger (+)'}),
        button('Fit', 'fit', () => this.fit(), {class: 'tool', title: 'Show all (0)'}),
        button('SVG', 'download', () => this.save('svg'), {class: 'tool'}), button('PNG', 'download', () => this.save('png'), {class: 'tool'}))), this.canvas);
    this.load();
  }

  leave() {}

  async load() {
    try { this.found = await call('diagram'); }
    catch (failure) { return replace(this.canvas, h('div', {class: 'notice error'}, failure.message)); }
    this.note.textContent = `${this.found.tables.length} tables, ${this.found.links.length} foreign keys`;
    this.build();
    this.canvas.addEventListener('wheel', (event) => this.onWheel(event), {passive: false});
    this.canvas.addEventListener('pointerdown', (event) => this.onDrag(event));
    this.canvas.addEventListener('keydown', (event) => this.onKey(event));
    new ResizeObserver(() => this.move()).observe(this.canvas);
    return undefined;
  }

  build() {
    this.columnsButton.setAttribute('aria-pressed', String(this.allColumns));
    const {tables, links} = this.found;
    for (const table of tables) {
      const isLink = new Set(links.filter((link) => link.from === table.oid).flatMap((link) => link.columns));
      const shown = this.allColumns ? table.columns : table.columns.filter((column) => column.key || isLink.has(column.attnum));
      table.lines = shown.map((column) => ({...column, link: isLink.has(column.attnum)}));
      const rest = table.columns.length - table.lines.length;
      if (rest > 0) table.lines.push({more: `${rest} more`});
    }
    this.size = place(tables, links);
    const byOid = new Map(tables.map((table) => [table.oid, table]));
    this.wires = links.filter((link) => byOid.has(link.from) && byOid.has(link.to)).map((link) => this.wire(link, byOid.get(link.from), byOid.get(link.to)));
    this.boxes = new Map(tables.map((table) => [table.oid, this.box(table)]));
    this.layer = s('g', {}, s('g', {}, this.wires.map((wire) => wire.element)), s('g', {}, [...this.boxes.values()]));
    this.svg = s('svg', {class: 'er', xmlns: 'http://www.w3.org/2000/svg', 'font-family': FONT}, this.layer);
    replace(this.canvas, this.svg);
    this.fit();
  }

  wire(link, from, to) {
    const y1 = from.y + this.lineAt(from, link.columns[0]);
    const y2 = to.y + this.lineAt(to, link.foreignColumns[0]);
    const isSelf = from === to;
    const isRight = !isSelf && to.x > from.x;
    const isSame = !isSelf && to.x === from.x;
    const x1 = isRight ? from.x + WIDTH : isSelf || isSame ? from.x + WIDTH : from.x;
    const x2 = isRight ? to.x : to.x + WIDTH;
    const bend = isSelf || isSame ? 50 : Math.max(40, Math.abs(x2 - x1) / 2.2);
    const c1 = isRight || isSelf || isSame ? x1 + bend : x1 - bend;
    const c2 = isSelf || isSame ? x2 + bend : isRight ? x2 - bend : x2 + bend;
    const path = s('path', {class: 'er-wire', d: `M${x1} ${y1}C${c1} ${y1} ${c2} ${y2} ${x2} ${y2}`}, s('title', {}, link.name));
    const end = s('circle', {class: 'er-end', cx: x2, cy: y2, r: 3});
    return {link, element: s('g', {class: 'er-link'}, path, end)};
  }

  lineAt(table, attnum) {
    const at = table.lines.findIndex((line) => line.attnum === attnum);
    return HEAD + (at < 0 ? 0 : at) * LINE + LINE / 2 + 4;
  }

  box(table) {
    const lines = table.lines.map((line, index) => {
      const y = HEAD + index * LINE + 18;
      if (line.more) return s('text', {class: 'er-more', x: 12, y}, line.more);
      return [s('text', {class: line.key ? 'er-key' : line.link ? 'er-fk' : 'er-column', x: 12, y}, clip(`${line.name}${line.notNull ? '' : ' ?'}`, 21)),
        s('text', {class: 'er-type', x: WIDTH - 12, y, 'text-anchor': 'end'}, clip(shortType(line.type), 13))];
    });
    const box = s('g', {class: 'er-table', transform: `translate(${table.x} ${table.y})`, 'data-oid': table.oid},
      s('rect', {class: 'er-box', width: WIDTH, height: heightOf(table), rx: 7}),
      s('path', {class: 'er-head', d: `M0 ${HEAD}V7a7 7 0 0 1 7-7H${WIDTH - 7}a7 7 0 0 1 7 7V${HEAD}z`}),
      s('text', {class: 'er-name', x: 12, y: 20}, clip(state.schemas.length > 1 && table.schema !== 'public' ? `${table.schema}.${table.name}` : table.name, 26)), lines,
      s('title', {}, `${table.schema}.${table.name}${table.comment ? `\n${table.comment}` : ''}`));
    box.addEventListener('pointerenter', () => this.light(table.oid));
    box.addEventListener('pointerleave', () => this.light(null));
    box.addEventListener('click', () => { if (!this.dragged) location.hash = linkTo(table.oid); });
    return box;
  }

  light(oid) {
    const near = new Set(oid ? [oid] : []);
    for (const {link, element} of this.wires) {
      const isLit = oid !== null && (link.from === oid || link.to === oid);
      element.classList.toggle('lit', isLit);
      if (isLit) { near.add(link.from); near.add(link.to); element.parentNode.append(element); }
    }
    this.svg.classList.toggle('focus', oid !== null);
    for (const [key, box] of this.boxes) box.classList.toggle('near', near.has(key));
  }

  find() {
    const words = this.search.value.toLowerCase();
    const table = words && this.found.tables.find((one) => one.name.toLowerCase().includes(words));
    this.light(table ? table.oid : null);
    if (!table) return;
    this.scale = Math.max(this.scale, 0.7);
    this.x = this.canvas.clientWidth / 2 - (table.x + WIDTH / 2) * this.scale;
    this.y = this.canvas.clientHeight / 2 - (table.y + heightOf(table) / 2) * this.scale;
    this.move();
  }

  fit() {
    const pad = 28;
    const {clientWidth, clientHeight} = this.canvas;
    this.scale = Math.min(1.2, (clientWidth - 2 * pad) / this.size.width, (clientHeight - 2 * pad) / this.size.height);
    if (!(this.scale > 0)) this.scale = 0.2;
    this.x = (clientWidth - this.size.width * this.scale) / 2;
    this.y = (clientHeight - this.size.height * this.scale) / 2;
    this.move();
  }

  move() { this.layer?.setAttribute('transform', `translate(${this.x} ${this.y}) scale(${this.scale})`); }

  zoom(factor, x = this.canvas.clientWidth / 2, y = this.canvas.clientHeight / 2) {
    const scale = Math.max(0.05, Math.min(this.scale * factor, 3));
    this.x = x - (x - this.x) * scale / this.scale;
    this.y = y - (y - this.y) * scale / this.scale;
    this.scale = scale;
    this.move();
  }

  onWheel(event) {
    event.preventDefault();
    const place = this.canvas.getBoundingClientRect();
    if (event.shiftKey) { this.x -= event.deltaY; return this.move(); }
    return this.zoom(Math.exp(-event.deltaY / 400), event.clientX - place.left, event.clientY - place.top);
  }

  onDrag(event) {
    const begin = {x: event.clientX - this.x, y: event.clientY - this.y};
    this.dragged = false;
    const move = (to) => {
      if (Math.abs(to.movementX) + Math.abs(to.movementY) > 0) this.dragged ||= Math.hypot(to.clientX - event.clientX, to.clientY - event.clientY) > 4;
      this.x = to.clientX - begin.x;
      this.y = to.clientY - begin.y;
      this.move();
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', () => removeEventListener('pointermove', move), {once: true});
  }

  onKey(event) {
    const steps = {ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60]};
    if (event.key in steps) { this.x += steps[event.key][0]; this.y += steps[event.key][1]; this.move(); event.preventDefault(); }
    else if (event.key === '+') this.zoom(1.25);
    else if (event.key === '-') this.zoom(0.8);
    else if (event.key === '0') this.fit();
  }

  /// Colours come from the style sheet; a file has none, so they are written into the elements.
  fileSvg() {
    const copy = this.svg.cloneNode(true);
    const {width, height} = this.size;
    copy.classList.remove('focus');
    copy.setAttribute('viewBox', `-30 -30 ${width + 60} ${height + 60}`);
    copy.setAttribute('width', width + 60);
    copy.setAttribute('height', height + 60);
    copy.firstElementChild.removeAttribute('transform');
    const from = this.svg.querySelectorAll('*');
    copy.querySelectorAll('*').forEach((element, index) => {
      const look = getComputedStyle(from[index]);
      if (!['path', 'rect', 'text', 'circle'].includes(element.tagName)) return;
      for (const name of ['fill', 'stroke', 'stroke-width', 'font-size', 'font-weight', 'opacity']) element.setAttribute(name, look.getPropertyValue(name));
    });
    copy.prepend(s('rect', {x: -30, y: -30, width: width + 60, height: height + 60, fill: getComputedStyle(this.canvas).backgroundColor}));
    return {text: new XMLSerializer().serializeToString(copy), width: width + 60, height: height + 60};
  }

  save(kind) {
    const {text, width, height} = this.fileSvg();
    const name = `${state.hello.database.replaceAll(/[^\w.-]+/g, '_')}`;
    if (kind === 'svg') return download(`${name}.svg`, 'image/svg+xml', text);
    const scale = Math.min(2, 12000 / Math.max(width, height));
    const image = new Image();
    image.onload = () => {
      const canvas = h('canvas', {width: Math.round(width * scale), height: Math.round(height * scale)});
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => { if (blob) download(`${name}.png`, 'image/png', blob); }, 'image/png');
    };
    image.onerror = () => toast('The browser could not draw the picture', 'error');
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    return undefined;
  }
}

const clip = (text, most) => text.length > most ? `${text.slice(0, most - 1)}…` : text;
