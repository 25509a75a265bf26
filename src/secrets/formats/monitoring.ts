import { assigned, context, format, long, type TokenFormat } from "./format";

/** Monitoring, errors and analytics. */
export const monitoring = (): TokenFormat[] => [
  assigned("datadog-key", "datadog dd_api dd_app", () => /[0-9a-f]{32}|[0-9a-f]{40}/),
  format("new-relic-key", "NRAK-", () => /NRAK-[A-Z0-9]{27}/y),
  format("new-relic-key", "NRII-", () => /NRII-[\w-]{32}/y),
  format(
    "new-relic-key",
    "NRAL",
    () => /(?<=(?<before>(?<!\w)(?:eu01xx)?[0-9a-f]{30,36}))NRAL(?!\w)/y,
    context,
  ),
  format("sentry-token", "sntrys_", () => /sntrys_eyJ[\w+/=-]{60,600}/y, long),
  format("sentry-token", "sntryu_", () => /sntryu_[0-9a-f]{64}/y),
  assigned("sentry-token", "sentry_auth", () => /[0-9a-f]{64}/),
  format("grafana-token", "glsa_", () => /glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}/y),
  format("grafana-token", "glc_eyJ", () => /glc_eyJ[A-Za-z0-9+/]{30,400}={0,2}/y, long),
  // The old form is an object that starts with the key, in base64.
  format("grafana-token", "eyJrIjoi", () => /eyJrIjoi[A-Za-z0-9+/]{60,400}={0,2}/y, long),
  format("dynatrace-token", "dt0c01. dt0s01. dt0s02.", () => /dt0[cs]0\d\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}/y),
  format("posthog-key", "phx_ phs_", () => /ph[xs]_[A-Za-z0-9]{40,64}/y),
  format("launchdarkly-key", "sdk-", () => /sdk-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/y),
  format("launchdarkly-key", "api-", () => /api-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/y),
  assigned("honeycomb-key", "honeycomb", () => /[A-Za-z0-9]{22}|[0-9a-f]{32}|hc[a-z]{2}[A-Za-z0-9]{60}/),
  assigned("rollbar-token", "rollbar", () => /[0-9a-f]{32}/),
  assigned("pagerduty-token", "pagerduty", () => /[A-Za-z0-9+_-]{20}|[0-9a-f]{32}/),
  assigned("splunk-token", "splunk", () => /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/),
  assigned("sumologic-key", "sumo", () => /[A-Za-z0-9]{64}/),
];
