import type { Span } from "../../text/source";
import type { Site } from "../site";

/** What a descriptor of the shell is connected to. */
export type Channel =
  /** What is written is kept for whoever reads it: a pipe, `$(…)`. In a branch it remembers whose it is. */
  | { readonly kind: "text"; text: string; readonly of?: Channel }
  | {
      readonly kind: "file";
      readonly path: string;
      readonly by: string;
      readonly span: Span;
      readonly site: Site;
      /** Opened to be read as well, with `<>`: what is left to read. */
      unread?: string;
    }
  /** What is left to read, of a file or of what was printed. */
  | { readonly kind: "input"; text: string; readonly path?: string }
  /** The build's own output, of which nothing is in the image; a closed descriptor too. */
  | { readonly kind: "log" };

export const LOG: Channel = { kind: "log" };

/** What a descriptor has to be read; nothing where it is only written to. */
export const readFrom = (channel: Channel | undefined): string =>
  channel?.kind === "input" ? channel.text : channel?.kind === "file" ? (channel.unread ?? "") : "";

/** What is left to read after a part of it was. */
export function leaveUnread(channel: Channel | undefined, rest: string): void {
  if (channel?.kind === "input") channel.text = rest;
  else if (channel?.kind === "file" && channel.unread !== undefined) channel.unread = rest;
}

/** The channels of a branch that may not be taken: what it writes is known only when the branches are joined. */
export function forkChannels(channels: ReadonlyMap<number, Channel>): Map<number, Channel> {
  const copies = new Map<Channel, Channel>();
  const fork = (channel: Channel): Channel => {
    if (channel.kind === "text") return { kind: "text", text: "", of: channel };
    return channel.kind === "log" ? channel : { ...channel };
  };
  return new Map(
    [...channels].map(([descriptor, channel]) => {
      const copy = copies.get(channel) ?? fork(channel);
      copies.set(channel, copy);
      return [descriptor, copy];
    }),
  );
}
