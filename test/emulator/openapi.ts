import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

type Schema = Record<string, unknown>;
const file = new URL('../data/twilio-messages-openapi-subset.json', import.meta.url);
const api = JSON.parse(readFileSync(file, 'utf8'));

// OpenAPI 3.0's `nullable` is known to ajv only beside a `type`; formats that only Twilio knows are given here.
const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addFormat('phone-number', /^(whatsapp:)?\+\d{7,15}$|^$/);
ajv.addFormat('date-time-rfc-2822', /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
ajv.addFormat('currency', /^[A-Z]{3}$/);
ajv.addFormat('uri-map', true);
// Twilio's own page URIs are relative.
ajv.addFormat('uri', (text) => URL.canParse(text, 'http://localhost'));
ajv.addSchema({ $id: 'api', components: closed(api.components) });

/** Every object must be complete and hold nothing else, so that a missing or misnamed field is an error. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([name, each]) => [name, closed(each)]),
  );
  if (!inner.properties) return inner;
  return {
    ...inner,
    required: Object.keys(inner.properties as Schema),
    additionalProperties: false,
  };
}

const LIST = '/2010-04-01/Accounts/{AccountSid}/Messages.json';
const ONE = '/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json';

/** What is wrong with an answer of the API, by Twilio's OpenAPI; empty when nothing is. */
export function problemsOfAnswer(
  call: 'create' | 'list' | 'fetch' | 'update',
  json: unknown,
): string[] {
  const operations = {
    create: api.paths[LIST].post.responses[201],
    list: api.paths[LIST].get.responses[200],
    fetch: api.paths[ONE].get.responses[200],
    update: api.paths[ONE].post.responses[200],
  };
  return problems(closed(operations[call].content['application/json'].schema), json);
}

/** What is wrong with a create's form, by Twilio's OpenAPI. */
export function problemsOfCreate(form: unknown): string[] {
  const body = api.paths[LIST].post.requestBody.content['application/x-www-form-urlencoded'];
  return problems(body.schema, form);
}

function problems(schema: unknown, value: unknown): string[] {
  const text = JSON.stringify(schema).replaceAll('"#/components', '"api#/components');
  const validate = ajv.compile(JSON.parse(text));
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
