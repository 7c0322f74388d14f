import type { Clock } from '#domain';
import type { RequestLog } from './api/request-log.ts';
import type { Faults } from './faults.ts';
import type { Callbacks } from './send/callbacks.ts';
import type { Carrier } from './send/carrier.ts';
import type { EmulatorSettings } from './settings.ts';
import type { Store } from './store/store.ts';
import type { Poster } from './webhook/poster.ts';

/** Everything the emulator's routes work with; createEmulator builds it. */
export type Parts = {
  settings: EmulatorSettings;
  clock: Clock;
  store: Store;
  faults: Faults;
  requests: RequestLog;
  poster: Poster;
  callbacks: Callbacks;
  carrier: Carrier;
};
