import {
  createConnection,
  ErrorCodes,
  LogMessageNotification,
  MessageType,
  ProposedFeatures,
  ResponseError,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { AnsweringReader } from "./framing";
import { serveConnection } from "./server";

/** What the language server gets from the program that it runs in. */
export interface ServeOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly version: string;
  /** The address of a rule's page, if it has one. */
  rulePage(id: string): string | undefined;
  /** The day as `2027-01-31`. */
  today(): string;
  /** The folder of the person, which is no project. */
  readonly home: string;
  /** One line about a bug, without the text of the error, which may quote a secret. */
  crashLine(error: unknown): string;
  /** Ends the process. */
  exit(code: number): void;
}

/** Serves the language server protocol on two streams, until the editor ends it. */
export function serve(options: ServeOptions): void {
  const { input, output } = options;
  const writer = new StreamMessageWriter(output);
  const reader = new AnsweringReader(input, {
    answer: (message) => void writer.write(message),
    giveUp: (message) => void writer.write(message).finally(() => options.exit(1)),
  });
  const connection = createConnection(ProposedFeatures.all, reader, writer);
  // An editor that is gone says no goodbye.
  input.on("end", () => options.exit(1));
  serveConnection(connection, {
    ...options,
    guard: (answer) => {
      try {
        return answer();
      } catch (error) {
        const message = options.crashLine(error).trimEnd();
        void connection.sendNotification(LogMessageNotification.type, { type: MessageType.Error, message });
        return new ResponseError<void>(ErrorCodes.InternalError, message);
      }
    },
  });
  connection.listen();
}
