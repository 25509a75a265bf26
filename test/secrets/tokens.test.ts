import fc from "fast-check";
import { tokenFormats } from "../../src/secrets/formats";
import { checksumOf } from "../../src/secrets/formats/checksums";
import { keywordSearch } from "../../src/secrets/keywords";
import { redact } from "../../src/secrets/redact";
import { findTokens } from "../../src/secrets/tokens";
import { cpuSeconds, PATIENCE } from "../patience";
import { filled } from "./templates";
import { tokenTable } from "./tokens-table";

const LETTERS = "qRkWmZXcVbTnLpHjGdFsYaUeQiBoKwNrJtDxSvMgPhCzfEyAulOI";
const MIXED = "q7Rk2WmZ9Xc4VbTn5Lp3Hj6Gd1FsYaUeQiB8oKwN0rJtDxSvMgPhCzfEyAulOI";
const from = (alphabet: string, length: number): string =>
  alphabet.repeat(Math.ceil(length / alphabet.length)).slice(0, length);
const mixed = (length: number) => from(MIXED, length);
const letters = (length: number) => from(LETTERS, length);
const hex = (length: number) => from("7f03b9e2d61c85a40e9b3d72f5", length);
const capitals = (length: number) => from("Q3EGRVPLZ2YTKX7NMWC5HB", length);
const lower = (length: number) => from("q7rk2wmz9xc4vbtn5lp3hj6gd", length);
const digits = (length: number) => from("3180451277094410982", length);
const base64 = (text: string) => Buffer.from(text).toString("base64");
const summed = (prefix: string) => prefix + mixed(30) + checksumOf(mixed(30));
const jwtParts = `ey${"J"}hbGciOiJIUzI1NiJ9.ey${"J"}zdWIiOiI0MiJ9.${mixed(43)}`;
const found = (text: string) =>
  findTokens(text).map(({ kind, span, confidence }) => [kind, text.slice(span.start, span.end), confidence]);

