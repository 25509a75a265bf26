import { visible } from "../visible";

export type Attributes = Readonly<Record<string, string | number | undefined>>;

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An element with elements in it, or with lines of text, or empty. Ends with a line end. */
export function element(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join("");
  if (content.length === 0) return `<${name}${written}/>\n`;
  return `<${name}${written}>\n${content.join("")}</${name}>\n`;
}

/** A line of text. */
export const line = (text: string): string => `${escaped(text)}\n`;

/** XML 1.0 has no form for most control characters, so they are made visible. */
const escaped = (text: string): string =>
  visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    // Not characters in XML, though they are in Unicode.
    .replace(/[\ufffe\uffff]/g, "\ufffd");
