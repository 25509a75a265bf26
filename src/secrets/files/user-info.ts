const AT = 0x40;
const COLON = 0x3a;
const SLASH = 0x2f;
/** No user name and password together are longer. */
const USER_LIMIT = 800;

/** Whether something like `://user:password@` stands in the bytes. Looks at `@` signs only, of which most files have none. */
export function holdsUserInfo(bytes: Uint8Array): boolean {
  let from = 0;
  for (let at = bytes.indexOf(AT); at >= 0; at = bytes.indexOf(AT, at + 1)) {
    let colon = false;
    // What an earlier sign looked at is not looked at again.
    for (let back = at - 1; back >= Math.max(from, at - USER_LIMIT); back--) {
      const byte = bytes[back]!;
      if (byte === SLASH) {
        if (colon && bytes[back - 1] === SLASH && bytes[back - 2] === COLON) return true;
        break;
      }
      if (byte === COLON) colon = true;
      else if (byte <= 0x20 || byte === 0x22 || byte === 0x27 || byte === 0x60 || byte === 0x3c) break;
    }
    from = at;
  }
  return false;
}
