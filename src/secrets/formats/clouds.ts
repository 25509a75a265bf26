import { awsKeyId } from "./checksums";
import { assigned, checked, context, format, long, medium, type TokenFormat } from "./format";

const UUID = () => /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/;

/** Clouds and hosts of applications. */
export const clouds = (): TokenFormat[] => [
  ...largeClouds(),
  format("alibaba-access-key-id", "LTAI", () => /LTAI[A-Za-z0-9]{12,20}/y, medium),
  assigned("alibaba-secret-key", "alibaba alicloud aliyun", () => /[A-Za-z0-9]{30}/),
  format("tencent-secret-id", "AKID", () => /AKID[A-Za-z0-9]{32}/y, medium),
  assigned("tencent-secret-key", "tencentcloud tencent", () => /[A-Za-z0-9]{32}/),
  format("yandex-key", "AQVN", () => /AQVN[\w-]{35,38}/y),
  assigned("ibm-cloud-key", "ibmcloud ibm_cloud", () => /[\w-]{44}/),
  assigned("ovh-secret", "ovh", () => /[a-z0-9]{32}/),
  assigned("scaleway-key", "scw scaleway", UUID),
  assigned("hetzner-token", "hcloud hetzner", () => /[A-Za-z0-9]{64}/),
  assigned("vultr-key", "vultr", () => /[A-Z0-9]{36}/),
  format("digitalocean-token", "dop_v1_ doo_v1_ dor_v1_", () => /do[opr]_v1_[0-9a-f]{64}/y),
  assigned("digitalocean-token", "digitalocean", () => /[0-9a-f]{64}/),
  assigned("linode-token", "linode", () => /[0-9a-f]{64}/),
  format("cloudflare-token", "cfut_ cfat_ cfk_", () => /cf(?:ut|at|k)_[A-Za-z0-9]{40}[0-9a-f]{8}/y),
  format("cloudflare-origin-key", "v1.0-", () => /v1\.0-[0-9a-f]{24}-[0-9a-f]{146}/y),
  assigned("cloudflare-token", "cloudflare cf_api", () => /[\w-]{40}|[0-9a-f]{37}/),
  assigned("fastly-token", "fastly", () => /[\w-]{32}/),
  format("heroku-token", "HRKU-", () => /HRKU-[\w-]{36,80}/y),
  assigned("heroku-token", "heroku", UUID),
  format("fly-token", "FlyV1", () => /FlyV1 fm\d[a-z]?_[\w+/=,-]{80,1500}/y, long),
  format("fly-token", "fm1r_ fm1a_ fm2_", () => /fm(?:1[ra]|2)_[\w+/=-]{80,1500}/y, long),
  format("fly-token", "fo1_", () => /fo1_[\w-]{43}/y),
  format("vercel-token", "vcp_ vci_ vca_ vcr_ vck_", () => /vc[piark]_[A-Za-z0-9]{40,64}/y),
  assigned("vercel-token", "vercel", () => /[A-Za-z0-9]{24}/),
  format("netlify-token", "nfp_ nfc_ nfo_ nfb_ nfu_", () => /nf[pcobu]_[A-Za-z0-9]{36,40}/y),
  assigned("netlify-token", "netlify", () => /[\w-]{40,46}/),
  assigned("railway-token", "railway", UUID),
  format("render-key", "rnd_", () => /rnd_[A-Za-z0-9]{28,40}/y),
  format("scalingo-token", "tk-us-", () => /tk-us-[\w-]{48}/y),
  assigned("ngrok-token", "ngrok", () => /[A-Za-z0-9]{27}_[A-Za-z0-9]{21}/),
  format("openshift-token", "sha256~", () => /sha256~[\w-]{43}/y),
];

/** AWS, Google and Azure. */
const largeClouds = (): TokenFormat[] => [
  format(
    "aws-access-key-id",
    "AKIA ASIA ABIA ACCA",
    () => /A(?:KI|SI|BI|CC)A[A-Z0-9]{16}/y,
    checked(awsKeyId),
  ),
  format("aws-access-key-id", "A3T", () => /A3T[A-Z0-9][A-Z2-7]{16}/y, checked(awsKeyId)),
  assigned(
    "aws-secret-key",
    "aws_secret secret_access_key secretaccesskey secretAccessKey",
    () => /[A-Za-z0-9/+]{40}/,
  ),
  format(
    "aws-session-token",
    "IQoJb3JpZ2lu FwoGZXIvYXdz",
    () => /(?:IQoJ|FwoG)[A-Za-z0-9+/]{96,2000}={0,2}/y,
    long,
  ),
  format("aws-bedrock-key", "ABSK", () => /ABSK[A-Za-z0-9+/]{109,269}={0,2}/y),
  format("google-api-key", "AIza", () => /AIza[\w-]{35}/y),
  format("google-oauth-secret", "GOCSPX-", () => /GOCSPX-[\w-]{28}/y),
  format("google-oauth-token", "ya29.", () => /ya29\.[\w-]{20,1000}/y, long),
  format("google-refresh-token", "1//0", () => /1\/\/0[\w-]{40,120}/y),
  format(
    "azure-ad-secret",
    "Q~",
    () => /(?<=(?<before>(?<![\w~.-])[\w~.]{3}\d))Q~[\w~.-]{31,34}(?![\w~-])/y,
    context,
  ),
  // Keys that Azure makes since 2022 have a word of their service in the middle, and few letters may follow it.
  format(
    "azure-key",
    "AZDO",
    () => /(?<=(?<before>(?<!\w)[A-Za-z0-9]{76}))AZDO[A-Za-z0-9]{4}(?!\w)/y,
    context,
  ),
  format(
    "azure-key",
    "JQQJ9",
    () => /(?<=(?<before>(?<!\w)[A-Za-z0-9]{52}))JQQJ9[A-Za-z0-9]{27}(?!\w)/y,
    context,
  ),
  format(
    "azure-key",
    "+ASt ACDb +ABa +AMC APIM",
    () =>
      /(?<=(?<before>(?<![\w+/])[A-Za-z0-9+/]{76}))(?:\+A(?:St|Ba|MC)|ACDb|APIM)[A-Za-z0-9+/]{5}[AQgw]==/y,
    context,
  ),
  format(
    "azure-key",
    "+ASb +AEh +ARm AIoT AzCa",
    () => /(?<=(?<before>(?<![\w+/])[A-Za-z0-9+/]{33}))(?:\+A(?:Sb|Eh|Rm)|AIoT|AzCa)[A-P][A-Za-z0-9+/]{5}=/y,
    context,
  ),
  format(
    "azure-key",
    "+ACR AzSe",
    () => /(?<=(?<before>(?<![\w+/])[A-Za-z0-9+/]{42}))(?:\+ACR|AzSe)[A-D][A-Za-z0-9+/]{5}(?!\w)/y,
    context,
  ),
  format("azure-key", "AzFu", () => /(?<=(?<before>(?<!\w)[\w-]{44}))AzFu[\w-]{5}[AQgw]==/y, context),
  assigned("azure-storage-key", "azure_storage storage_account accountkey", () => /[A-Za-z0-9+/]{86}==/),
  assigned("azure-devops-token", "azure_devops vss system_accesstoken", () => /[a-z2-7]{52}/),
  assigned("azure-ad-secret", "azure_client arm_client", () => /[\w~.-]{32,44}|[A-Za-z0-9+/]{43}=/),
];
