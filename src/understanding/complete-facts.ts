import type { Draft } from './draft.ts';
import { saysWhen } from './read-late.ts';
import { readPicks } from './read-picks.ts';
import { meant, type Reading } from './reading.ts';
import { stanceOf } from './stance.ts';

/**
 * The facts of an intent that the rules did not hear, or heard otherwise: how late she comes, which time she
 * takes, whether she needs care, that a child is absent. A time that goes against what she means is taken away.
 * Intents stay as they are.
 */
export function completeFacts(reading: Reading, draft: Draft): void {
  const { expects } = reading.context;
  if (draft.intents.includes('late')) saysWhen(reading, draft);
  if (expects === 'slot') completeSlot(reading, draft);
  if (expects === 'childcare' && draft.intents.includes('childcare')) completeCare(reading, draft);
  if (expects === null && draft.intents.join() === 'other') completeAbsence(reading, draft);
}

/** "La 1, no me la vaya a quitar": a yes takes the time that is named, a no takes none. */
function completeSlot(reading: Reading, { intents, facts }: Draft): void {
  if (intents.includes('yes') && (facts.slot ?? 'none') === 'none') {
    const picks = readPicks(reading);
    delete facts.slot;
    if (picks.length > 0 && picks[0] !== 'none') facts.slot = picks.join(',');
  } else if (intents.includes('no') && !intents.includes('question')) facts.slot = 'none';
}

/** "Cancele el cuidado", "sin eso no podría ir, tres". */
function completeCare(reading: Reading, { intents, facts }: Draft): void {
  if (facts.need || facts.ask || intents.includes('question') || intents.includes('no')) return;
  const { verdict } = stanceOf(reading);
  const takenBack = reading.found.stop.length > 0 || takesOff(reading);
  const refused = meant(reading, 'no', 'no_need', 'no_longer', 'cancel').length > 0;
  if (verdict === 'no' || verdict === 'cancel' || takenBack) facts.need = 'no';
  else if (verdict === 'yes' || reading.people.children !== null) facts.need = 'yes';
  else if (refused) facts.need = 'no';
}

function takesOff({ found }: Reading): boolean {
  return found.sign.some(({ kind }) => kind === 'rather_than' || kind === 'taken_off');
}

/** "Mi niño no va hoy, trae piojos": a child who is ill or does not go, where nothing was asked. */
function completeAbsence(reading: Reading, { facts }: Draft): void {
  // "No manden a las 5, despiertan al niño" is about our texts.
  if (facts.topic !== undefined || facts.quiet_hours || facts.frequency) return;
  const { found } = reading;
  const child = found.people.some(({ kind }) => kind === 'child' || kind === 'children');
  const ill = found.reason.some(({ value }) => value === 'sick');
  const away = meant(reading, 'no', 'cant', 'cancel', 'no_longer').length > 0;
  if ((child && away) || (ill && (child || away))) facts.topic = 'student_absence';
}
