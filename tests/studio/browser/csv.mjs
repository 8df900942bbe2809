// SPDX-License-Identifier: MIT
// The CSV reader alone, without a browser: what spreadsheets and people write.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const source = readFileSync(path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../studio/csv.js'), 'utf8');
const {parseCsv, separatorOf} = await import(`data:text/javascript,${encodeURIComponent(source)}`);

let failed = 0;
const same = (claim, found, wanted) => {
  if (JSON.stringify(found) === JSON.stringify(wanted)) return;
  failed++;
  console.log(`FAILED: ${claim}\n    found:  ${JSON.stringify(found)}\n    wanted: ${JSON.stringify(wanted)}`);
};
const rows = (text, ...more) => parseCsv(text, ...more).rows;

same('plain', rows('a,b\n1,2\n'), [['a', 'b'], ['1', '2']]);
same('no line end at the end', rows('a,b\n1,2'), [['a', 'b'], ['1', '2']]);
same('CRLF', rows('a,b\r\n1,2\r\n'), [['a', 'b'], ['1', '2']]);
same('old Macs', rows('a,b\r1,2\r'), [['a', 'b'], ['1', '2']]);
same('a byte order mark', rows('\ufeffa,b\n1,2'), [['a', 'b'], ['1', '2']]);
same('quotes', rows('"a ""b""","c,d"\n"e\r\nf",g'), [['a "b"', 'c,d'], ['e\r\nf', 'g']]);
same('nothing is NULL, a quoted nothing is empty', rows('a,,""\n,""\n'), [['a', null, ''], [null, '']]);
same('a separator at the end is one more field', rows('a,\nb,'), [['a', null], ['b', null]]);
same('blank lines are no rows', rows('a\n\n\nb\n'), [['a'], ['b']]);
same('a quoted blank line is one', rows('a\n""\nb'), [['a'], [''], ['b']]);
same('rows of different length stay so', rows('a,b,c\n1\n1,2,3,4'), [['a', 'b', 'c'], ['1'], ['1', '2', '3', '4']]);
same('blanks are text', rows(' a , b \n'), [[' a ', ' b ']]);
same('no text, no rows', rows(''), []);
same('the number of rows can be limited', rows('1\n2\n3\n4', ',', 2), [['1'], ['2']]);
same('a quote in the middle is text', rows('5" disk,x'), [['5" disk', 'x']]);
same('an open quote is told with its line', parseCsv('a\nb\n"c\nd').error, {line: 3, message: 'a quote is opened and never closed'});
same('text behind a quote is told', parseCsv('a\n"b"c\n').error?.line, 2);
same('separators are found', ['a,b;c,d', 'a;b;c', 'a\tb', 'a|b|c', '"x;y;z",b'].map(separatorOf), [',', ';', '\t', '|', ',']);

// parse(print(x)) is x, for hundreds of odd tables.
const letters = ['a', '"', ',', ';', '\n', '\r', '\t', ' ', 'ä', '\u2028', "'", '\\'];
let state = 42;
const below = (most) => { state = (state * 1103515245 + 12345) % 2147483648; return state % most; };
for (let round = 0; round < 2000; round++) {
  const width = 2 + below(4);
  const table = Array.from({length: 1 + below(5)}, () => Array.from({length: width}, () => below(5) === 0 ? null
    : Array.from({length: below(6)}, () => letters[below(letters.length)]).join('')));
  const text = table.map((line) => line.map((one) => one === null ? '' : `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n');
  same(`round ${round}`, rows(text, ','), table);
}
console.log(failed === 0 ? 'csv: all claims hold, 2000 random tables among them' : `csv: ${failed} claims fail`);
process.exit(failed === 0 ? 0 : 1);
