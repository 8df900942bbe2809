// SPDX-License-Identifier: MIT
// Calls to the server. The token lives in this module's memory and nowhere else.

let token = '';

/// Takes the token out of the address, so that it is in no history and no screenshot.
export function takeToken() {
  const found = /^#token=([0-9a-f]{64})$/.exec(location.hash);
  if (found) {
    token = found[1];
    history.replaceState(null, '', location.pathname);
  }
  return token !== '';
}

export function setToken(text) {
  const found = /([0-9a-f]{64})\s*$/.exec(text);
  if (found) token = found[1];
  return Boolean(found);
}

export class CallError extends Error {
  constructor(status, details) {
    super(details?.message ?? 'the studio does not answer');
    this.status = status;
    this.details = details ?? {};
  }
}

export async function call(name, body = {}, signal) {
  let answer;
  try {
    answer = await fetch(`/api/${name}`, {
      method: 'POST', body: JSON.stringify(body), signal, cache: 'no-store', credentials: 'omit',
      headers: {'content-type': 'application/json', 'orm-studio-token': token},
    });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new CallError(0, {message: 'the studio does not answer; has it been stopped?'});
  }
  const result = await answer.json().catch(() => null);
  if (!answer.ok || result === null) throw new CallError(answer.status, result?.error);
  return result;
}

export function newId() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('');
}
