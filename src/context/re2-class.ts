/** Whether a code point belongs to a character class. */
export type CharacterTest = (point: number) => boolean;

const within =
  (...ranges: readonly number[]): CharacterTest =>
  (point) => {
    for (let at = 0; at < ranges.length; at += 2)
      if (ranges[at]! <= point && point <= ranges[at + 1]!) return true;
    return false;
  };

export const range = (low: number, high: number): CharacterTest => within(low, high);
export const negate =
  (test: CharacterTest): CharacterTest =>
  (point) =>
    !test(point);
export const anyOf =
  (tests: readonly CharacterTest[]): CharacterTest =>
  (point) =>
    tests.some((test) => test(point));

export const isWordCharacter: CharacterTest = within(0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a);
/** `.`, without the flag that lets it match a line end. */
export const isNoLineEnd: CharacterTest = (point) => point !== 0x0a;

const digit = within(0x30, 0x39);
const space = within(0x09, 0x0a, 0x0c, 0x0d, 0x20, 0x20);

/** `\d`, `\s`, `\w` and their negations: ASCII only, and no vertical tab among the spaces. */
export function perlClass(letter: string): CharacterTest | undefined {
  const positive = { d: digit, s: space, w: isWordCharacter }[letter.toLowerCase()];
  if (!positive) return undefined;
  return letter === letter.toLowerCase() ? positive : negate(positive);
}

/** `[:name:]` and `[:^name:]`. */
export function posixClass(name: string): CharacterTest | undefined {
  const negative = name.startsWith("^");
  const ranges = posixRanges.get(negative ? name.slice(1) : name);
  if (!ranges) return undefined;
  const test = within(...ranges);
  return negative ? negate(test) : test;
}

const posixRanges: ReadonlyMap<string, readonly number[]> = new Map([
  ["alnum", [0x30, 0x39, 0x41, 0x5a, 0x61, 0x7a]],
  ["alpha", [0x41, 0x5a, 0x61, 0x7a]],
  ["ascii", [0x00, 0x7f]],
  ["blank", [0x09, 0x09, 0x20, 0x20]],
  ["cntrl", [0x00, 0x1f, 0x7f, 0x7f]],
  ["digit", [0x30, 0x39]],
  ["graph", [0x21, 0x7e]],
  ["lower", [0x61, 0x7a]],
  ["print", [0x20, 0x7e]],
  ["punct", [0x21, 0x2f, 0x3a, 0x40, 0x5b, 0x60, 0x7b, 0x7e]],
  ["space", [0x09, 0x0d, 0x20, 0x20]],
  ["upper", [0x41, 0x5a]],
  ["word", [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a]],
  ["xdigit", [0x30, 0x39, 0x41, 0x46, 0x61, 0x66]],
]);

/** `\p{name}`: a general category, a script, `Any`, `ASCII` or `Assigned`. Case, blanks, `_` and `-` in the name do not count, as in Go since 1.25. */
export function unicodeClass(name: string): CharacterTest | undefined {
  const plain = plainName(name);
  if (plain === "assigned") return unicodeProperty("Assigned");
  if (plain === "any" || plain === "ascii") return plain === "any" ? () => true : range(0, 0x7f);
  const category = find(categories, plain);
  if (category) return unicodeProperty(`gc=${category}`);
  const script = find(scripts, plain);
  return script === undefined ? undefined : unicodeProperty(`sc=${script}`);
}

/** The property is a constant of a table below and is asked about one character at a time: nothing of the pattern's gets into a RegExp. */
function unicodeProperty(property: string): CharacterTest | undefined {
  try {
    const expression = new RegExp(`^\\p{${property}}$`, "u");
    return (point) => expression.test(String.fromCodePoint(point));
  } catch {
    // A script that this version of Node does not know yet.
    return undefined;
  }
}

const plainName = (name: string): string => name.toLowerCase().replace(/[ _-]/g, "");
const find = (table: string, plain: string): string | undefined =>
  plain === "" ? undefined : table.split(" ").find((name) => plainName(name) === plain);

const categories =
  "C Cc Cf Cn Co Cs L LC Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs " +
  "Other Control cntrl Format Unassigned Private_Use Surrogate Letter Cased_Letter Lowercase_Letter Modifier_Letter " +
  "Other_Letter Titlecase_Letter Uppercase_Letter Mark Combining_Mark Spacing_Mark Enclosing_Mark Nonspacing_Mark " +
  "Number Decimal_Number digit Letter_Number Other_Number Punctuation punct Connector_Punctuation Dash_Punctuation " +
  "Close_Punctuation Final_Punctuation Initial_Punctuation Other_Punctuation Open_Punctuation Symbol Currency_Symbol " +
  "Modifier_Symbol Math_Symbol Other_Symbol Separator Line_Separator Paragraph_Separator Space_Separator";

const scripts =
  "Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bopomofo " +
  "Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Chorasmian Common " +
  "Coptic Cuneiform Cypriot Cypro_Minoan Cyrillic Deseret Devanagari Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs " +
  "Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati Gunjala_Gondi Gurmukhi Han Hangul " +
  "Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi " +
  "Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kawi Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki " +
  "Khudawadi Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean " +
  "Marchen Masaram_Gondi Medefaidrin Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi " +
  "Mongolian Mro Multani Myanmar Nabataean Nag_Mundari Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong " +
  "Ogham Ol_Chiki Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian " +
  "Old_Turkic Old_Uyghur Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi " +
  "Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese " +
  "Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan " +
  "Tifinagh Tirhuta Toto Ugaritic Vai Vithkuqi Wancho Warang_Citi Yezidi Yi Zanabazar_Square";
