// SPDX-License-Identifier: MIT
// Reads CSV as RFC 4180 and spreadsheets write it. An empty field is NULL, a quoted one is an empty text.

/// The separator that stands most often in the first line, outside of quotes.
export function separatorOf(text) {
  const counts = {',': 0, ';': 0, '\t': 0, '|': 0};
  let isQuoted = false;
  for (const letter of text.slice(0, 65536)) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (letter === '\n') break;
    else if (letter in counts) counts[letter]++;
  }
  return Object.entries(counts).sort((a, b) => b[1] - a[1])[0][0];
}

/// Gives: {rows: [[text or null]], error: null or {line, message}}. Reading stops after `most` rows.
export function parseCsv(source, separator = separatorOf(source), most = Infinity) {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  const rows = [];
  let row = [];
  let at = 0;
  let line = 1;
  const endRow = () => {
    // A blank line is no row, unless it is a quoted nothing.
    if (row.length > 1 || row[0] !== null) rows.push(row);
    row = [];
  };
  while (at < text.length && rows.length < most) {
    let value = '';
    const isQuoted = text[at] === '"';
    if (isQuoted) {
      const begin = line;
      for (at++; ; at++) {
        if (at >= text.length) return {rows, error: {line: begin, message: 'a quote is opened and never closed'}};
        if (text[at] === '"' && text[at + 1] !== '"') break;
        if (text[at] === '"') at++;
        if (text[at] === '\n') line++;
        value += text[at];
      }
      at++;
      if (at < text.length && text[at] !== separator && text[at] !== '\r' && text[at] !== '\n')
        return {rows, error: {line, message: 'something stands behind a closing quote'}};
    } else {
      const begin = at;
      while (at < text.length && text[at] !== separator && text[at] !== '\r' && text[at] !== '\n') at++;
      value = text.slice(begin, at);
    }
    row.push(value === '' && !isQuoted ? null : value);
    if (text[at] === separator) {
      at++;
      if (at === text.length) row.push(null);
      else continue;
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    line++;
    endRow();
  }
  if (row.length) endRow();
  return {rows, error: null};
}
