// SPDX-License-Identifier: MIT
// More than 300 scripts wait in cells, names, comments and errors; none may run.
import {run, prepare, writeFile, openTable, rowsReady} from './studio.mjs';

const JS = "window.__ran=(window.__ran||0)+1;alert(1)";
const BODIES = [
  `<script>${JS}</script>`, `<img src=x onerror="${JS}">`, `<svg onload="${JS}">`, `<svg><script>${JS}</script></svg>`, `<body onload="${JS}">`,
  `<iframe src="javascript:${JS}">`, `<iframe srcdoc="<script>parent.${JS}</script>">`, `<a href="javascript:${JS}">x</a>`, `<details open ontoggle="${JS}">`,
  `<input autofocus onfocus="${JS}">`, `<video><source onerror="${JS}">`, `<audio src=x onerror="${JS}">`, `<object data="javascript:${JS}">`, `<embed src="javascript:${JS}">`,
  `<form action="javascript:${JS}"><button>x`, `<math><mtext><script>${JS}</script>`, `<marquee onstart="${JS}">`, `<style>@import 'javascript:${JS}'</style>`,
  `<link rel=stylesheet href="javascript:${JS}">`, `<base href="javascript:${JS}//">`, `<meta http-equiv=refresh content="0;url=javascript:${JS}">`, `<template><script>${JS}</script></template>`,
  `<x onclick="${JS}" style="position:fixed;inset:0">x`, `<img src="data:image/svg+xml,<svg onload='${JS}'>">`, `javascript:${JS}`, `\${${JS}}`, `{{constructor.constructor('${JS}')()}}`,
  `<svg><animate onbegin="${JS}" attributeName=x dur=1s>`, `<svg><a xlink:href="javascript:${JS}"><text>x</text></a></svg>`, `<svg><foreignObject><iframe onload="${JS}"></foreignObject></svg>`,
  `<img/src/onerror=${JS}>`, `<ScRiPt>${JS}</sCrIpT>`, `<script/x>${JS}</script>`, `%3Cscript%3E${JS}%3C/script%3E`, `&lt;script&gt;${JS}&lt;/script&gt;`, `\\u003cscript\\u003e${JS}\\u003c/script\\u003e`,
  `<noscript><p title="</noscript><img src=x onerror=${JS}>">`, `<title><img src=x onerror=${JS}></title>`, `<textarea><img src=x onerror=${JS}></textarea>`, `=cmd|'/c calc'!A1<img src=x onerror=${JS}>`,
  `{"__proto__": {"x": "<img src=x onerror='${JS}'>"}}`, `\u202e<script>${JS}</script>`, `]]><script>${JS}</script>`, `--><script>${JS}</script><!--`,
];
const PREFIXES = ['', '">', "'>", '</script>', '</textarea>', '</title>', '<!--', '\n'];
const payloads = PREFIXES.flatMap((prefix) => BODIES.map((body) => prefix + body));
const text = (value) => `'${value.replaceAll("'", "''")}'`;
const name = (value) => `"${value.slice(0, 60).replaceAll('"', '""')}"`;
const SHORT = ['<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '"><svg onload=alert(1)>', "'><img src onerror=alert(1)>", '<svg/onload=alert(1)>', '</title><script>alert(1)</script>',
  '<iframe srcdoc="<script>alert(1)</script>">', '<a href=javascript:alert(1)>', '{{7*7}}${alert(1)}', '<details open ontoggle=alert(1)>', '--><script>alert(1)</script>', '<x onclick=alert(1)>'];

