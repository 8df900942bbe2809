// SPDX-License-Identifier: MIT
// Starts orm-kit studio and a headless Chromium for a test, and keeps the screenshots.
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';

const SKIPPED = 77;
export const {ORM_KIT, ORM_STUDIO_FIXTURE, ORM_STUDIO_OUT, DATABASE_URL, ORM_SHARED_DIR} = process.env;

export function skip(reason) {
  console.log(`SKIPPED: ${reason}`);
  process.exit(SKIPPED);
}

function findChromium() {
  for (const name of [process.env.ORM_CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const found = name && spawnSync('which', [name], {encoding: 'utf8'});
    if (found?.status === 0) return found.stdout.trim();
  }
  return skip('there is no chromium; install it with apt');
}

/// playwright-core lives in the build folder; it is fetched once. Later ones refuse the Node 18 of Debian 12.
function loadPlaywright() {
  const folder = path.join(ORM_STUDIO_OUT, 'node');
  mkdirSync(folder, {recursive: true});
  const lookup = () => createRequire(path.join(folder, 'x.js'))('playwright-core');
  try { return lookup(); } catch { /* not there yet */ }
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  const fetched = spawnSync('npm', ['install', '--no-audit', '--no-fund', 'playwright-core@~1.57.0'], {cwd: folder, timeout: 120000});
  if (fetched.status !== 0) skip('playwright-core could not be fetched from npm');
  return lookup();
}

/// Migrations folder (or '-') and SQL files go into the database of DATABASE_URL.
export function prepare(folder, ...files) {
  execFileSync(ORM_STUDIO_FIXTURE, [DATABASE_URL, folder, ...files], {stdio: 'inherit'});
}

export function writeFile(name, text) {
  mkdirSync(ORM_STUDIO_OUT, {recursive: true});
  const file = path.join(ORM_STUDIO_OUT, name);
  writeFileSync(file, text);
  return file;
}

/// Runs test({studio, open, check}) and ends with the right exit status.
export async function run(name, test) {
  if (!ORM_KIT || !existsSync(ORM_KIT)) skip('orm-kit was built without its studio');
  const executablePath = findChromium();
  const {chromium} = loadPlaywright();
  const browser = await chromium.launch({executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage']});
  const studios = [];
  const shots = path.join(ORM_STUDIO_OUT, 'screenshots');
  mkdirSync(shots, {recursive: true});
  let failed = 0;
  let checked = 0;
  const check = (claim, isTrue, found) => {
    checked++;
    if (!isTrue) { failed++; console.log(`FAILED: ${claim}${found === undefined ? '' : `\n    found: ${JSON.stringify(found)}`}`); }
  };
  const start = async (...options) => {
    const file = path.join(ORM_STUDIO_OUT, `${name}.${studios.length}.link`);
    const child = spawn(ORM_KIT, ['studio', '--port', '0', '--link-file', file, ...options], {env: {...process.env, DATABASE_URL}});
    const studio = {child, output: '', pid: child.pid};
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { studio.output += data; });
    studios.push(studio);
    for (let i = 0; i < 100 && !studio.output.includes('the link is in'); i++) await new Promise((done) => setTimeout(done, 100));
    if (!existsSync(file)) throw new Error(`the studio did not start: ${studio.output}`);
    studio.linkFile = file;
    studio.link = readFileSync(file, 'utf8').trim();
    studio.memory = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]);
    return studio;
  };
  const open = async (studio, options = {}) => {
    const context = await browser.newContext({viewport: {width: 1280, height: 800}, acceptDownloads: true, ...options});
    const page = await context.newPage();
    page.troubles = [];
    page.setDefaultTimeout(15000);
    page.on('pageerror', (failure) => page.troubles.push(`error: ${failure.message}`));
    page.on('console', (message) => { if (message.type() === 'error' && !message.text().includes('status of 4')) page.troubles.push(`console: ${message.text()}`); });
    page.on('dialog', (dialog) => { page.troubles.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.shot = async (title) => { await page.waitForTimeout(250); await page.screenshot({path: path.join(shots, `${name}-${title}.png`)}); };
    await page.goto(studio.link);
    await page.waitForSelector('.tables a', {state: 'attached'});
    return page;
  };
  try { await test({start, open, check}); }
  catch (failure) {
    failed++;
    console.log(`FAILED: ${failure.stack}`);
    let at = 0;
    for (const context of browser.contexts()) for (const page of context.pages()) await page.screenshot({path: path.join(shots, `${name}-failed-${at++}.png`)});
  }
  await browser.close();
  for (const studio of studios) {
    studio.child.kill('SIGTERM');
    await Promise.race([new Promise((done) => studio.child.once('exit', done)), new Promise((done) => setTimeout(done, 5000))]);
    check('the link file is gone when the studio has ended', !existsSync(studio.linkFile));
    rmSync(studio.linkFile, {force: true});
  }
  console.log(`${name}: ${checked - failed} of ${checked} checks hold; screenshots in ${shots}`);
  process.exit(failed === 0 ? 0 : 1);
}

export const rowsReady = (page) => page.waitForSelector('.grid-row:not(.waiting)');
export const cell = (row, column) => `.grid-row[data-row="${row}"] [data-column="${column}"]`;

export async function openTable(page, name) {
  await page.locator('.tables a', {has: page.locator('.table-name', {hasText: new RegExp(`^${name}$`)})}).first().click();
  await page.waitForFunction((title) => document.querySelector('.toolbar h1')?.textContent === title, name);
  await rowsReady(page);
}
