/** One create that reached the API: what it asked for and what came of it. */
export type CreateRequest = {
  /** Real time and moved time, ISO. */
  at: string;
  atClock: string;
  to: string;
  from: string;
  messagingServiceSid: string;
  body: string;
  statusCallback: string;
  /** Whether a message was made, whatever the caller was told. */
  accepted: boolean;
  sid: string | null;
  /** The error code answered, if any. */
  code: number | null;
  /** The fault that struck the answer, if any. */
  fault: string | null;
};
export type RequestLog = {
  add: (request: CreateRequest) => void;
  all: () => CreateRequest[];
  clear: () => void;
};

/** The log forgets the oldest beyond this many. */
const MOST = 200_000;

/** Keeps the creates of this run, for tests that count them. */
export function createRequestLog(): RequestLog {
  let requests: CreateRequest[] = [];
  return {
    add: (request) => {
      requests.push(request);
      if (requests.length > MOST) requests = requests.slice(MOST / 2);
    },
    all: () => requests,
    clear: () => {
      requests = [];
    },
  };
}
