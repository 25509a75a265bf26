import { visible } from "../reporters";
import type { Streams } from "./streams";

/** Milliseconds after which a person begins to wonder. */
const PATIENCE = 1000;

/** Says on the terminal how far a run is, once it takes longer than a second. */
export function showProgress({ stderr, isTerminal, now }: Streams) {
  const begin = now();
  let shown = false;
  return {
    step(done: number, total: number, dockerfile: string): void {
      if (now() - begin < PATIENCE || !isTerminal("stderr")) return;
      shown = true;
      stderr(`\r\u001b[K${done} of ${total} checked, now ${visible(dockerfile)}`);
    },
    end(): void {
      if (shown) stderr("\r\u001b[K");
    },
  };
}
