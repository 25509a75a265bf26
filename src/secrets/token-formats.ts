import {
  authorization,
  type Check,
  checksum,
  discordBot,
  nearTwilio,
  sasSignature,
  setting,
  urlPassword,
  urlToken,
} from "./token-checks";
import type { Confidence } from "./types";

/** A public format of credentials. */
export interface TokenFormat {
  readonly kind: string;
  /** Literal texts, one of which stands where the shape starts. */
  readonly keywords: readonly string[];
  /**
   * Sticky, every quantifier bounded. The token is the whole match, less the group `lead`, plus the group `before` of a
   * lookbehind; the group `value` ends it where more follows.
   */
  readonly shape: RegExp;
  readonly confidence: Confidence;
  readonly check?: Check;
  /** Tried once in a run of word characters, because its shape may read far. */
  readonly long: boolean;
  /** Found by what stands around it: loses against a format of the same span, and may touch word characters. */
  readonly context: boolean;
}

type Options = Partial<Omit<TokenFormat, "kind" | "keywords" | "shape">>;

const format = (kind: string, keywords: string, shape: RegExp, options: Options = {}): TokenFormat => ({
  kind,
  keywords: keywords.split(" "),
  shape,
  confidence: "high",
  long: false,
  context: false,
  ...options,
});

const medium = { confidence: "medium" } as const;
const long = { long: true } as const;
const context = { context: true } as const;

/** Keywords as people write them: as given, in lower case, in upper case, with a capital. */
const spellings = (...words: string[]): string =>
  [
    ...new Set(
      words.flatMap((word) => [
        word,
        word.toLowerCase(),
        word.toUpperCase(),
        word[0]?.toUpperCase() + word.slice(1),
      ]),
    ),
  ].join(" ");

const WEBHOOK_SCHEME = "https://";

let formats: readonly TokenFormat[] | undefined;

/** All formats, the specific before the general; made on first use to keep the start of the program quick. */
export const tokenFormats = (): readonly TokenFormat[] => {
  formats ??= [...codeFormats(), ...cloudFormats(), ...serviceFormats(), ...contextFormats()];
  return formats;
};

/** Code hosts and package registries. */
const codeFormats = (): TokenFormat[] => [
  format("github-token", "ghp_ gho_ ghu_ ghs_ ghr_", /gh[pousr]_[A-Za-z0-9]{36}/y, { check: checksum }),
  // Since 2026 an installation token is the application's number and a JWT.
  format("github-token", "ghs_", /ghs_\d{1,20}_eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{16,2000}/y, long),
  format("github-token", "github_pat_", /github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/y),
  format(
    "gitlab-token",
    "glpat- gldt- glrt- glptt- glft- glsoat- glffct- glimt- glagent- gloas-",
    /gl[a-z]{2,5}-[\w-]{20,300}(?:\.[\w-]{2,12}){0,3}/y,
    long,
  ),
  format("gitlab-token", "glcbt-", /glcbt-(?:[A-Za-z0-9]{1,5}_)?[\w-]{20,64}/y),
  format("bitbucket-token", "ATBB", /ATBB[A-Za-z0-9]{24,40}/y),
  format("atlassian-token", "ATATT3 ATCTT3", /AT[AC]TT3[\w=-]{60,400}/y, long),
  format("npm-token", "npm_", /npm_[A-Za-z0-9]{36}/y, { check: checksum }),
  format("pypi-token", "pypi-AgE", /pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)[\w-]{50,1000}/y, long),
  format("rubygems-token", "rubygems_", /rubygems_[0-9a-f]{48}/y),
  format("crates-token", "cio", /cio[A-Za-z0-9]{32}/y, {
    check: ({ value }) => (/\d/.test(value) ? "high" : "low"),
  }),
  format("nuget-token", "oy2", /oy2[a-z0-9]{43}/y),
  format("docker-token", "dckr_pat_ dckr_oat_", /dckr_[po]at_[\w-]{27,64}/y),
  format("artifactory-token", "AKCp", /AKCp[A-Za-z0-9]{69}/y),
  format("readme-token", "rdme_", /rdme_[a-z0-9]{70}/y),
];

