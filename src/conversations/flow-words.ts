import { DAY } from '#domain';
import type { Text } from '#engine';
import type { Words } from './say.ts';
import type { Spoken, Stored } from './turn.ts';

/** A flow's text with what its conversation knows to fill it. */
export function flowWords(stored: Stored, text: Text): Words {
  const values: Record<string, unknown> = { ...stored.state.facts, ...text.values };
  return { namespace: stored.flow, key: text.key, values };
}

/** The flow that asks for consent speaks to who has not given it: the one question that may (design §6). */
export function fixedOf(stored: Stored): Spoken['fixed'] {
  return stored.flow === 'consent_request' ? { validMs: DAY } : null;
}
