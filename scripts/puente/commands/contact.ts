import { z } from 'zod';
import { ledgerOf } from '#contacts';
import {
  CONSENT_SCOPES,
  type ConsentScope,
  type ConsentState,
  type Contact,
  parsePhone,
  type Rsvp,
} from '#domain';
import { command, done, refused } from '../command.ts';
import { messagesOf } from '../messages-of.ts';

/** One family: its language, consent by scope, answers, consent ledger, and all messages in order. */
export const contact = command(
  z.strictObject({ phone: z.string() }),
  { phone: '+12135550101' },
  async (world, argument) => {
    const phone = parsePhone(argument.phone);
    if (!phone) return refused('phone: must be a phone number, like +12135550101.');
    const found = await world.store.contacts.findOne({ phone }).lean<Contact>();
    if (!found) return refused('No contact has this phone. Load it first.');
    const [rsvps, ledger, messages] = await Promise.all([
      world.store.rsvps.find({ contact: found._id }).sort({ startsAt: 1 }).lean<Rsvp[]>(),
      ledgerOf(world, found._id),
      messagesOf(world, found._id),
    ]);
    return done({
      language: found.language,
      consent: Object.fromEntries(
        CONSENT_SCOPES.map((scope) => [scope, standing(found.consent, scope)]),
      ),
      rsvps: rsvps.map(({ _id, contact, ...rsvp }) => rsvp),
      ledger: ledger.map(({ change, scope, at, medium, words, by }) => ({
        change,
        scope,
        at,
        medium,
        words,
        by,
      })),
      messages,
    });
  },
);

type Standing = 'granted' | 'none' | 'opted_out' | 'suspended' | 'carrier_blocked';

/** Where she stands in one word, the strongest first: what holds a text back stands before what allows it. */
function standing(consent: ConsentState, scope: ConsentScope): Standing {
  if (consent.optedOutAt) return 'opted_out';
  if (consent.carrierBlockedAt) return 'carrier_blocked';
  if (consent.suspendedAt) return 'suspended';
  return consent.granted[scope] ? 'granted' : 'none';
}
