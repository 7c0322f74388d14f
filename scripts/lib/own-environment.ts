const SERVICE_SETTING = /^(TWILIO_.*|PUENTE_.*|MONGODB_URI|REDIS_URL)$/;

/**
 * A copy of the environment without any setting that could lead to real services or real families: what
 * tests, demo and benchmarks run with.
 */
export function withoutServiceSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !SERVICE_SETTING.test(name));
  return Object.fromEntries(kept);
}