const whole: readonly (readonly [kind: string, token: string, confidence?: string])[] = [
  ...["p", "o", "u", "s", "r"].map((letter) => ["github-token", summed(`gh${letter}_`)] as const),
  ["github-token", `gh${"p_"}${mixed(36)}`, "low"],
  ["github-token", `gh${"s_"}123456_${jwtParts}`],
  ["github-token", `github${"_pat_"}${mixed(22)}_${mixed(59)}`],
  ...["pat", "dt", "rt", "ptt", "ft", "soat", "agent"].map(
    (word) => ["gitlab-token", `gl${word}-${mixed(20)}`] as const,
  ),
  ["gitlab-token", `gl${"cbt-"}64_${mixed(20)}`],
  ["gitlab-token", `gl${"pat-"}${mixed(27)}.01.0z1${lower(6)}`],
  ["bitbucket-token", `AT${"BB"}${mixed(32)}`],
  ["atlassian-token", `AT${"ATT3"}${mixed(186)}`],
  ["npm-token", summed(`np${"m_"}`)],
  ["npm-token", `np${"m_"}${mixed(36)}`, "low"],
  ["pypi-token", `pypi${"-AgE"}IcHlwaS5vcmc${mixed(80)}`],
  ["rubygems-token", `ruby${"gems_"}${hex(48)}`],
  ["crates-token", `c${"io"}${mixed(32)}`],
  ["nuget-token", `o${"y2"}${lower(43)}`],
  ["docker-token", `dckr${"_pat_"}${mixed(27)}`],
  ["docker-token", `dckr${"_oat_"}${mixed(32)}`],
  ["artifactory-token", `AK${"Cp"}${mixed(69)}`],
  ["readme-token", `rd${"me_"}${lower(70)}`],
  ...["KI", "SI", "BI", "CC"].map(
    (word) => ["aws-access-key-id", `A${word}A${capitals(16)}`, "medium"] as const,
  ),
  ["google-api-key", `AI${"za"}${mixed(35)}`],
  ["google-oauth-secret", `GOC${"SPX-"}${mixed(28)}`],
  ["google-oauth-token", `ya${"29."}${mixed(120)}`],
  ["databricks-token", `da${"pi"}${hex(32)}`],
  ["databricks-token", `da${"pi"}${hex(32)}-2`],
  ["vault-token", `hv${"s."}${mixed(95)}`],
  ["vault-token", `hv${"b."}${mixed(140)}`],
  ["terraform-token", `${mixed(14)}.atlas${"v1."}${mixed(67)}`],
  ["pulumi-token", `pu${"l-"}${hex(40)}`],
  ["digitalocean-token", `dop${"_v1_"}${hex(64)}`],
  ["digitalocean-token", `doo${"_v1_"}${hex(64)}`],
  ["heroku-token", `HR${"KU-"}AA${mixed(58)}`],
  ["fly-token", `Fly${"V1"} fm2_${mixed(200)}`],
  ["supabase-token", `sb${"p_"}${hex(40)}`],
  ["planetscale-token", `pscale${"_tkn_"}${mixed(43)}`],
  ["planetscale-token", `pscale${"_pw_"}${mixed(43)}`],
  ["doppler-token", `dp${".pt."}${mixed(43)}`],
  ["doppler-token", `dp${".st."}dev.${mixed(43)}`],
  ["1password-token", `ops_ey${"J"}${mixed(300)}`],
  ["tailscale-key", `ts${"key-"}auth-${mixed(16)}-${mixed(32)}`],
  ["age-key", filled("AGE-SECRET~-KEY-1{age}")],
  ["age-key", `AGE-SECRET${"-KEY-1"}${from("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58)}`, "low"],
  ["slack-token", `xo${"xb-"}${digits(12)}-${digits(13)}-${mixed(24)}`],
  ["slack-token", `xo${"xp-"}${digits(12)}-${digits(12)}-${hex(32)}`],
  ["slack-token", `xa${"pp-"}1-${capitals(11)}-${digits(13)}-${hex(64)}`],
  ["slack-webhook", `https://hooks.slack${".com/"}services/T${capitals(8)}/B${capitals(8)}/${mixed(24)}`],
  ["discord-webhook", `https://discord${".com/api/"}webhooks/${digits(18)}/${mixed(68)}`],
  ["discord-bot-token", `${base64(digits(18))}.${mixed(6)}.${mixed(38)}`],
  ["telegram-bot-token", `${digits(10)}:A${"A"}${mixed(33)}`],
  ["stripe-key", `sk${"_live_"}${mixed(24)}`],
  ["stripe-key", `rk${"_live_"}${mixed(24)}`],
  ["stripe-key", `sk${"_test_"}${mixed(24)}`, "low"],
  ["stripe-key", `rk${"_test_"}${mixed(24)}`, "low"],
  ["stripe-webhook-secret", `wh${"sec_"}${mixed(32)}`],
  ["square-token", `sq0${"atp-"}${mixed(22)}`],
  ["square-token", `sq0${"csp-"}${mixed(43)}`],
  ["square-token", `EA${"AA"}${mixed(60)}`],
  ["shopify-token", `shp${"at_"}${hex(32)}`],
  ["shopify-token", `shp${"ss_"}${hex(32)}`],
  ["sendgrid-key", `S${"G."}${mixed(22)}.${mixed(43)}`],
  ["mailgun-key", `ke${"y-"}${hex(32)}`, "medium"],
  ["openai-key", `s${"k-"}${mixed(20)}T3Blbk${"FJ"}${mixed(20)}`],
  ["openai-key", `s${"k-proj-"}${mixed(74)}T3Blbk${"FJ"}${mixed(74)}`],
  ["openai-key", `s${"k-svcacct-"}${mixed(60)}`],
  ["anthropic-key", `s${"k-ant-"}api03-${mixed(93)}AA`],
  ["huggingface-token", `h${"f_"}${letters(34)}`],
  ["perplexity-key", `pp${"lx-"}${mixed(48)}`],
  ["new-relic-key", `NR${"AK-"}${capitals(27)}`],
  ["sentry-token", `snt${"rys_"}eyJ${mixed(120)}`],
  ["sentry-token", `snt${"ryu_"}${hex(64)}`],
  ["grafana-token", `gl${"sa_"}${mixed(32)}_${hex(8)}`],
  ["grafana-token", `gl${"c_"}eyJ${mixed(120)}=`],
  ["linear-key", `lin${"_api_"}${mixed(40)}`],
  ["notion-token", `nt${"n_"}${mixed(46)}`],
  ["notion-token", `sec${"ret_"}${mixed(43)}`, "medium"],
  ["figma-token", `fi${"gd_"}${mixed(40)}`],
  ["postman-key", `PM${"AK-"}${hex(24)}-${hex(34)}`],
  ["jwt", jwtParts, "medium"],
];

