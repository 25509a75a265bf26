import { keepNamedLiteral } from "../../literals";
import type { Call } from "../commands/command";
import type { Field } from "../words";
import type { Takes } from "./row";

/** `KEY VALUE`, or any number of `KEY=VALUE`. A key may hold the credential, too. */
export function settingsOf(
  call: Call,
  operands: readonly Field[],
  takes: Takes,
): (readonly [string, string])[] {
  const { shell } = call;
  return pairsOf(operands)
    .filter(({ key }) => takes.settings?.test(shell.dyes.redact(key)))
    .map(({ key, others, value, field }) => {
      const judged = keepNamedLiteral(shell, takes.as ?? settingName(key), value, field);
      return [key, others + judged] as const;
    });
}

interface Setting {
  readonly key: string;
  /** What stands between the key and the value: the user's name of `http-basic.<host> <user> <password>`. */
  readonly others: string;
  readonly value: string;
  readonly field: Field;
}

function pairsOf(operands: readonly Field[]): Setting[] {
  const [first, ...rest] = operands;
  const last = rest.at(-1);
  if (first === undefined) return [];
  // The value may hold a `=` of its own, as Base64 ends with one; the key before a value does not.
  if (last && !/^[^=\s]+=[^=]/.test(first.text)) {
    const others = rest.slice(0, -1).map(({ text }) => `${text} `);
    return [{ key: first.text, others: others.join(""), value: last.text, field: last }];
  }
  return operands.map((field) => {
    const equals = field.text.indexOf("=");
    const key = equals < 0 ? field.text : field.text.slice(0, equals);
    return { key, others: "", value: equals < 0 ? "" : field.text.slice(equals + 1), field };
  });
}

/** `//registry.example/:_authToken` and `http-basic.example` are named by their last part. */
const settingName = (key: string): string =>
  key.slice(Math.max(key.lastIndexOf(":"), key.lastIndexOf("/")) + 1);
