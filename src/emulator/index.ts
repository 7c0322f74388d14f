export type { CreateRequest } from './api/request-log.ts';
export { type EmulatorControl, emulatorControl } from './control.ts';
export { createEmulator, type Emulator } from './emulator.ts';
export type { FaultInput } from './faults.ts';
export type { InboundInput, InboundOutcome } from './receive/inbound-form.ts';
export { EmulatorSettings, type EmulatorSettingsInput } from './settings.ts';
export type { TwilioMessage } from './store/message.ts';