describe("formats with a shape of their own", () => {
  test.each(whole.map(([kind, token, confidence]) => [kind, token, confidence ?? "high"] as const))(
    "%s",
    (kind, token, confidence) => {
      const expected = [[kind, token, confidence]];
      expect(found(token)).toEqual(expected);
      expect(found(`curl -H "X: ${token}" x`)).toEqual(expected);
      expect(found(`A=${token}\nB=1`)).toEqual(expected);
      expect(found(`a b c\n${"line of text. ".repeat(400)}'${token}', and more`)).toEqual(expected);
    },
  );

  test.each(tokenTable)("%s: %s, not %s, not %s", (kind, token, miss, placeholder) => {
    expect(found(filled(token)).map(([other, , confidence]) => [other, confidence])).toEqual([
      [kind, expect.stringMatching(/^(?:high|medium)$/)],
    ]);
    // A wrong checksum leaves a look-alike, of low confidence.
    const missed = found(filled(miss)).filter(([other, , sure]) => other === kind && sure !== "low");
    expect(missed).toEqual([]);
    expect(found(filled(placeholder))).toEqual([]);
  });

  test("every kind has a row", () => {
    const tested = new Set(tokenTable.map(([kind]) => kind));
    const lowByNature = new Set(["razorpay-key"]);
    const missing = tokenFormats().filter(({ kind }) => !tested.has(kind) && !lowByNature.has(kind));
    expect(missing.map(({ kind }) => kind)).toEqual([]);
  });

  test("no shape has an unbounded quantifier", () => {
    for (const { kind, shape } of tokenFormats()) {
      expect([kind, shape.sticky]).toEqual([kind, true]);
      // One is a `+`, `*` or `{n,}` outside a character class.
      expect(shape.source.replace(/\\./g, "").replace(/\[[^\]]*\]/g, "")).not.toMatch(/[+*]|\{\d+,\}/);
    }
  });

  test("a token is not glued to word characters", () => {
    for (const [kind, token] of whole) {
      if (kind === "telegram-bot-token") continue;
      expect(found(`a${token}`)).not.toContainEqual([kind, token, expect.anything()]);
    }
    expect(found(`gh${"p_"}${mixed(37)}`)).toEqual([]);
    expect(found(`printf 'a\\n${summed(`gh${"p_"}`)}\\n'`)).toHaveLength(1);
  });

  test("checksums are those of GitHub's own published sample", () => {
    expect(checksumOf("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ")).toBe(["0mL", "q17"].join(""));
  });

  test("Twilio needs its name near", () => {
    const key = `S${"K"}${hex(32)}`;
    expect(found(key)).toEqual([]);
    expect(found(`TWILIO_API_KEY=${key}`)).toEqual([["twilio-key", key, "medium"]]);
  });

  test("made-up values are none", () => {
    const fakes = [
      `AK${"IA"}IOSFODNN7EXAMPLE`,
      `gh${"p_"}${"a".repeat(36)}`,
      `gh${"p_"}${"x".repeat(36)}`,
      `gh${"p_"}${"1234567890abcdef".repeat(3).slice(0, 36)}`,
      `da${"pi"}${"1234567890abcdef".repeat(2)}`,
      `np${"m_"}${"0".repeat(36)}`,
      `AI${"za"}SyXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX`,
      `xo${"xb-"}your-token-goes-here-1`,
      `xo${"xb-"}not-a-real-token`,
      `sk${"_live_"}...`,
      `ey${"J"}hbGciOiJIUzI1NiJ9.only-two`,
      `${mixed(24)}.${mixed(6)}.${mixed(38)}`,
    ];
    for (const fake of fakes) expect([fake, found(`TOKEN=${fake}`)]).toEqual([fake, []]);
  });

  test("a candidate with a mark of the evaluator is skipped", () => {
    const token = summed(`gh${"p_"}`);
    expect(found(`${token}\uE0001\uE001`)).toEqual([]);
    expect(found(`https://user:\uE0001\uE001@host`)).toEqual([]);
    expect(found(`https://user:abc\uE0001\uE001@host`)).toEqual([]);
    expect(found(`Authorization: Bearer ${mixed(10)}\uE0001\uE001`)).toEqual([]);
    expect(found(`https://\uE0001\uE001:${mixed(12)}@host`)).toHaveLength(1);
    expect(found(`\uE0001\uE001 ${token}`)).toHaveLength(1);
  });
});

