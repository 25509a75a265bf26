/** Words that ask to be replaced: a value with one of them holds nothing. */
const ASKING =
  /change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|with|this|by)|^(?:your|my|insert|enter|put|add|set|fill|use|get|some|todo|tbd|fixme)[-_ ]|[-_ ](?:here|goes[-_ ]here|placeholder|example|dummy|goes)$|\byour\b|your(?=[A-Z_-])|placeholder|example|dummy|redacted|x{4,}|\*{3,}|\.{3,}|^<[^<>]*>$|^\[[^[\]]*\]$|^__\w+__$|^%\w+%$|^@\w+@$|\bnot[-_ ]?(?:a[-_ ]?)?(?:real|used|set|needed|secret|secure|important)\b|^(?:none|null|nil|unset|undefined|empty|unused|ignored?|n\/a|na|x+|-+|\*+|\?+|foo|bar|baz|foobar|todo|tbd|fake|sample|mock|stub|override|overridden|provided|external|hidden|secret-value|required|optional|changed|noop)$/i;

/** Refers to something that is filled in elsewhere: a variable, a template, a substitution. */
const REFERENCE =
  /^\$\{?[A-Za-z_]\w*\}?$|\$\{|\$\(|^`|\{\{|\}\}|<%|#\{|%\(|%[A-Za-z_][\w.]*%|^\{\w+\}$|^(?:process\.env|os\.environ|env|secrets?|vault|ssm|op|keyring|aws|azure|gcp|file)(?:[.(]|:\/\/)/i;

/** Words that stand in values which a person typed to get on, and which are as good as published. */
const COMMON =
  "a an and api app admin administrator adm auth base bar bitnami build changeit ci cd client cms code compose container cookie data database db debug default demo dev devel develop development django docker dummy elastic env example fake flask foo for grafana guest hello hunter in insecure is it jenkins jwt key keycloak laravel letmein local localhost login long manager mariadb master me minio minioadmin mock mongo mongodb my mysql nacos neo n not node oracle of only p pass passw passwd password passphrase please pg postgres postgresql prod production pw pwd qwerty rabbit rabbitmq rails random read redis replace repl replication root s sa sample scott secret secrets secure server service session signing simple some sonar sonarqube stack staging strong super superuser sys system t temp test testing tester testpass testpassword text the this tiger tmp token unsafe use user username value very web welcome word wordpress world write you your zabbix";

let common: ReadonlySet<string> | undefined;

/** Whether a value asks to be replaced, such as `changeme`, `<token>` and `your-key-here`. */
export const isPlaceholder = (value: string): boolean => ASKING.test(value);

/** Whether a value stands for another: `$TOKEN`, `{{ token }}`, `vault://…`. */
export const isReference = (value: string): boolean => REFERENCE.test(value);

/**
 * Whether a value is made of common words, the words of its own name, and short runs of digits and signs: `postgres`, `Passw0rd!`,
 * `my-secret-key`, `admin123`. Linear in the value's length, which is bounded.
 */
export function isCommonWords(value: string, own: readonly string[]): boolean {
  if (value.length > 48) return false;
  common ??= new Set(COMMON.split(" "));
  const plain = value.toLowerCase();
  return isMadeOf(plain, common, own, ANY_NUMBER) || isMadeOf(unleeted(plain), common, own, COUNTED);
}

/** `p4ssw0rd` is `password`. */
const unleeted = (text: string): string =>
  text.replace(
    /[0134@$!](?=.*[a-z])/g,
    (sign) => ({ 0: "o", 1: "i", 3: "e", 4: "a", "@": "a", $: "s" })[sign] ?? sign,
  );

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
