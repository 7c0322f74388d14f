import { type Draft, say } from './draft.ts';
import { meant, type Reading } from './reading.ts';

/** Says how many come, if that was said; true if so. */
export function sayPartySize(reading: Reading, draft: Draft): boolean {
  const { context, loneNumber: n } = reading;
  const people = peopleOf(reading);
  // "Puedo llevar a mi vecina?" asks, and counts nobody yet.
  const asksOnly = draft.intents.includes('question') || draft.facts.ask === 'yes';
  const answers = context.expects === 'party_size' && beginsWithNumber(reading);
  const speaksOfHer =
    answers || people !== reading.people || meant(reading, 'yes', 'coming').length > 0;
  if (asksOnly && !speaksOfHer) return false;
  // "Hay guardería? Son 2, de 1 y 4": the children who need care.
  if (draft.facts.ask === 'yes' && people.total === reading.ages.ages.length) return false;
  const option = n !== null && n >= 1 && n <= context.options.length;
  const counts = context.expects === 'party_size' || (context.expects === 'attendance' && !option);
  const total = people.total ?? (counts && n !== null && n > 0 ? n : null);
  const stated = total ?? numberBesideYes(reading);
  if (stated === null || stated === 0 || (people.relative && context.confirmed)) return false;
  const { adults, children, guessed } = people;
  say(draft, 'party_size', { party_size: String(stated) });
  if (adults !== null) draft.facts.adults = String(adults);
  if (children !== null) draft.facts.children = String(children);
  if (guessed) {
    draft.certainty = 'soft';
    draft.confirmNeeded = true;
  }
  return true;
}

/** "Cuatro, van a dar de cenar?": where how many was asked, or nothing was, a question counts nobody. */
function peopleOf({ context, asking, people, stated }: Reading): Reading['people'] {
  const open = context.expects === 'party_size' || context.expects === null;
  return open && asking.includes(true) ? stated : people;
}

function beginsWithNumber({ words, found }: Reading): boolean {
  const named = found.people.some(({ kind, start }) => kind === 'number' && start === 0);
  return named || /^\d{1,2}$/.test(words[0]?.text ?? '');
}

/** "Sí 3": a yes, and a number that is not the yes's own. Where nothing is open, a 1 may be the older yes's. */
function numberBesideYes(reading: Reading): number | null {
  const { loneNumber: n, context } = reading;
  const { expects, options } = context;
  if (n === null || (expects !== 'attendance' && expects !== null)) return null;
  const isYes = expects === null ? n === 1 : options[n - 1] === 'yes';
  return meant(reading, 'yes').length > 0 && !isYes ? n : null;
}