/** Clouds, infrastructure and secret stores. */
const cloudFormats = (): TokenFormat[] => [
  format("aws-access-key-id", "AKIA ASIA ABIA ACCA", /A(?:KI|SI|BI|CC)A[A-Z0-9]{16}/y, medium),
  format("google-api-key", "AIza", /AIza[\w-]{35}/y),
  format("google-oauth-secret", "GOCSPX-", /GOCSPX-[\w-]{28}/y),
  format("google-oauth-token", "ya29.", /ya29\.[\w-]{20,1000}/y, long),
  format("databricks-token", "dapi", /dapi[0-9a-f]{32}(?:-\d)?/y),
  format("vault-token", "hvs. hvb. hvr.", /hv[sbr]\.[\w-]{24,400}/y, long),
  format(
    "terraform-token",
    ".atlasv1.",
    /(?<=(?<before>(?<!\w)[A-Za-z0-9]{14}))\.atlasv1\.[\w=-]{60,70}/y,
    context,
  ),
  format("pulumi-token", "pul-", /pul-[0-9a-f]{40}/y),
  format("digitalocean-token", "dop_v1_ doo_v1_ dor_v1_", /do[opr]_v1_[0-9a-f]{64}/y),
  format("heroku-token", "HRKU-", /HRKU-[\w-]{36,80}/y),
  format("fly-token", "FlyV1", /FlyV1 fm\d[a-z]?_[\w+/=,-]{80,1500}/y, long),
  format("fly-token", "fm1r_ fm1a_ fm2_", /fm(?:1[ra]|2)_[\w+/=-]{80,1500}/y, long),
  format("supabase-token", "sbp_", /sbp_[0-9a-f]{40}/y),
  format("planetscale-token", "pscale_", /pscale_(?:tkn|pw|oauth)_[\w.-]{32,64}/y),
  format(
    "doppler-token",
    "dp.",
    /dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}/y,
  ),
  format("1password-token", "ops_eyJ", /ops_eyJ[\w+/=-]{100,4000}/y, long),
  format("tailscale-key", "tskey-", /tskey-[a-z]{2,12}-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{16,48}/y),
  format("age-key", "AGE-SECRET-KEY-1", /AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/y),
];

