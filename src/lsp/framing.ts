import {
  AbstractMessageReader,
  type DataCallback,
  type Disposable,
  ErrorCodes,
  type Message,
  type MessageReader,
} from "vscode-languageserver/node";

/** No editor sends more at once; a longer message is a broken header. */
const LARGEST_BODY = 256 * 1024 * 1024;
const LARGEST_HEADER = 8192;
const END_OF_HEADER = "\r\n\r\n";

/** What becomes of input that is no message. */
export interface Refusals {
  /** It is answered, and the next message is read. */
  answer(error: RefusedMessage): void;
  /** Nobody knows where the next message begins: the stream is of no use any more. */
  giveUp(error: RefusedMessage): void;
}

/** A response to nobody's request, as JSON-RPC has it for what cannot be read. */
export interface RefusedMessage extends Message {
  readonly id: string | number | null;
  readonly error: { readonly code: number; readonly message: string };
}

/**
 * Reads messages from a byte stream, each a header with its length and a body of JSON. The reader of the protocol's package drops what it
 * cannot read and says nothing; this one answers. What was sent is never repeated, for it may hold a secret.
 */
export class AnsweringReader extends AbstractMessageReader implements MessageReader {
  #unread = Buffer.alloc(0);
  /** Chunks after `#unread`, joined only once a whole message is there. */
  #chunks: Buffer[] = [];
  #available = 0;
  #wanted = 1;

  constructor(
    private readonly stream: NodeJS.ReadableStream,
    private readonly refusals: Refusals,
  ) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    const read = (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#available += chunk.length;
      if (this.#available >= this.#wanted) this.deliver(callback);
    };
    this.stream.on("data", read);
    this.stream.on("close", () => this.fireClose());
    return { dispose: () => this.stream.off("data", read) };
  }

  private deliver(callback: DataCallback): void {
    this.#unread = Buffer.concat([this.#unread, ...this.#chunks]);
    this.#chunks = [];
    for (let body = this.nextBody(); body !== undefined; body = this.nextBody()) {
      const message = readMessage(body);
      if ("refusal" in message) this.refusals.answer(message.refusal);
      else callback(message);
    }
    this.#available = this.#unread.length;
  }

  /** The bytes of the next message; undefined until all of them are there. */
  private nextBody(): Buffer | undefined {
    const end = this.#unread.indexOf(END_OF_HEADER);
    this.#wanted = this.#unread.length + 1;
    const header = this.#unread.toString(
      "latin1",
      0,
      end < 0 ? Math.min(this.#unread.length, LARGEST_HEADER) : end,
    );
    const length = end < 0 ? undefined : lengthIn(header);
    if (!isHeader(header, end >= 0) || (end >= 0 && length === undefined) || end > LARGEST_HEADER) {
      this.#unread = Buffer.alloc(0);
      this.stream.removeAllListeners("data");
      this.refusals.giveUp(refusal(ErrorCodes.ParseError, "The header of a message is malformed."));
      return undefined;
    }
    if (length === undefined) return undefined;
    const start = end + END_OF_HEADER.length;
    if (this.#unread.length < start + length) {
      this.#wanted = start + length;
      return undefined;
    }
    const body = this.#unread.subarray(start, start + length);
    this.#unread = this.#unread.subarray(start + length);
    return body;
  }
}

/** Whether lines are headers, `Name: value`; the last one may be cut off where more is to come. */
function isHeader(text: string, whole: boolean): boolean {
  if (!whole && text.length >= LARGEST_HEADER) return false;
  const lines = text.split("\r\n");
  return lines.every((line, index) =>
    whole || index < lines.length - 1 ? /^[A-Za-z-]+:/.test(line) : /^[A-Za-z-]*(?::|$)/.test(line),
  );
}

function lengthIn(header: string): number | undefined {
  const digits = /^content-length:\s*(\d{1,12})\s*$/im.exec(header)?.[1];
  const length = Number(digits);
  return length <= LARGEST_BODY ? length : undefined;
}

function readMessage(body: Buffer): Message | { readonly refusal: RefusedMessage } {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    return { refusal: refusal(ErrorCodes.ParseError, "The body of a message is no JSON.") };
  }
  if (isMessage(value)) return value;
  const id = typeof value === "object" && value !== null && "id" in value ? value.id : null;
  const known = typeof id === "string" || typeof id === "number" ? id : null;
  return {
    refusal: refusal(ErrorCodes.InvalidRequest, "This is no request, notification or response.", known),
  };
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== "object" || value === null || !("jsonrpc" in value)) return false;
  if ("method" in value) return typeof value.method === "string";
  return "id" in value && ("result" in value || "error" in value);
}

const refusal = (code: number, message: string, id: RefusedMessage["id"] = null): RefusedMessage => ({
  jsonrpc: "2.0",
  id,
  error: { code, message },
});