describe("private keys", () => {
  const edge = (word: string, kind: string) => `-----${word} ${kind}-----`;
  const key = (kind: string, lineEnd = "\n") =>
    [edge("BEGIN", kind), mixed(64), mixed(40), edge("END", kind)].join(lineEnd);

  test.each(["RSA ", "EC ", "DSA ", "OPENSSH ", ""])("%sPRIVATE KEY", (kind) => {
    const pem = key(`${kind}PRIVATE KEY`);
    expect(found(`echo "${pem}" > key`)).toEqual([["private-key", pem, "high"]]);
    const folded = key(`${kind}PRIVATE KEY`, "\\n");
    expect(found(`KEY="${folded}\\n" x`)).toEqual([["private-key", folded, "high"]]);
  });

  test("PGP, encrypted, PuTTY", () => {
    const pgp = key("PGP PRIVATE KEY BLOCK").replace("\n", "\nVersion: GnuPG v2\n\n");
    expect(found(pgp)).toEqual([["private-key", pgp, "high"]]);
    const encrypted = key("ENCRYPTED PRIVATE KEY");
    expect(found(encrypted)).toEqual([["private-key", encrypted, "medium"]]);
    const old = key("RSA PRIVATE KEY").replace(
      "\n",
      `\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${hex(32)}\n\n`,
    );
    expect(found(old)).toEqual([["private-key", old, "medium"]]);
    const putty = `PuTTY-User-Key-${"File-3"}: ssh-ed25519\nEncryption: none\nComment: me\nPrivate-Lines: 1\n${mixed(48)}\n`;
    expect(found(putty)).toEqual([["private-key", putty, "high"]]);
  });

  test("without an END line it runs to the end of the text, bounded", () => {
    const open = `${edge("BEGIN", "PRIVATE KEY")}\n${mixed(64)}\n${mixed(20)}`;
    expect(found(open)).toEqual([["private-key", open, "high"]]);
    const [token] = findTokens(open + `\n${mixed(64)}`.repeat(5000));
    expect(token?.span.end).toBeLessThan(70_000);
  });

  test("two keys are two tokens, public things none", () => {
    expect(found(`${key("RSA PRIVATE KEY")}\n${key("EC PRIVATE KEY")}`)).toHaveLength(2);
    for (const kind of ["PUBLIC KEY", "CERTIFICATE", "PGP PUBLIC KEY BLOCK", "PGP MESSAGE"])
      expect([kind, found(key(kind))]).toEqual([kind, []]);
    for (const harmless of [
      `grep -q '${edge("BEGIN", "RSA PRIVATE KEY")}' /etc/ssl/private/a/rather/long/path/key.pem`,
      `${edge("BEGIN", "RSA PRIVATE KEY")}\n...\n${edge("END", "RSA PRIVATE KEY")}`,
      `${edge("BEGIN", "RSA PRIVATE KEY")}\n${"A".repeat(64)}\n${edge("END", "RSA PRIVATE KEY")}`,
      `${edge("BEGIN", "RSA PRIVATE KEY")}\n$${"{KEY_BODY_OF_THE_BUILD}"}\n${edge("END", "RSA PRIVATE KEY")}`,
      edge("BEGIN", "RSA PRIVATE KEY"),
    ])
      expect([harmless, found(harmless)]).toEqual([harmless, []]);
  });
});

