import { wordsOf } from "./word-list";

/**
 * What asks to be replaced, wherever it stands in a value; in lower case, for what tells no case apart takes longer to compile. In front of
 * each stand texts of which one is in all that it matches: to look for them costs less than to compile an expression that does not match.
 */
const ASKING: readonly (readonly [holding: readonly string[], asking: RegExp])[] = [
  [
    ["chang"],
    /chang(?:e|ing)[-_ ]?(?:me|it|this|in|before|on|the|to)|should\w{0,40}chang|be[-_ ]?changed|\bto[-_]?change\b/,
  ],
  [
    ["me", "this", "it"],
    /(?:override|overwrite|delete|remove|insert|provide|define|fill|edit|set|add|put)[-_ ]?(?:me|this|it)(?![a-z])/,
  ],
  [["replace"], /replace[-_ ]?(?:me|this|it|with|by|later|before|in[-_ ])|to[-_ ](?:be[-_ ])?replaced?/],
  [["set", "pass", "provide"], /(?:set|pass|provide)[-_ ](?:at|in|via|environment|env)[-_ ]/],
  [["should"], /should\w{0,10}overw/],
  [[""], /^(?:your|my|insert|enter|put|add|set|fill|use|get|some|todo|tbd|fixme|please|no|not)[-_ ](?=\D*$)/],
  [[""], /[-_ ](?:here|goes[-_ ]here|goes|missing|required|needed|not[-_ ]set|not set\.)$/],
  [["your"], /\byour\b|your(?=[a-z_-])/],
  [["no"], /^no[-_ ]?(?:key|token|secret|value|default|pass)/],
  [["string"], /(?:random|secret)[-_ ]?string/],
  [
    ["not"],
    /not[-_ ]?(?:a[-_ ]?)?(?:so[-_ ]?)?(?:real|used|set|needed|secret|secure|important|available|configured|provided|valid)|not[-_ ]?present/,
  ],
  [
    ["*", "<", "[", "__", "%", "@", "{", "#"],
    /^(?:\*\*.*\*\*|<[^<>]*>|\[[^[\]]*\]|__\w+__|%\w+%|@[^@]+@|\{[\w.-]+\}|#.+#)$/,
  ],
  [[""], /^(?:x+|y+|z+|-+|\*+|\?+)$/],
  [[""], /^(?:nope|fake|invalid|bogus|mock|stub|sample)[-_.]/],
];

/** What asks to be replaced by itself, wherever it stands. */
const ASKING_PARTS = [
  "placeholder",
  "example",
  "dummy",
  "redacted",
  "temporary",
  "nodefault",
  "notset",
  "***",
  "...",
];

/** What asks to be replaced where it is the whole value. */
const ASKING_WORDS = `
none null nil unset undef undefined undefinend random generate generated unknown empty unused blank ignore ignored n/a na missing
invalid foo bar baz qux quux foobar foobarbaz todo tbd fixme fake sample mock stub override overridden provided external hidden define
replace change changed secret-value required optional noop noauth bogus whatever something anything lorem ipsum blah
`;

let askingWords: ReadonlySet<string> | undefined;

function asks(text: string): boolean {
  askingWords ??= new Set(wordsOf(ASKING_WORDS));
  return (
    askingWords.has(text) ||
    ASKING_PARTS.some((part) => text.includes(part)) ||
    ASKING.some(([holding, asking]) => holding.some((part) => text.includes(part)) && asking.test(text))
  );
}

/** A row of x of one case, the name of a variable in capitals, and a camelCase phrase that ends in `Here` or starts with `Your`. */
const NAMING =
  /x{4,}|X{4,}|^[A-Z]{2,}(?:_[A-Z]{2,}){1,8}$|[a-z]Here$|^(?:your|insert|enter|please)(?=[A-Z])|[a-z]Your(?=[A-Z])/;

/** Refers to something that is filled in elsewhere: a variable, a template, a substitution. */
const REFERENCE =
  /^\\?\$\{?[A-Za-z_]\w*\}?$|^\$[A-Za-z_]\w*(?:[^\w$]\$[A-Za-z_]\w*)+$|\$\{|\$\(|^`|\{\{|\}\}|<%|#\{|%\(|^%[A-Za-z_][\w.]*%$|^\{\w+\}$|^(?:process\.env|os\.environ|env|secrets?|vault|ssm|op|keyring|aws|azure|gcp|file)(?:[.(]|:\/\/)|^(?:env|file|secret|secretref|secretKeyRef|valueFrom|arn|ref\+\w+):(?!\s)|->[a-z_]{3}/i;

/** `%NAME%` within a value, in a case that names are written in, since two signs may stand in a password by chance. */
const WINDOWS_VARIABLE = /%(?:[A-Z][A-Z0-9_]{2,}|[a-z][a-z0-9_.]{2,}|[A-Z]?[a-z]+(?:[A-Z][a-z]+){1,6})%/;

/** Words that stand in values which a person typed to get on, and which are as good as published. */
const COMMON = `
1q2w3e 1q2w3e4r 1qaz 2wsx 3edc 4rfv a abc abc123 abcd about access account adm admin admin1 administrator
adminpw again all alpine always am an and api app asd asdf asdfgh at auth aws bar base baseball batman be
because before better big bitnami block bot box bucket build builds but by calvin can cannot carbon cassandra cat cd cert
certificate change changed changeit changepassword changing choose ci circus clave client cloud cms code
common complex complicated compose config configure connect connection consul container contrasena control
cookie core couchdb crypt custom data database day db dba dbpw ddl debug default default_password demo
demouser deploy dev devel develop development device django docker domain dont dragon drupal dummy edc elastic
email encrypt encryption end engine enter env environment error every everyone example fake file first fix
flask foo football for free friend from ftp game geheim generated get git github gitlab global go good grafana
great group guacamole guess guest hard has have he hello help here hi hidden home host hunter hush i id if iloveyou
image important in influx influxdb info init initial insecure insecurely internal is it ithink jenkins joomla
just jwt kafka keep key keyboard keycloak keystore kibana lamp laravel last later ldap less let letmein life linux live
local localhost log login long love magento mail main make makes man manager many mariadb market master me
media memory message mine minimum minio minio1 minioadmin mock mode mongo mongodb monkey moodle more most
motdepasse mqtt mssql mustchange my mysql n nacos name nano need neo net network never new next nextcloud
nginx nice no nobody node nomad none not nothing now null number odoo of off ok on one only open opensearch
operator or oracle our out over owncloud p p4ss page palace pam parola pass passphrase passw passwd password
passwort pg pgadmin phone php phpmyadmin pinky place plain please pleasechange point port portal postgres
postgresql power present princess private prod production proxy public put pw pwd q1w2e3 q1w2e3r4 qa qaz queue
quick qwe qwerty qwertyuiop rabbit rabbitmq rails random raspberry read real really redis redmine release
remote repl replace replication required right room root rootless rootpw rty run rundeck runtime s sa safe
sakila samba same sample say schema scott secret secretkey secretpassword secrets secure see sekret sekrit
send senha server service session set shadow shall shared she shell should show signing simple site so social
software solr some somehow something sonar sonarqube space spring sql ssh ssl stack staging start starwars
still strong stuff such sunshine super superman supersecret superset superuser sure svc symfony sync sys
system t team temp test tester testing testpass testpassword text than that thats the them then there they
thing think this tiger time tls tmp to today token tomcat tool toor top topsecret trustno1 truststore try two
ubnt ui unix unknown unsafe unused up upload url us use used user username userpw using vagrant val valid vals
value variable vault very verysecret vm vnc wachtwoord wait want was way we weak web websocket welcome what
whatever when where which who why will win with without wont word wordpress work worker works world would
write wrong wso2 wsx www xsw xtesting yes yet you your zabbix zaq zone zookeeper zxc zxcv zxcvbn
`;

let common: ReadonlySet<string> | undefined;

/** Whether a value asks to be replaced, such as `changeme`, `<token>` and `your-key-here`. */
export const isPlaceholder = (value: string): boolean =>
  NAMING.test(value) ||
  asks(value.toLowerCase()) ||
  (value.length <= 64 && asks(unleeted(value).toLowerCase()));

/** Whether a value stands for another: `$TOKEN`, `{{ token }}`, `vault://…`. */
export const isReference = (value: string): boolean =>
  value.includes("${") ||
  (/[$`{}%.(:>]/.test(value) && (REFERENCE.test(value) || WINDOWS_VARIABLE.test(value)));

/**
 * Whether a value is made of common words, the words of its own name, and short runs of digits and signs: `postgres`, `Passw0rd!`,
 * `my-secret-key`, `admin123`. Linear in the value's length, which is bounded.
 */
export function isCommonWords(value: string, own: readonly string[]): boolean {
  if (value.length > 48) return false;
  common ??= new Set(wordsOf(COMMON));
  const plain = value.toLowerCase();
  return isMadeOf(plain, common, own, ANY_NUMBER) || isMadeOf(unleeted(plain), common, own, COUNTED);
}

/** `p4ssw0rd` is `password`: digits and signs that stand for letters, wherever a letter follows. For short texts. */
export function unleeted(text: string): string {
  const lastLetter = text.search(/[a-zA-Z][^a-zA-Z]*$/);
  return text.replace(/[01345@$!]/g, (sign, at: number) => (at < lastLetter ? (LETTER[sign] ?? sign) : sign));
}

const LETTER: Readonly<Record<string, string>> = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", "@": "a", $: "s" };

const LONGEST_WORD = 16;

const ANY_NUMBER = /^\d{1,6}(?!\d)/;
/** Whoever wrote other numbers into a disguised word meant a password. */
const COUNTED = /^(?:1|12|123|1234|12345|123456|321)(?!\d)/;

function isMadeOf(text: string, words: ReadonlySet<string>, own: readonly string[], number: RegExp): boolean {
  // Has n where the first n characters are words.
  const reachable = new Set([0]);
  let letters = false;
  for (let at = 0; at < text.length; at++) {
    if (!reachable.has(at)) continue;
    if (/[^a-z0-9]/.test(text[at] ?? "")) reachable.add(at + 1);
    const digits = number.exec(text.slice(at, at + 7));
    if (digits) reachable.add(at + digits[0].length);
    for (let end = at + 1; end <= Math.min(text.length, at + LONGEST_WORD); end++) {
      const word = text.slice(at, end);
      if (!words.has(word) && !own.includes(word)) continue;
      // One letter counts only as a word of its own, or every text would be made of them.
      if (word.length === 1 && /[a-z]/.test(`${text[at - 1] ?? ""}${text[end] ?? ""}`)) continue;
      letters = true;
      reachable.add(end);
    }
  }
  return letters && reachable.has(text.length);
}
