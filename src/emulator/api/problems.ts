/** A refusal in Twilio's words: HTTP status and text by error code. */
const PROBLEMS: Record<number, [status: number, message: string]> = {
  20001: [400, 'Invalid parameter'],
  20003: [401, 'Authenticate'],
  20009: [409, 'The message is still on its way'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too Many Requests'],
  20500: [500, 'Internal Server Error'],
  20503: [503, 'Service Unavailable'],
  21211: [400, "Invalid 'To' Phone Number"],
  21212: [400, "Invalid 'From' Phone Number"],
  21266: [400, "'To' and 'From' number cannot be the same"],
  21408: [
    400,
    "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
  ],
  21602: [400, 'Message body is required'],
  21603: [400, "A 'From' phone number is required"],
  21604: [400, "A 'To' phone number is required"],
  21606: [
    400,
    "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination",
  ],
  21609: [400, "The 'StatusCallback' URL is not a valid URL"],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21611: [400, "This 'From' number has exceeded the maximum number of queued messages"],
  21612: [400, "The 'To' phone number is not currently reachable using the 'From' phone number"],
  21614: [400, "'To' number is not a valid mobile number"],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit'],
  21620: [400, 'Invalid media URL(s)'],
  21655: [400, 'The ContentSid is Invalid'],
  21656: [400, 'The ContentVariables parameter is invalid'],
  21705: [400, 'The Messaging Service Sid is invalid'],
  21910: [400, "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel"],
  30409: [400, 'This message cannot be canceled'],
  35114: [400, 'SendAt must be between 300 seconds and 35 days in the future'],
  35118: [400, 'MessagingServiceSid is required to schedule a message'],
  63007: [400, 'Twilio could not find a Channel with the specified From address'],
};

/** The body and status of an error answer; `status` replaces the code's own. */
export function problem(code: number | null, status?: number): { status: number; json: object } {
  const [own, message] = (code !== null && PROBLEMS[code]) || [
    status ?? 400,
    'An error made on demand',
  ];
  return {
    status: status ?? own,
    json: {
      code,
      message,
      more_info: code === null ? null : `https://www.twilio.com/docs/errors/${code}`,
      status: status ?? own,
    },
  };
}

/** Twilio's short text for an error that a message met on its way. */
const DELIVERY_ERRORS: Record<number, string> = {
  21610: 'Attempt to send to unsubscribed recipient',
  30001: 'Queue overflow',
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
  30036: 'Validity Period Expired',
  63013: 'This message send failed because it violates Channel provider policy',
  63028: 'Number of parameters provided does not match the expected number of parameters',
  63049: 'Meta chose not to deliver this WhatsApp marketing message',
  63016: 'Failed to send freeform message because you are outside the allowed window',
};

/** The `error_message` that goes with an `error_code` of a message. */
export function deliveryError(code: number): string {
  return DELIVERY_ERRORS[code] ?? 'Unknown error';
}