describe("URLs", () => {
  test.each([
    ["https://user:blue-horse-41@host/x.git", "blue-horse-41", "high"],
    ["postgresql+psycopg2://app:s3cr3tPw99@db:5432/app", "s3cr3tPw99", "high"],
    ["redis://:blue-horse-41@redis:6379/0", "blue-horse-41", "high"],
    ["mongodb://app:p@ss-w0rd-41@a:27017,b:27017/x", "p@ss-w0rd-41", "high"],
    ["amqp://$" + "{USER}:blue-horse-41@mq", "blue-horse-41", "high"],
    ["postgres://app:p%40ss%21word%C3%A9@db/x", "p%40ss%21word%C3%A9", "high"],
    ["mysql://app:k7Qz@db/x", "k7Qz", "medium"],
    ["postgres://postgres:postgres@db/x", "postgres", "low"],
    ["ftp://admin:admin123@host", "admin123", "low"],
    ["postgres://app:applicationpass@db/x", "applicationpass", "low"],
    ["postgres://u:secret@db/x", "secret", "low"],
    ["CREATE USER 'shop'@'%' IDENTIFIED BY 'shop'", "shop", "low", "database-password"],
    ["create user if not exists shop identified by 'magento123'", "magento123", "low", "database-password"],
    ["UPDATE user SET Password=PASSWORD('blue-horse')", "blue-horse", "low", "database-password"],
    ["git clone 'https://oauth2:blue-horse-41@git.test/a/b'", "blue-horse-41", "high"],
    [`https://${lower(24)}@github.com/a/b`, lower(24), "medium"],
    [`https://${lower(24)}:x-oauth-basic@github.com/a/b`, lower(24), "medium"],
    [`https://${lower(24)}:@api.test`, lower(24), "medium"],
    [
      "jdbc:postgresql://db/x?user=app&password=blue-horse-41&ssl=true",
      "blue-horse-41",
      "high",
      "connection-string",
    ],
  ])("%s", (text, value, confidence, kind = "url-credentials") => {
    expect(found(text)).toEqual([[kind, value, confidence]]);
  });

  test.each([
    "https://user@host/x",
    "CREATE USER app WITH PASSWORD ''",
    `CREATE USER app ENCRYPTED PASSWORD 'md5${hex(32)}'`,
    "IDENTIFIED BY PASSWORD '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19'",
    "DROP USER app; SELECT password('blue-horse-41')",
    "https://user:$" + "{PASS}@host",
    "https://user:$" + "{PASS:-x}@host",
    "https://user:$PASS@host",
    "https://$USER:$PASS@host",
    "https://$" + "{TOKEN_OF_THE_BUILD_1}@host",
    "https://user:%s@host",
    "https://%s:%s@host",
    "https://user:%(password)s@host",
    "https://user:{{ password }}@host",
    "https://user:{{password}}@host",
    "https://user:{password}@host",
    "https://user:<pass>@host",
    "https://user:<password>@host",
    "https://user:***@host",
    "https://user:…@host",
    "https://user:****@host",
    "https://user:pass@host",
    "https://user:password@host",
    "https://username:changeme@host",
    "https://user:xxx@host",
    "https://user:your-password@host",
    "https://user:YOUR_PASSWORD@host",
    "https://user:@host",
    "ssh://git@host:22/a/b",
    "ssh://APKAQ3EGRVPLZ2YTKX7N@git-codecommit.test/v1",
    "git+ssh://git@github.com/a/b.git",
    "git@github.com:a/b.git",
    "npm install @scope/name @types/node@20.1.0 pkg@1.2.3",
    "https://registry.test/@scope/name/-/name-1.2.3.tgz",
    "https://cdn.test/npm/react@18.2.0/umd/react.js",
    `FROM host:5000/a/b:1.2@sha256:${hex(64)}`,
    `docker://host:5000/a/b@sha256:${hex(64)}`,
    "mailto:somebody.with.a.long.name42@host.test",
    "see http://host:8080/path and mail me@host.test",
    "http://localhost:8080?x=a@b",
    `https://${hex(32)}@o123456.ingest.sentry.io/42`,
    "//user:blue-horse-41@host",
    "https://host/path:blue@horse",
  ])("none in %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("headers and connection strings", () => {
  const basic = base64("user:blue-horse-41");
  test.each([
    [`curl -H "Authorization: Basic ${basic}" x`, "authorization-header", basic, "high"],
    [`curl -H 'authorization: bearer ${mixed(32)}'`, "authorization-header", mixed(32), "high"],
    [`-H "Authorization: token ${hex(40)}"`, "authorization-header", hex(40), "high"],
    [`{"Authorization": "Bearer ${mixed(32)}"}`, "authorization-header", mixed(32), "high"],
    [`http.extraheader=AUTHORIZATION: basic ${basic}`, "authorization-header", basic, "high"],
    ["Server=db;Database=x;User Id=sa;Password=blue-horse-41;", "connection-string", "blue-horse-41", "high"],
    ["Password=blue-horse-41;Server=db", "connection-string", "blue-horse-41", "high"],
    ['"Server=db;Uid=sa;Pwd=blue-horse-41"', "connection-string", "blue-horse-41", "high"],
    ["jdbc:sqlserver://h;user=sa;password=blue-horse-41;x=1", "connection-string", "blue-horse-41", "high"],
    [
      `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${mixed(62)}Q4q7R9==;EndpointSuffix=core.test`,
      "connection-string",
      `${mixed(62)}Q4q7R9==`,
      "high",
    ],
    [
      `Endpoint=sb://x.test/;SharedAccessKeyName=Root;SharedAccessKey=${mixed(43)}=`,
      "connection-string",
      `${mixed(43)}=`,
      "high",
    ],
    [
      `https://a.blob.test/c/f?sv=2022-11-02&se=2030&sig=${mixed(40)}%3D`,
      "azure-sas-signature",
      `${mixed(40)}%3D`,
      "high",
    ],
  ])("%s", (text, kind, value, confidence) => {
    expect(found(text)).toEqual([[kind, value, confidence]]);
  });

  test.each([
    "Authorization: Bearer $" + "{TOKEN}",
    "Authorization: Bearer $TOKEN",
    "Authorization: Bearer $(cat /run/secrets/token)",
    "Authorization: Bearer `cat token`",
    "Authorization: Bearer <token>",
    "Authorization: Bearer {{ token }}",
    "Authorization: Bearer token",
    "Authorization: Bearer YOUR_TOKEN",
    "Authorization: Bearer %s",
    "Authorization: Basic $AUTH",
    `Authorization: Basic ${base64("user:password")}`,
    "Authorization: Basic auth",
    "Password=blue-horse-41",
    "Server=db;Password=$" + "{DB_PASSWORD};",
    "Server=db;Password=<password>;",
    "Server=db;Password=changeme;",
    "Server=db;Password={0};",
    "A=1;PWD=/app;B=2",
    "https://h/x?password=$" + "{P}",
    "password=blue-horse-41 user=x",
    `https://h/x?sig=${mixed(40)}`,
  ])("none in %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

test("of overlapping tokens the longest stays, then the one with a shape of its own", () => {
  const token = summed(`gh${"p_"}`);
  expect(found(`https://x:${token}@host`)).toEqual([["github-token", token, "high"]]);
  expect(found(`https://${token}@host`)).toEqual([["github-token", token, "high"]]);
  expect(found(`Authorization: token ${token}`)).toEqual([["github-token", token, "high"]]);
  expect(found(`Server=a;Password=${token};`)).toEqual([["github-token", token, "high"]]);
  expect(found(`https://x:${token}-more@host`)).toEqual([["url-credentials", `${token}-more`, "high"]]);
  expect(found(`Authorization: Bearer ${jwtParts}`)).toEqual([["jwt", jwtParts, "medium"]]);
  const other = `gl${"pat-"}${mixed(20)}`;
  expect(found(`${other} ${token},${other}`).map(([kind]) => kind)).toEqual([
    "gitlab-token",
    "github-token",
    "gitlab-token",
  ]);
});

test("the search for keywords finds what a search for each finds", () => {
  const keywords = ["ab", "abc", "bca", "-us", "://", "SK", "sk-"];
  const search = keywordSearch(keywords);
  const letters = fc.constantFrom("a", "b", "c", "A", "-", "u", "s", "S", "K", ":", "/", "é", "1", "\uD83D");
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 40 }), (parts) => {
      // A keyword of two characters at the very end has no room for a token behind it.
      const text = `${parts.join("")}  `;
      const found: [number, string][] = [];
      search(text, (at, keyword) => found.push([at, keyword]));
      const expected = keywords.flatMap((keyword) =>
        [...text.matchAll(new RegExp(keyword, "g"))].map((match): [number, string] => [match.index, keyword]),
      );
      const order = (a: [number, string], b: [number, string]) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1);
      expect(found.sort(order)).toEqual(expected.sort(order));
    }),
  );
});

