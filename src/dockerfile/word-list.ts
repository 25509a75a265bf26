import { isSpace } from "./characters";

/** Gathers the words of a text that is being expanded. */
export class WordList {
  readonly #words: string[] = [];
  #inWord = false;

  /**
   * @param buffer the word being gathered. BuildKit has one for a text and all that is nested in it, and each list empties
   * it, which is why `a${B:-c}d` gives the word `cd`.
   */
  constructor(readonly buffer: { text: string }) {
    buffer.text = "";
  }

  /** Adds text in which blanks do not part words. */
  add(text: string): void {
    this.buffer.text += text;
    this.#inWord = true;
  }

  /** Adds text in which they do. */
  addText(text: string): void {
    for (let at = 0; at < text.length; at++) {
      if (!isSpace(text.charCodeAt(at))) this.add(text[at]!);
      else if (this.#inWord && this.buffer.text !== "") {
        this.#words.push(this.buffer.text);
        this.buffer.text = "";
        this.#inWord = false;
      }
    }
  }

  finish(): readonly string[] {
    if (this.buffer.text !== "") this.#words.push(this.buffer.text);
    this.buffer.text = "";
    return this.#words;
  }
}
