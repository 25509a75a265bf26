/** Made-up characters without a pattern, so that a value built from them looks real to the tool under test and to nobody else. */
const NOISE = "q7Rk2WmZ9Xc4VbTn5Lp3Hj6Gd1FsYaUeQiB8oKwN0rJtDxSvMgPhCzfEyAulOI";

const noise = (length: number, start: number): string =>
  (NOISE.slice(start) + NOISE).repeat(2).slice(0, length);

/** Values for `{{name}}` in case files. Each is put together here, so that no token-shaped text stands in the repository. */
export const placeholders: Readonly<Record<string, string>> = {
  token: noise(32, 3),
  password: `Staple-${noise(9, 11)}`,
  "url-password": noise(20, 17),
  "github-token": `gh${"p_"}${noise(36, 5)}`,
  "gitlab-token": `gl${"pat-"}${noise(20, 7)}`,
  "npm-token": `np${"m_"}${noise(36, 9)}`,
  "pypi-token": `py${"pi-AgEIcHlwaS5vcmc"}${noise(60, 2)}`,
  "basic-auth": Buffer.from(`x-access-token:${noise(36, 25)}`).toString("base64"),
  "aws-key-id": `AK${"IA"}Q3EGRVPLZ2YTKX7N`,
  "aws-secret": noise(40, 21),
  "stripe-key": `sk${"_live_"}${noise(24, 1)}`,
  "slack-token": `xo${"xb-"}318045127709-4410982213470-${noise(24, 13)}`,
  "google-key": `AI${"za"}${noise(35, 19)}`,
  "private-key": [
    "-----BEGIN ",
    "OPENSSH PRIVATE KEY-----\n",
    `${noise(64, 4)}\n${noise(48, 15)}`,
    "\n-----END ",
    "OPENSSH PRIVATE KEY-----",
  ].join(""),
};

/** Readable made-up secrets of the case files and examples hold this word, so that a test can look for them in outputs. */
export const READABLE_SECRET = /[\w.+-]*Staple[\w.+-]*/g;

/** Every secret that stands in a text: values of placeholders, and readable ones. */
export function plantedSecrets(text: string): string[] {
  const lines = Object.values(placeholders).flatMap((value) =>
    value.split("\n").filter((line) => !line.startsWith("-----")),
  );
  return [...lines.filter((line) => text.includes(line)), ...(text.match(READABLE_SECRET) ?? [])];
}
