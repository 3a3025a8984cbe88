// Asks the server, and tells apart what can go wrong on the way.

import { settings } from "./dom.js";

export class Offline extends Error {}
export class SignedOut extends Error {}
export class OtherUser extends Error {}
export class Refused extends Error {
  constructor(status, answer) {
    super(answer.detail ?? "");
    this.status = status;
    this.answer = answer;
  }
}

let csrf = document.querySelector("#workspace-preview-form [name=csrfmiddlewaretoken]").value;

const ask = async (address, options = {}) => {
  let response;
  try {
    response = await fetch(address, { redirect: "manual", credentials: "same-origin", ...options });
  } catch {
    throw new Offline();
  }
  if (response.type === "opaqueredirect" || response.status === 401) throw new SignedOut();
  if (response.status >= 500 || response.status === 429) throw new Offline();
  const isValue = response.headers.get("content-type")?.startsWith("application/json");
  if (!isValue) throw new Refused(response.status, {});
  const answer = await response.json();
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
};

export const get = (address, query = {}) => {
  const search = query instanceof URLSearchParams ? query : new URLSearchParams(query);
  return ask(search.size ? `${address}?${search}` : address);
};

// Whoever signs in anew gets a new token; a text of one person is never saved as another's.
export const renew = async () => {
  const session = await get(settings.addresses.session);
  if (session.user !== settings.user) throw new OtherUser();
  csrf = session.csrf;
};

export const post = async (address, values) => {
  const send = () => {
    const body = values instanceof URLSearchParams ? values : new URLSearchParams(values);
    return ask(address, { method: "POST", body, headers: { "X-CSRFToken": csrf } });
  };
  try {
    return await send();
  } catch (error) {
    // Without a sentence of the workspace's own, it was the token that was refused.
    if (!(error instanceof Refused) || error.status !== 403 || error.message) throw error;
    await renew();
    return send();
  }
};

export const token = () => csrf;
