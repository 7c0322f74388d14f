import type { Response } from 'express';
import type { Store } from '../store/store.ts';
import { familyOf } from './threads.ts';

/** Changes are told at most this often, so that a mass of texts does not drown the page. */
const EVERY_MS = 120;

export type Live = { join: (response: Response) => void; close: () => void };

/** Tells open pages, by Server-Sent Events, on which phones something changed; `[]` is anything. */
export function createLive(store: Store): Live {
  const pages = new Set<Response>();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  const flush = () => {
    timer = null;
    for (const page of pages) page.write(`data: ${JSON.stringify([...changed])}\n\n`);
    changed.clear();
  };
  const leave = store.onChange(({ message }) => {
    if (pages.size === 0) return;
    if (message) changed.add(familyOf(message));
    timer ??= setTimeout(flush, EVERY_MS);
  });
  return {
    join: (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': here\n\n');
      pages.add(response);
      response.on('close', () => pages.delete(response));
    },
    close: () => {
      leave();
      if (timer) clearTimeout(timer);
      for (const page of pages) page.end();
    },
  };
}
