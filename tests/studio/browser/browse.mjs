// SPDX-License-Identifier: MIT
// Clicks through the whole studio on the schema of a real application.
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {run, prepare, skip, writeFile, openTable, rowsReady, cell, ORM_SHARED_DIR} from './studio.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(ORM_SHARED_DIR ?? '', 'corpus/dokploy/migrations');
if (!ORM_SHARED_DIR || !existsSync(folder)) skip('the corpus is not beside the repository');

run('browse', async ({start, open, check}) => {
  prepare(folder, path.join(here, '..', 'fill.sql'));
  const reading = await start('--migrations', folder);
  check('the token is not on standard output', !reading.output.includes(reading.link.split('token=')[1]), reading.output);
  const commandLine = readFileSync(`/proc/${reading.pid}/cmdline`, 'utf8');
  check('no password and no token is in the command line', !commandLine.includes('token=') && !commandLine.includes('postgresql://'));

  const page = await open(reading);
  check('the token leaves the address', !page.url().includes('token'), page.url());
  check('read-only is shown', (await page.textContent('.mode')).includes('read-only'));
  check('a superuser is told', await page.locator('.banner').count() === 1);
  await page.shot('welcome');

  // Browse, sort, hide, filter.
  await openTable(page, 'application');
  await page.shot('table');
  const titles = await page.locator('.head-name b').allTextContents();
  check('the key comes first', titles[0] === 'applicationId', titles);
  check('240 rows are estimated', (await page.textContent('.status .count')).includes('240'));
  await page.click('.count-exactly');
  await page.waitForFunction(() => document.querySelector('.status .count').textContent === '240 rows');
  await page.click('.grid-title:nth-child(3) .head-button');
  await page.waitForTimeout(400);
  const ascending = await page.textContent(cell(0, 1));
  await page.click('.grid-title:nth-child(3) .head-button');
  await page.waitForTimeout(400);
  check('sorting turns round', ascending === 'atlas-api' && (await page.textContent(cell(0, 1))) === 'garnet-worker', [ascending, await page.textContent(cell(0, 1))]);
  // By several columns: description descending, then the name.
  const shown = async (name) => {
    const at = (await page.locator('.head-name b').allTextContents()).indexOf(name);
    return page.locator(`.grid-row [data-column="${at}"]`).allTextContents();
  };
  await page.click('.grid-title:nth-child(5) .head-button');
  await page.click('.grid-title:nth-child(5) .head-button');
  await page.click('.grid-title:nth-child(3) .head-button', {modifiers: ['Shift']});
  await page.waitForFunction(() => document.querySelectorAll('.sort-place').length === 2);
  await page.waitForTimeout(400);
  check('both places are shown', (await page.locator('.sort-place').allTextContents()).join() === '2,1', await page.locator('.sort-place').allTextContents());
  const rows = (await shown('description')).map((text, i) => [text, i]);
  const names = await shown('name');
  const order = rows.filter(([text]) => text !== 'NULL').map(([text, i]) => `${text}|${names[i]}`);
  const nulls = rows.filter(([text]) => text === 'NULL').map(([, i]) => names[i]);
  check('equal rows of the first column stand in the order of the second', nulls.length > 8 && nulls.join() === [...nulls].sort().join(), nulls);
  check('the first column decides first', rows.every(([text], i) => i === 0 || rows[i - 1][0] === 'NULL' || rows[i - 1][0] >= text), order);
  await page.click('.tools button:has-text("Sort")');
  await page.click('.add-sort');
  await page.selectOption('.sort-line:nth-child(3) .sort-column', {label: 'createdAt'});
  await page.click('.sort-line:nth-child(2) [aria-label="Earlier"]');
  await page.shot('sort');
  check('the dialog sorts by three columns, the name first', (await page.locator('.sort-column').evaluateAll((all) => all.map((one) => one.selectedOptions[0].textContent))).join() === 'name,description,createdAt');
  await page.click('.sort-dialog button:has-text("None")');
  await page.click('.sort-dialog button:has-text("Done")');
  await page.waitForFunction(() => document.querySelectorAll('.sort-place').length === 0);
  await page.focus('.grid');
  await page.keyboard.press('/');
  await page.selectOption('.filter-column', {label: 'name'});
  await page.fill('.filter-value', 'copper');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(400);
  check('a filter leaves what contains the text', (await page.textContent(cell(0, 1))).includes('copper'));
  await page.fill('.filter-where', '"applicationId" < \'application-2\'');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(400);
  await page.shot('filter');
  await page.fill('.filter-where', 'nonsense(');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.notice.error:not([hidden])');
  await page.click('.filter-line [aria-label="Remove all filters"]');
  await page.waitForFunction(() => document.querySelector('.table-page > .notice').hidden);
  await page.click('.tools button:has-text("Columns")');
  await page.click('.columns-dialog label:has-text("appName") input');
  await page.click('.columns-dialog button:has-text("Done")');
  check('a column is hidden', !(await page.locator('.head-name b').allTextContents()).includes('appName'));

  // Follow keys both ways.
  await openTable(page, 'deployment');
  const at = (await page.locator('.head-name b').allTextContents()).indexOf('applicationId');
  const wanted = (await page.textContent(cell(0, at))).trim();
  await page.hover(cell(0, at));
  await page.click(`${cell(0, at)} .follow`);
  await page.waitForFunction(() => document.querySelector('.toolbar h1')?.textContent === 'application');
  await rowsReady(page);
  check('a foreign key leads to its row', (await page.textContent(cell(0, 0))) === wanted, wanted);
  await page.click('button[aria-label="Details"]');
  await page.click('.inspector [role=tab]:has-text("Row")');
  await page.shot('row');
  await page.click('.incoming:has-text("deployment") >> nth=0');
  await page.waitForFunction(() => document.querySelector('.toolbar h1')?.textContent === 'deployment');
  await rowsReady(page);
  check('and back to the rows that refer to it', (await page.locator('.grid-row').count()) >= 1);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('.toolbar h1')?.textContent === 'application');

  // Kinds of values.
  await openTable(page, 'showcase');
  await page.click(cell(0, 5));
  await page.click('.inspector [role=tab]:has-text("Value")');
  await page.waitForSelector('.tree');
  await page.shot('json');
  await page.focus('.grid');
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector('.items');
  check('an array is a list with NULL', (await page.locator('.items li').allTextContents()).join('|') === 't1|with "quote"|NULL', await page.locator('.items li').allTextContents());
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector('.hex');
  await page.keyboard.press('ArrowRight');
  await page.click(cell(4, 8));
  await page.waitForFunction(() => document.querySelector('.inspector pre.plain')?.textContent.length > 5000);
  check('a long text is whole in the panel', (await page.textContent('.inspector pre.plain')).startsWith('Long text 5.'));
  check('NULL differs from the empty text', (await page.textContent(cell(1, 8))) === 'NULL' && (await page.textContent(cell(0, 8))) === 'empty', [await page.textContent(cell(1, 8)), await page.textContent(cell(0, 8))]);
  const [csv] = await Promise.all([page.waitForEvent('download'), (async () => {
    await page.click('.tools button:has-text("Export")');
    await page.click('dialog button:has-text("CSV")');
  })()]);
  const lines = readFileSync(await csv.path(), 'utf8');
  check('the export has all rows, whole', lines.includes('Long text 5. Long text 5.') && lines.split('Item ').length === 61);
  await openTable(page, 'keyless');
  check('a table without a key is read too', (await page.textContent(cell(0, 0))) === 'note 1');
  await page.focus('.grid');
  await page.keyboard.press('Control+End');
  await page.waitForFunction(() => [...document.querySelectorAll('.grid-row')].some((row) => row.textContent.includes('note 5000')));
  await openTable(page, 'busy_applications');
  check('a view is read too', await page.locator('.grid-row').count() > 5);
  check('read-only has no button for new rows', await page.locator('.add-row').count() === 0);
  check('nothing went wrong while reading', page.troubles.length === 0, page.troubles);

  // Edit.
  const writing = await start('--write', '--migrations', folder);
  const edit = await open(writing);
  await openTable(edit, 'showcase');
  const change = async (row, column, text) => {
    await edit.dblclick(cell(row, column));
    await edit.waitForSelector('.editor-input');
    await edit.fill('.editor-input', text);
    await edit.keyboard.press('Enter');
    await edit.waitForSelector('.editor', {state: 'detached'});
  };
  await change(0, 1, "O'Neil");
  await edit.dblclick(cell(1, 2));
  await edit.selectOption('select.editor-input', 'calm');
  await edit.shot('enum');
  await edit.click('.editor .primary');
  await edit.click(cell(2, 4));
  await edit.keyboard.press('Control+Backspace');
  await edit.waitForFunction((where) => document.querySelector(where)?.textContent === 'NULL', cell(2, 4));
  await edit.keyboard.press('Control+End');
  await edit.waitForSelector(cell(59, 4));
  await edit.keyboard.press('Shift+Delete');
  await edit.click('.add-row');
  await change(0, 1, 'Brand new');
  await edit.shot('staged');
  await edit.click('.review');
  const sql = await edit.textContent('.review .sql');
  check('the SQL is shown before it runs', sql.includes("'O''Neil'") && sql.includes('delete from') && sql.includes('insert into') && sql.includes('xmin'), sql);
  await edit.shot('review');
  await edit.click('.review .primary');
  await edit.waitForSelector('.staged-bar', {state: 'hidden'});
  await edit.waitForFunction(() => [...document.querySelectorAll('.grid-cell')].some((one) => one.textContent === "O'Neil"));
  check('after saving there are as many rows as before', (await edit.textContent('.status .count')) === '60 rows', await edit.textContent('.status .count'));

  // A foreign key is picked among the rows that it may refer to.
  await edit.click(cell(1, 0));
  await edit.keyboard.press('End');
  await edit.keyboard.press('Enter');
  await edit.waitForSelector('.picker-row');
  await edit.fill('.editor-input', 'item 17');
  await edit.waitForFunction(() => document.querySelectorAll('.picker-row').length === 1 && document.querySelector('.picker-row').textContent.includes('Item 17'));
  await edit.shot('picker');
  await edit.keyboard.press('ArrowDown');
  await edit.keyboard.press('Enter');
  await edit.waitForSelector('.editor', {state: 'detached'});
  check('the row that was picked is the new value', (await edit.textContent('.grid-cell.edited')).startsWith('17'), await edit.textContent('.grid-cell.edited'));
  await edit.keyboard.press('Enter');
  await edit.fill('.editor-input', '23');
  await edit.waitForFunction(() => document.querySelector('.picker-row b')?.textContent === '23');
  await edit.keyboard.press('Enter');
  check('a key can be typed as well', (await edit.textContent('.grid-cell.edited')).startsWith('23'));
  await edit.click('.staged-bar button:has-text("Discard")');

  // Rows from a CSV file: matched by name, staged, an error at its cell, then saved together.
  const csvFile = writeFile('import.csv', '\ufefftitle;Score;ready;unknown;tags;essay\r\n"Ann; ""A""";1.5;t;x;{};\r\nBob;-3;f;y;"{one,""two,three""}";""\r\n');
  await edit.click('.tools button:has-text("Import")');
  await edit.setInputFiles('.drop input', csvFile);
  await edit.waitForSelector('.import-table');
  await edit.shot('import');
  const targets = await edit.locator('.import-table select').evaluateAll((all) => all.map((one) => one.selectedOptions[0].textContent.split(' ')[0]));
  check('fields find their columns by name', targets.join() === 'title,score,ready,—,tags,essay', targets);
  await edit.click('.stage-rows');
  await edit.waitForFunction(() => document.querySelector('.staged-count').textContent.startsWith('2 changes'));
  check('quotes and separators inside of fields are text', (await edit.textContent(cell(0, 1))) === 'Ann; "A"', await edit.textContent(cell(0, 1)));
  await edit.evaluate(() => { document.querySelector('.grid').scrollLeft = 900; });
  await edit.waitForSelector(cell(1, 8));
  check('an empty field is NULL, a quoted one is empty', (await edit.textContent(cell(0, 8))) === 'NULL' && (await edit.textContent(cell(1, 8))) === 'empty', [await edit.textContent(cell(0, 8)), await edit.textContent(cell(1, 8))]);
  await edit.click('.save');
  await edit.waitForSelector('.staged-error');
  check('a row that the table refuses stops them all', (await edit.textContent('.staged-error')).includes('showcase_score_check'));
  await change(1, 4, '3');
  await edit.click('.save');
  await edit.waitForSelector('.staged-bar', {state: 'hidden'});
  await edit.waitForFunction(() => document.querySelector('.status .count').textContent === '62 rows');
  await edit.keyboard.press('Control+End');
  await edit.waitForSelector(".grid-row[data-row=\"61\"]");
  await edit.evaluate(() => { document.querySelector('.grid').scrollLeft = 0; });
  await edit.waitForSelector(cell(60, 1));
  check('imported rows are in the table', (await edit.textContent(cell(60, 1))) === 'Ann; "A"' && (await edit.textContent(cell(61, 6))) === '{one,"two,three"}', [await edit.textContent(cell(60, 1)), await edit.textContent(cell(61, 6))]);
  await edit.keyboard.press('Shift+Delete');
  await edit.keyboard.press('ArrowUp');
  await edit.keyboard.press('Shift+Delete');
  await edit.click('.save');
  await edit.waitForSelector('.staged-bar', {state: 'hidden'});
  await edit.keyboard.press('Control+Home');

  // An error at its cell, and a conflict.
  await change(3, 4, '-5');
  await edit.click('.save');
  await edit.waitForSelector('.grid-cell.has-error');
  check('a check violation is shown at the cell', (await edit.textContent('.grid-cell.has-error')).includes('-5') && (await edit.textContent('.staged-error')).includes('showcase_score_check'));
  await edit.shot('error');
  await edit.click('.staged-bar button:has-text("Discard")');
  const other = await open(writing);
  await openTable(other, 'showcase');
  await change(4, 1, 'first wins');
  await other.dblclick(cell(4, 1));
  await other.fill('.editor-input', 'second loses');
  await other.keyboard.press('Enter');
  await edit.click('.save');
  await edit.waitForSelector('.staged-bar', {state: 'hidden'});
  await other.click('.save');
  await other.waitForSelector('.staged-error');
  check('a conflict is told, and nothing is overwritten', (await other.textContent('.staged-error')).includes('somebody else'));
  await other.click('.staged-bar button:has-text("Drop this change")');
  await other.waitForFunction(() => [...document.querySelectorAll('.grid-cell')].some((one) => one.textContent === 'first wins'));
  await other.close();

  // Console.
  await edit.click('.pages a:has-text("SQL")');
  await edit.fill('.console-text', "-- two results\nselect p.name, count(*) from project p join environment e using (\"projectId\") group by 1 order by 2 desc;\nselect ';' as semicolon, null as nothing;\nupdate showcase set ready = true where id < 3;");
  await edit.keyboard.press('Control+Enter');
  await edit.waitForFunction(() => document.querySelectorAll('.result-tabs button').length === 3);
  await edit.click('.result-tabs button >> nth=0');
  await edit.shot('console');
  const [json] = await Promise.all([edit.waitForEvent('download'), edit.click('.status button:has-text("JSON")')]);
  check('a result is exported as JSON', JSON.parse(readFileSync(await json.path(), 'utf8')).length === 28);
  await edit.fill('.console-text', 'select pg_sleep(60)');
  await edit.click('.run');
  await edit.waitForTimeout(600);
  await edit.click('.stop');
  await edit.waitForSelector('.result-error');
  check('a statement can be cancelled', (await edit.textContent('.result-error')).includes('57014') || (await edit.textContent('.result-error')).includes('cancel'), await edit.textContent('.result-error'));
  await edit.fill('.console-text', 'delete from showcase; selec');
  await edit.click('.run');
  await edit.waitForFunction(() => document.querySelectorAll('.result-tabs button').length === 2);
  check('a failed batch is rolled back', (await edit.textContent('.result-error')).includes('rolled back'));
  await edit.fill('.console-text', 'select a.name, count(*)\nfrom application a join deployment d using ("applicationId")\nwhere a.name like \'c%\' group by 1 order by 2');
  await edit.click('.analyze');
  await edit.waitForSelector('.plan');
  check('a plan is a tree with times', (await edit.locator('.plan tbody tr').count()) >= 4 && (await edit.textContent('.plan-sum')).includes('ms'));
  await edit.shot('plan');
  await edit.fill('.console-text', 'delete from showcase');
  await edit.click('.analyze');
  await edit.waitForFunction(() => document.querySelector('.plan-node b')?.textContent.includes('ModifyTable') || document.querySelector('.plan-node')?.textContent.includes('showcase'));
  await edit.click('.history');
  check('the history has what was run', (await edit.locator('.history-menu .menu-item').count()) >= 5);
  await edit.keyboard.press('Escape');
  await openTable(edit, 'showcase');
  check('analysing a delete deletes nothing', (await edit.textContent('.status .count')) === '60 rows');

  // Diagram and migrations.
  await edit.keyboard.press('Alt+3');
  await edit.waitForSelector('.er-table');
  check('the diagram has all tables and keys', (await edit.locator('.er-table').count()) >= 69 && (await edit.locator('.er-link').count()) >= 125);
  await edit.shot('diagram');
  await edit.fill('.tools .find', 'deployment');
  await edit.shot('diagram-focus');
  const [svg] = await Promise.all([edit.waitForEvent('download'), edit.click('.tools button:has-text("SVG")')]);
  check('the picture is saved as SVG', readFileSync(await svg.path(), 'utf8').startsWith('<svg'));
  const [png] = await Promise.all([edit.waitForEvent('download'), edit.click('.tools button:has-text("PNG")')]);
  check('and as PNG', readFileSync(await png.path()).subarray(1, 4).toString() === 'PNG');
  await edit.keyboard.press('Alt+4');
  await edit.waitForSelector('.migration');
  check('all migrations are applied', (await edit.textContent('.toolbar .sub')).includes('186 applied'), await edit.textContent('.toolbar .sub'));
  await edit.shot('migrations');
  await edit.click('.compare');
  await edit.waitForFunction(() => document.querySelector('.migration-head h2')?.textContent.includes('drift'));
  await edit.shot('drift');
  await edit.keyboard.press('Control+k');
  await edit.fill('.palette-input', 'show');
  await edit.shot('palette');
  await edit.keyboard.press('Enter');
  await edit.waitForFunction(() => document.querySelector('.toolbar h1')?.textContent === 'showcase');
  await edit.focus('.grid');
  await edit.keyboard.press('?');
  await edit.waitForSelector('.shortcuts');
  await edit.shot('shortcuts');
  check('nothing went wrong while writing', edit.troubles.length === 0, edit.troubles);

  for (const [name, options] of [['dark', {colorScheme: 'dark'}], ['phone', {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true}]]) {
    const look = await open(writing, options);
    if (name === 'phone') await look.click('button[aria-label="Tables"]');
    await openTable(look, 'showcase');
    await look.shot(name);
    check(`the page fits: ${name}`, await look.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await look.close();
  }
  await page.reload();
  await page.waitForSelector('.ask');
  check('a reload asks for the link again', await page.locator('.tables').count() === 0);
});
