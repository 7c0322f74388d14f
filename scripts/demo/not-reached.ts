import type { Contact, Rsvp, RsvpState } from '#domain';
import type { Store } from '#storage';
import type { Story } from './story.ts';

const BECAUSE: Record<RsvpState, string> = {
  yes: 'coming',
  maybe: 'may come',
  no: 'not coming',
  cancelled: 'not coming',
  waitlisted: 'on the waitlist',
  offered: 'offered a seat',
  invited: 'no answer yet',
};

/** One line on the families whose phones a stage did not reach, and why not. */
export async function notReached(
  store: Store,
  families: Story['families'],
  reached: string[],
): Promise<string> {
  const left = Object.values(families).filter(({ phone }) => !reached.includes(phone));
  const contacts = await store.contacts
    .find({ phone: { $in: left.map(({ phone }) => phone) } })
    .lean<Contact[]>();
  const rsvps = await store.rsvps
    .find({ contact: { $in: contacts.map(({ _id }) => _id) } })
    .lean<Rsvp[]>();
  const why = (phone: string) => {
    const contact = contacts.find((each) => each.phone === phone);
    if (contact?.consent.optedOutAt) return 'opted out';
    const rsvp = rsvps.find((each) => each.contact === contact?._id);
    return rsvp ? BECAUSE[rsvp.state] : 'never agreed to texts';
  };
  const groups = [...Map.groupBy(left, ({ phone }) => why(phone))].map(
    ([reason, group]) => `${group.map(({ name }) => name.split(' ')[0]).join(', ')} (${reason})`,
  );
  return `Not sent to ${groups.join(', ')}.`;
}