test("redact puts a label in place of spans", () => {
  expect(redact("a secret and b", [{ start: 2, end: 8 }], "TOKEN")).toBe("a <TOKEN> and b");
  const spans = [
    { start: 6, end: 8 },
    { start: 0, end: 2 },
    { start: 1, end: 4 },
  ];
  expect(redact("0123456789", spans, "x")).toBe("<x>45<x>89");
  expect(redact("as it is", [], "x")).toBe("as it is");
});

describe("hostile texts cost linear time", () => {
  const begin = "-----BEGIN ";
  const units = [
    "a",
    ":",
    "@",
    "/",
    "-",
    "://",
    ".",
    ";",
    "=",
    "$" + "{",
    " ",
    "\n",
    begin,
    `${begin}PRIVATE KEY-----`,
    `${begin}PRIVATE KEY-----\n${mixed(24)}`,
    `${begin}PRIVATE KEY-----\n\n`,
    "http://",
    "http://a:",
    "http://a:b",
    "http://$" + "{",
    "http://$" + "{a}",
    "http://a@",
    ` http://${mixed(20)}`,
    "eyJ",
    "-eyJ",
    "-eyJaaaaaaaaa.eyJaaaaaaaaaa.",
    ".eyJaaaaaaaaaa",
    "-ops_eyJ",
    "-hvs.",
    ".hvs",
    "-sk-",
    "-sk-proj-",
    "-xoxb-1",
    ":AA",
    "1:AA",
    ".atlasv1.",
    "MT",
    "-MT",
    "Password=",
    ";Password=",
    "Password=a;",
    ";a=b;Password=",
    "&sig=",
    `?sig=${mixed(20)}`,
    "Authorization: ",
    "Authorization: Bearer ",
    "?password=",
    "-ya29.",
    "-ATATT3",
    "SK",
    `-S${"K"}${hex(32)}`,
    "-FlyV1 fm2_",
    "-glpat-",
    "PuTTY-User-Key-File-3: a\n",
    "\uE000",
    "\\n",
    "-pypi-AgEIcHlwaS5vcmc",
    "-ghs_1_eyJ",
    "datadog_api_key=",
    `datadog_api_key=${hex(31)} `,
    "aws_secret ",
    `${mixed(76)}AZ${"DO"}`,
    "aaaaaaaa-us1",
    "a:b@tcp(",
    "host=a password=b ",
    "user=a;password=b;",
    "jdbc:oracle:thin:a/",
    "$6$a$",
    "$argon2id$v=1$m=1,t=1,p=1$",
    "https://a.webhook.office.com/",
    "LS0tLS1CRUdJTi",
    '"auth":"',
    "?token=",
    "X-Api-Key: ",
  ];
  test.each(units)("%j", (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    const work = () => {
      findTokens(text);
    };
    expect(cpuSeconds(work)).toBeLessThan(PATIENCE);
  });

  test("any keyword, over and over, glued and apart", () => {
    const keywords = new Set(tokenFormats().flatMap((format) => format.keywords));
    const work = () => {
      for (const keyword of keywords)
        for (const unit of [keyword, ` ${keyword}a`])
          findTokens(unit.repeat(Math.ceil(10_000 / unit.length)));
    };
    expect(cpuSeconds(work)).toBeLessThan(PATIENCE);
  });
});