run('scripts', async ({start, open, check}) => {
  const sql = [`create schema ${name(`s${SHORT[0]}`)};`, `comment on schema ${name(`s${SHORT[0]}`)} is ${text(payloads[1])};`,
    `create type label as enum (${SHORT.map(text).join(', ')});`,
    'create table cells (id int primary key, payload text, doc jsonb, list text[], raw bytea, tag label);',
    `comment on table cells is ${text(payloads[0])};`, `comment on column cells.payload is ${text(payloads[1])};`,
    ...payloads.map((one, i) => `insert into cells values (${i}, ${text(one)}, to_jsonb(${text(one)}::text), array[${text(one)}], convert_to(${text(one)}, 'utf8'), ${text(SHORT[i % SHORT.length])});`),
    ...SHORT.flatMap((one, i) => [`create table ${i % 2 ? `${name(`s${SHORT[0]}`)}.` : ''}${name(`t${i}${one}`)} (${name(`k${one}`)} int primary key, ${name(`c${one}`)} text default ${text(one)} check (${name(`c${one}`)} <> ${text(payloads[i])}), owner int constraint ${name(`fk${one}`)} references cells);`,
      `comment on table ${i % 2 ? `${name(`s${SHORT[0]}`)}.` : ''}${name(`t${i}${one}`)} is ${text(payloads[i * 7])};`, `insert into ${i % 2 ? `${name(`s${SHORT[0]}`)}.` : ''}${name(`t${i}${one}`)} values (1, ${text(one)}, 1);`]),
    `create view ${name(`v${SHORT[1]}`)} as select ${text(payloads[2])}::text as ${name(SHORT[2])};`, 'analyze;'].join('\n');
  prepare('-', writeFile('scripts.sql', sql));
  check('there are 300 scripts', payloads.length >= 300, payloads.length);
  const studio = await start('--write');
  const page = await open(studio);
  await page.evaluate(() => { window.__blocked = []; addEventListener('securitypolicyviolation', (event) => window.__blocked.push(`${event.violatedDirective} ${event.blockedURI}`)); });
  const quiet = async (where) => {
    const found = await page.evaluate(() => ({ran: window.__ran ?? 0, blocked: window.__blocked, made: document.querySelectorAll('iframe, object, embed, base, form:not(.ask), main script, aside script, [onerror], [onload], [onclick], [srcdoc]').length}));
    check(`nothing ran, nothing was blocked: ${where}`, found.ran === 0 && found.blocked.length === 0 && found.made === 0 && page.troubles.length === 0, {...found, troubles: page.troubles});
    page.troubles.length = 0;
  };
  await quiet('list of tables');
  await page.shot('list');

  await openTable(page, 'cells');
  await page.click('button[aria-label="Details"]');
  for (const tab of ['Value', 'Row', 'Table']) { await page.click(`.inspector [role=tab]:has-text("${tab}")`); await page.waitForTimeout(100); }
  await page.click('.inspector [role=tab]:has-text("Value")');
  let seen = 0;
  await page.focus('.grid');
  await page.keyboard.press('ArrowRight');
  for (let i = 0; i < payloads.length; i++) {
    const shown = await page.textContent('.grid-cell.active');
    if (shown.includes('<') || shown.includes('{') || shown.includes('javascript') || shown.includes('%3C') || shown.includes('&lt') || shown.includes('\\u003c')) seen++;
    if (i % 10 === 0) for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
    await page.keyboard.press('ArrowDown');
  }
  check('every script was on the screen, as text', seen >= 300, seen);
  await page.shot('cells');
  await quiet('cells and panel');

  for (const link of await page.locator('.tables a').all()) {
    await link.click();
    await rowsReady(page);
    for (const tab of ['Row', 'Table']) if (await page.locator('.inspector').isVisible()) await page.click(`.inspector [role=tab]:has-text("${tab}")`);
    await page.waitForTimeout(60);
  }
  await page.shot('names');
  await quiet('names, comments, constraints');

  await openTable(page, 'cells');
  await page.dblclick('.grid-row[data-row="2"] [data-column="1"]');
  await page.fill('.editor-input', `${payloads[3]}${payloads[4]}`);
  await page.keyboard.press('Control+Enter');
  await page.waitForTimeout(100);
  if (await page.locator('.editor').count()) await page.keyboard.press('Enter');
  await page.click('.review');
  await page.waitForSelector('.review .sql');
  await quiet('staged changes');
  await page.keyboard.press('Escape');
  await page.dblclick('.grid-row[data-row="3"] [data-column="0"]');
  await page.fill('.editor-input', '<img src=x onerror=alert(1)>');
  await page.keyboard.press('Enter');
  await page.click('.save');
  await page.waitForSelector('.staged-error');
  await quiet('error at a cell');
  await page.click('.staged-bar button:has-text("Discard")');

  const csv = writeFile('scripts.csv', [payloads.slice(0, 2), ...payloads.map((one, i) => [String(1e6 + i), one])]
    .map((line) => line.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n'));
  await page.click('.tools button:has-text("Import")');
  await page.setInputFiles('.drop input', csv);
  await page.waitForSelector('.import-table');
  await quiet('a CSV file before it is staged');
  for (let place = 0; place < 2; place++) await page.selectOption(`.import-table th:nth-child(${place + 1}) select`, {index: place + 1});
  await page.click('.stage-rows');
  await page.waitForFunction(() => document.querySelector('.staged-count')?.textContent.includes('changes'));
  await quiet('rows of a CSV file');
  await page.click('.staged-bar button:has-text("Discard")');

  const address = page.url().split('#')[0];
  const oid = /table\/(\d+)/.exec(page.url())[1];
  for (const query of [{where: payloads[1]}, {filters: [{attnum: 2, op: '=', value: payloads[2]}]}, {filters: [{attnum: 2, op: payloads[1], value: 'x'}]}, {sort: [{attnum: 99}]}, {where: `payload = ${text(payloads[0])}`}]) {
    await page.goto(`${address}#/table/${oid}?${encodeURIComponent(JSON.stringify(query))}`);
    await page.waitForTimeout(350);
  }
  for (const hash of [`#/${payloads[0]}`, `#/table/1?${payloads[1]}`, `#/table/${payloads[2]}`, '#/sql?<img src=x onerror=alert(1)>']) { await page.goto(`${address}${hash}`); await page.waitForTimeout(150); }
  await quiet('addresses');

  await page.goto(`${address}#/sql`);
  await page.waitForSelector('.console-text');
  for (const statement of [`select ${text(payloads[0])} as ${name(SHORT[3])}, ${text(payloads[1])}`, `select ${text(payloads[2])}::int`, `do $$ begin raise exception using message = ${text(payloads[1])}, detail = ${text(payloads[2])}, hint = ${text(payloads[4])}; end $$`, `select * from ${name(SHORT[0])}`, payloads[0]]) {
    await page.fill('.console-text', statement);
    await page.click('.run');
    await page.waitForFunction(() => !document.querySelector('.run').disabled);
    await page.waitForTimeout(120);
  }
  await page.fill('.console-text', `select * from cells where payload like ${text(payloads[1])}`);
  await page.click('.analyze');
  await page.waitForSelector('.plan');
  await page.shot('plan');
  await page.click('.history');
  await quiet('console, errors, plans, history');
  await page.goto(`${address}#/diagram`);
  await page.waitForSelector('.er-table');
  await page.hover('.er-table >> nth=2');
  await page.shot('diagram');
  await Promise.all([page.waitForEvent('download'), page.click('.tools button:has-text("PNG")')]);
  await quiet('diagram');
  await page.keyboard.press('Control+k');
  await page.fill('.palette-input', 'script');
  await page.waitForTimeout(150);
  await quiet('palette');
});
