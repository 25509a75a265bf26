import { assigned, context, format, long, type TokenFormat } from "./format";

/** Secret stores, infrastructure as code, networks and databases as a service. */
export const infrastructure = (): TokenFormat[] => [
  format("vault-token", "hvs. hvb. hvr.", () => /hv[sbr]\.[\w-]{24,400}/y, long),
  assigned("vault-token", "vault", () => /[sbr]\.[A-Za-z0-9]{24}/),
  format(
    "terraform-token",
    ".atlasv1.",
    () => /(?<=(?<before>(?<!\w)[A-Za-z0-9]{14}))\.atlasv1\.[\w=-]{60,70}/y,
    context,
  ),
  format("pulumi-token", "pul-", () => /pul-[0-9a-f]{40}/y),
  format(
    "doppler-token",
    "dp.",
    () => /dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}/y,
  ),
  format("1password-token", "ops_eyJ", () => /ops_eyJ[\w+/=-]{100,4000}/y, long),
  format(
    "1password-key",
    "A3-",
    () => /A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}/y,
  ),
  format("tailscale-key", "tskey-", () => /tskey-[a-z]{2,12}-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{16,48}/y),
  format("defined-networking-key", "dnkey-", () => /dnkey-[A-Z0-9]{26}-[A-Z0-9]{52}/y),
  format("infisical-token", "st.", () => /st\.[0-9a-f]{24}\.[0-9a-f]{32}\.[0-9a-f]{32}/y),
  format("prefect-key", "pnu_", () => /pnu_[A-Za-z0-9]{36}/y),
  format("databricks-token", "dapi", () => /dapi[0-9a-f]{32}(?:-\d)?/y),
  format("supabase-token", "sbp_", () => /sbp_[0-9a-f]{40}/y),
  format("supabase-secret-key", "sb_secret_", () => /sb_secret_[\w-]{22}_[\w-]{8}/y),
  format("planetscale-token", "pscale_", () => /pscale_(?:tkn|pw|oauth)_[\w.-]{32,64}/y),
  format("neon-key", "napi_", () => /napi_[a-z0-9]{64}/y),
  format("clickhouse-key", "4b1d", () => /4b1d[A-Za-z0-9]{38}/y),
  format("mongodb-atlas-secret", "mdb_sa_sk_", () => /mdb_sa_sk_[\w-]{40}/y),
  format("confluent-secret", "cflt", () => /cflt[A-Za-z0-9+/]{60}/y),
  assigned("confluent-secret", "confluent", () => /[A-Za-z0-9+/]{64}/),
  format("ansible-galaxy-token", "agt_", () => /agt_[A-Za-z0-9]{36,40}/y),
];
