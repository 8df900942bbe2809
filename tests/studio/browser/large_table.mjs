// SPDX-License-Identifier: MIT
// Ten million rows: fast at both ends, never scanned, and the server stays small.
import {run, prepare, writeFile, openTable, rowsReady} from './studio.mjs';

const ROWS = Number(process.env.ORM_STUDIO_ROWS ?? 10_000_000);

run('large', async ({start, open, check}) => {
  prepare('-', writeFile('large.sql', `
create unlogged table big as select i::int8 as id, 'row number ' || i as label, (i * 7919::int8) % 1000003 as score
  from generate_series(1, ${ROWS}) i;
alter table big add primary key (id);
create index on big (score);
vacuum analyze big;`));
  const studio = await start();
  const page = await open(studio);
  const scans = async () => {
    await page.waitForTimeout(1500);
    return page.evaluate(async () => {
      const {call} = await import('/api.js');
      const found = await call('sql', {sql: "select coalesce(seq_scan, 0), coalesce(idx_tup_fetch, 0) from pg_stat_user_tables where relname = 'big'"});
      return found.results[0].rows[0].map(Number);
    });
  };
  const [seqBefore, fetchedBefore] = await scans();
  const times = [];
  page.on('response', async (answer) => {
    if (answer.url().endsWith('/api/rows')) times.push((await answer.json().catch(() => ({ms: 0}))).ms);
  });
  await openTable(page, 'big');
  await page.waitForTimeout(300);
  check('the first page takes less than 300 ms on the server', times.length > 0 && times[0] < 300, times);
  await page.shot('first');
  const has = (text) => page.waitForFunction((wanted) => [...document.querySelectorAll('.grid-cell')].some((one) => one.textContent === wanted), text);
  await page.focus('.grid');
  await page.keyboard.press('Control+End');
  await has(`row number ${ROWS}`);
  await page.shot('end');
  for (let i = 0; i < 5; i++) { await page.keyboard.press('PageUp'); await page.waitForTimeout(60); }
  for (const part of [0.5, 0.1, 0.9, 0.33]) {
    await page.evaluate((at) => { const grid = document.querySelector('.grid'); grid.scrollTop = at * (grid.scrollHeight - grid.clientHeight); }, part);
    await page.waitForTimeout(400);
    await rowsReady(page);
    const id = Number(await page.textContent('.grid-row:not(.waiting) [data-column="0"]'));
    check(`the scroll bar at ${part} shows rows near there`, Math.abs(id / ROWS - part) < 0.03, id);
  }
  await page.shot('middle');
  await page.mouse.move(600, 500);
  for (let i = 0; i < 40; i++) await page.mouse.wheel(0, 300);
  await page.waitForTimeout(700);
  const near = (await page.locator('.grid-row [data-column="0"]').allTextContents()).map(Number).filter((id) => id > 0);
  check('rows follow one another while scrolling', near.length > 10 && near.sort((a, b) => a - b).every((id, i) => i === 0 || id === near[i - 1] + 1), near.slice(0, 5));
  await page.keyboard.press('Control+Home');
  await has('row number 1');
  await page.click('.grid-title:has-text("score") .head-button');
  await page.waitForTimeout(800);
  check('sorted by an indexed column', (await page.textContent('.grid-row[data-row="0"] [data-column="2"]')) === '0');
  await page.focus('.grid');
  await page.keyboard.press('Control+End');
  await has('1000002');
  const [seqAfter, fetchedAfter] = await scans();
  check('the table was never scanned', seqAfter === seqBefore, [seqBefore, seqAfter]);
  check('few rows were read', fetchedAfter - fetchedBefore < 400_000, fetchedAfter - fetchedBefore);
  const slowest = Math.max(...times);
  check('no page takes a second', slowest < 1000, slowest);
  check('the server stays under 64 MiB', studio.memory() < 64 * 1024, studio.memory());
  check('nothing went wrong', page.troubles.length === 0, page.troubles);
  console.log(`large: ${times.length} pages, first ${times[0].toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms, ${fetchedAfter - fetchedBefore} rows fetched by index, ${studio.memory()} kB at most`);
});
