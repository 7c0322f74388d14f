export {
  type CallWish,
  callList,
  closeAnswered,
  closeCalls,
  type Listed,
  noteTold,
  openCall,
  openCallForLanguage,
} from './call-list.ts';
export { findListed } from './find-listed.ts';
export { contactOfPhone } from './find-or-create.ts';
export {
  type ConsentRecord,
  type ContactRecord,
  type Imported,
  importContact,
} from './import-contact.ts';
export { importStaff, type StaffRecord } from './import-staff.ts';
export { lockContact, lockContacts } from './lock-contact.ts';
export { type ConsentEntry, ledgerOf, recordConsent } from './record-consent.ts';
export { addTag, removeTag, setField } from './set-field.ts';
