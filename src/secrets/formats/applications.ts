import { jsonWebToken } from "./checksums";
import { assigned, checked, format, long, medium, type TokenFormat } from "./format";

/** Work, content, identity and the rest. */
export const applications = (): TokenFormat[] => [
  format("linear-key", "lin_api_ lin_oauth_", () => /lin_(?:api_[A-Za-z0-9]{40}|oauth_[0-9a-f]{64})/y),
  format("notion-token", "ntn_", () => /ntn_[A-Za-z0-9]{40,60}/y),
  format("notion-token", "secret_", () => /secret_[A-Za-z0-9]{43}/y, medium),
  assigned("airtable-token", "airtable", () => /pat[A-Za-z0-9]{14}\.[0-9a-f]{64}|key[A-Za-z0-9]{14}/),
  format("asana-token", "1/", () => /1\/\d{14,18}:[0-9a-f]{32}/y),
  format("typeform-token", "tfp_", () => /tfp_[\w.=-]{59}/y),
  format("contentful-token", "CFPAT-", () => /CFPAT-[\w-]{43}/y),
  format("dropbox-token", "sl.", () => /sl\.(?:u\.)?[\w-]{130,1500}/y, long),
  format("facebook-token", "EAAM EAAC", () => /EAA[MC][A-Za-z0-9]{100,400}/y, long),
  format("adobe-secret", "p8e-", () => /p8e-[A-Za-z0-9-]{32}/y),
  format("mapbox-token", "sk.eyJ", () => /sk\.eyJ[\w-]{40,200}\.[\w-]{22}/y, long),
  format("maxmind-key", "_mmk", () => /(?<=(?<before>(?<!\w)[A-Za-z0-9]{6}_[A-Za-z0-9]{29}))_mmk(?!\w)/y, {
    context: true,
  }),
  assigned("okta-token", "okta", () => /00[\w-]{40}/),
  assigned("auth0-secret", "auth0", () => /[\w-]{64}/),
  format("frameio-token", "fio-u-", () => /fio-u-[\w=-]{64}/y),
  format(
    "jwt",
    "eyJ",
    () => /eyJ[\w-]{8,4096}\.eyJ[\w-]{8,8192}\.[\w-]{10,2048}/y,
    long,
    checked(jsonWebToken),
  ),
];