/** Chat, payment, mail, models, monitoring and the rest. */
const serviceFormats = (): TokenFormat[] => [
  format(
    "slack-token",
    "xoxa- xoxb- xoxp- xoxo- xoxs- xoxr-",
    /xox[abposr]-(?=[A-Za-z-]{0,40}\d)[A-Za-z0-9-]{12,250}/y,
  ),
  format("slack-token", "xapp-", /xapp-\d-[A-Z0-9]{8,16}-\d{8,16}-[a-z0-9]{32,80}/y),
  format(
    "slack-webhook",
    `${WEBHOOK_SCHEME}hooks.slack.com/`,
    /https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/]{24,120}/y,
  ),
  format(
    "discord-webhook",
    `${WEBHOOK_SCHEME}discord`,
    /https:\/\/discord(?:app)?\.com\/api\/webhooks\/\d{16,20}\/[\w-]{60,80}/y,
  ),
  format(
    "discord-bot-token",
    "MT Mj Mz ND NT Nj Nz OD OT",
    /[MNO][A-Za-z0-9]{22,27}\.[\w-]{6}\.[\w-]{27,38}/y,
    { check: discordBot },
  ),
  format("telegram-bot-token", ":AA", /(?<=(?<before>(?<!\d)\d{8,10})):AA[\w-]{33}/y, context),
  format("stripe-key", "sk_live_ rk_live_", /[rs]k_live_[A-Za-z0-9]{10,250}/y),
  format("stripe-key", "sk_test_ rk_test_", /[rs]k_test_[A-Za-z0-9]{10,250}/y, { confidence: "low" }),
  format("stripe-webhook-secret", "whsec_", /whsec_[A-Za-z0-9+/]{32,64}={0,2}/y),
  format("square-token", "sq0atp- sq0csp-", /sq0(?:atp-[\w-]{22}|csp-[\w-]{43})/y),
  format("square-token", "EAAA", /EAAA[\w-]{60}/y),
  format("shopify-token", "shpat_ shpca_ shppa_ shpss_", /shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/y),
  format("twilio-key", "SK", /SK[0-9a-f]{32}/y, { check: nearTwilio }),
  format("sendgrid-key", "SG.", /SG\.[\w-]{22}\.[\w-]{43}/y),
  format("mailgun-key", "key-", /key-[0-9a-f]{32}/y, medium),
  format("openai-key", "sk-", /sk-(?:(?:proj|svcacct|admin)-)?[\w-]{20,100}?T3BlbkFJ[\w-]{20,100}/y),
  format("openai-key", "sk-proj- sk-svcacct-", /sk-(?:proj|svcacct)-[\w-]{40,220}/y),
  format("anthropic-key", "sk-ant-", /sk-ant-(?:[a-z]{3,8}\d{2}-)?[\w-]{40,160}/y),
  format("huggingface-token", "hf_", /hf_[A-Za-z]{34}/y),
  format("perplexity-key", "pplx-", /pplx-[A-Za-z0-9]{48}/y),
  format("new-relic-key", "NRAK-", /NRAK-[A-Z0-9]{27}/y),
  format("sentry-token", "sntrys_", /sntrys_eyJ[\w+/=-]{60,600}/y, long),
  format("sentry-token", "sntryu_", /sntryu_[0-9a-f]{64}/y),
  format("grafana-token", "glsa_", /glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}/y),
  format("grafana-token", "glc_eyJ", /glc_eyJ[A-Za-z0-9+/]{30,400}={0,2}/y, long),
  format("linear-key", "lin_api_", /lin_api_[A-Za-z0-9]{40}/y),
  format("notion-token", "ntn_", /ntn_[A-Za-z0-9]{40,60}/y),
  format("notion-token", "secret_", /secret_[A-Za-z0-9]{43}/y, medium),
  format("figma-token", "figd_", /figd_[\w-]{40,64}/y),
  format("postman-key", "PMAK-", /PMAK-[0-9a-f]{24}-[0-9a-f]{34}/y),
  format("jwt", "eyJ", /eyJ[\w-]{8,4096}\.eyJ[\w-]{8,8192}\.[\w-]{10,2048}/y, { ...medium, long: true }),
];

/** What only its surroundings show to be a credential. The key's body is read by `privateKeyEnd`. */
const contextFormats = (): TokenFormat[] => [
  format(
    "private-key",
    "-----BEGIN",
    /-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH|ANY|PGP) )?PRIVATE KEY(?: BLOCK)?-----/y,
    context,
  ),
  format("private-key", "-----BEGIN", /-----BEGIN (?:SSH2 )?ENCRYPTED PRIVATE KEY-----/y, {
    ...context,
    ...medium,
  }),
  format("private-key", "PuTTY-User-Key-File-", /PuTTY-User-Key-File-\d: [\w-]{1,40}/y, context),
  format(
    "url-credentials",
    "://",
    /(?<lead>:\/\/(?<user>(?:\$\{[^}\s]{0,128}\}|[^\s:/@?#"'`<>$]|\$(?!\{)){0,256}):)(?<value>[^\s/?#"'`<>]{1,512})@/y,
    { ...context, check: urlPassword },
  ),
  format(
    "url-credentials",
    "://",
    /(?<lead>:\/\/)(?<value>[^\s:/@?#"'`<>]{16,512})(?::(?:x-oauth-basic)?)?@/y,
    { ...context, check: urlToken },
  ),
  format(
    "authorization-header",
    spellings("Authorization"),
    /(?<lead>authorization["']?\s{0,8}[:=]\s{0,8}["']?(?:basic|bearer|token)\s{1,8}["']?)(?<value>[^\s"'`\\,]{1,4096})/iy,
    { ...context, check: authorization },
  ),
  format(
    "connection-string",
    spellings("password=", "pwd=", "AccountKey=", "SharedAccessKey=", "sharedAccessKey="),
    /(?<lead>(?:password|pwd|accountkey|sharedaccesskey)=)(?<value>[^\s;&"'`]{1,512})/iy,
    { ...context, check: setting },
  ),
  format("azure-sas-signature", "?sig= &sig=", /(?<lead>[?&]sig=)(?<value>[A-Za-z0-9%+/=]{20,120})/y, {
    ...context,
    check: sasSignature,
  }),
];
