import { discordBot } from "./checksums";
import { assigned, checked, context, format, long, medium, type TokenFormat } from "./format";

const UUID = () => /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/;

/** The scheme stands apart, so that no address of a webhook stands in the source. */
const HTTPS = "https://";

/** Chat, mail and telephony. */
export const messaging = (): TokenFormat[] => [
  format(
    "slack-token",
    "xoxa- xoxb- xoxp- xoxo- xoxs- xoxr-",
    () => /xox[abposr]-(?=[A-Za-z-]{0,40}\d)[A-Za-z0-9-]{12,250}/y,
  ),
  format("slack-token", "xoxe", () => /xoxe(?:\.xox[bp])?-\d-[A-Za-z0-9]{140,170}/y),
  format("slack-token", "xapp-", () => /xapp-\d-[A-Z0-9]{8,16}-\d{8,16}-[a-z0-9]{32,80}/y),
  format(
    "slack-webhook",
    `${HTTPS}hooks.slack.com/`,
    () => /https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/]{24,120}/y,
  ),
  format(
    "discord-webhook",
    `${HTTPS}discord ${HTTPS}canary.discord ${HTTPS}ptb.discord`,
    () =>
      /https:\/\/(?:canary\.|ptb\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{16,20}\/[\w-]{60,80}/y,
  ),
  format(
    "discord-bot-token",
    "MT Mj Mz ND NT Nj Nz OD OT",
    () => /[MNO][A-Za-z0-9]{22,27}\.[\w-]{6}\.[\w-]{27,38}/y,
    checked(discordBot),
  ),
  assigned("discord-secret", "discord", () => /[0-9a-f]{64}|[A-Za-z0-9_-]{32}/),
  format("telegram-bot-token", ":AA", () => /(?<=(?<before>(?<!\d)\d{8,10})):AA[\w-]{33}/y, context),
  format(
    "teams-webhook",
    ".webhook.office.com/",
    () =>
      /(?<=(?<before>https:\/\/[a-z0-9-]{1,40}))\.webhook\.office\.com\/webhookb2\/[\w@-]{36,80}\/IncomingWebhook\/[0-9a-f]{32}\/[0-9a-f-]{36}/y,
    context,
  ),
  format(
    "google-chat-webhook",
    `${HTTPS}chat.googleapis.com/`,
    () =>
      /https:\/\/chat\.googleapis\.com\/v1\/spaces\/[\w-]{8,16}\/messages\?key=[\w-]{20,60}&token=[\w%-]{20,80}/y,
  ),
  format("twilio-key", "SK", () => /SK[0-9a-f]{32}/y, checked(nearTwilio())),
  assigned("twilio-token", "twilio", () => /[0-9a-f]{32}/),
  format("sendgrid-key", "SG.", () => /SG\.[\w-]{22}\.[\w-]{43}/y),
  format("mailgun-key", "key-", () => /key-[0-9a-f]{32}/y, medium),
  assigned("mailgun-key", "mailgun", () => /[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}/),
  assigned("postmark-token", "postmark", UUID),
  format("mailchimp-key", "-us", () => /(?<=(?<before>(?<!\w)[0-9a-f]{32}))-us\d{1,2}(?!\w)/y, context),
  format("brevo-key", "xkeysib- xsmtpsib-", () => /x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}/y),
  format("resend-key", "re_", () => /re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}/y),
  format("pubnub-key", "sec-c-", () => /sec-c-[A-Za-z0-9+=-]{36,64}/y),
  format("intercom-token", "dG9rO", () => /dG9rO[A-Za-z0-9+/]{50,90}={0,2}/y, long),
];

/** Twilio's shape is short of signs of its own: the word has to stand near. */
function nearTwilio() {
  return ({ text, start, end }: { text: string; start: number; end: number }) =>
    /twilio/i.test(text.slice(Math.max(0, start - 120), end + 120)) ? ("medium" as const) : undefined;
}
