export type { ServiceAddresses } from './addresses.ts';
export { findServices } from './find-services.ts';
export { freePort } from './free-port.ts';
export { readRecord } from './record.ts';
export { type Services, type ServicesWanted, startServices } from './start-services.ts';
