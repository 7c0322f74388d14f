import { remembered } from './remembered.ts';
import { normaliseText } from './segments.ts';

/**
 * What Twilio's Smart Encoding writes in the place of a character, and the code points (hexadecimal, with
 * ranges) it does that for. From the map of TwilioDevEd/message-segment-calculator (MIT, Twilio Inc 2021).
 * Accented vowels are not among them.
 */
const REPLACED: readonly (readonly [string, string])[] = [
  ['"', '00ab 00bb 02ba 02ee 201c-201f 275d-275e 301d-301e ff02'],
  [
    "'",
    '0060 00b4 02b9 02bb-02bd 02c8 02ca-02cb 0313-0314 2017-2019 201b 275b-275c fe10-fe11 ff07',
  ],
  ['/', '00f7 0337-0338 2044 2215 29f8 ff0f'],
  ['1/4', '00bc'],
  ['1/2', '00bd'],
  ['3/4', '00be'],
  ['\\', '20e5 29f5 29f9 fe68 ff3c'],
  ['_', '0332 ff3f'],
  ['|', '20d2-20d3 2223 239c 239f 23b8-23b9 23d0 ff5c'],
  ['-', '2010 2013-2015 2022 2043 23bc-23bd fe63 ff0d'],
  ['@', 'fe6b ff20'],
  ['$', 'fe69 ff04'],
  ['!', '01c3 fe15 fe57 ff01'],
  ['#', 'fe5f ff03'],
  ['%', 'fe6a ff05'],
  ['&', 'fe60 ff06'],
  [',', '0326 201a 3001 fe50-fe51 ff0c ff64'],
  ['(', '2768 276a 27ee 2985 fe59 ff08'],
  [')', '2769 276b 27ef 2986 fe5a ff09'],
  ['*', '204e 2217 229b 2722-2725 2731-2733 273a-273d 2743 2749-274b 29c6 fe61 ff0a'],
  ['+', '02d6 fe62 ff0b'],
  ['.', '3002 fe52 ff0e ff61'],
  ['0', 'ff10'],
  ['1', 'ff11'],
  ['2', 'ff12'],
  ['3', 'ff13'],
  ['4', 'ff14'],
  ['5', 'ff15'],
  ['6', 'ff16'],
  ['7', 'ff17'],
  ['8', 'ff18'],
  ['9', 'ff19'],
  [':', '02d0 02f8 2982 a789 fe13 ff1a'],
  [';', '204f fe14 fe54 ff1b'],
  ['<', '203a fe64 ff1c'],
  ['=', '0347 a78a fe66 ff1d'],
  ['>', '2039 fe65 ff1e'],
  ['?', 'fe16 fe56 ff1f'],
  ['A', '1d00 ff21'],
  ['B', '0299 ff22'],
  ['C', '1d04 ff23'],
  ['D', '1d05 ff24'],
  ['E', '1d07 ff25'],
  ['F', 'a730 ff26'],
  ['G', '0262 ff27'],
  ['H', '029c ff28'],
  ['I', '026a ff29'],
  ['J', '1d0a ff2a'],
  ['K', '1d0b ff2b'],
  ['L', '029f ff2c'],
  ['M', '1d0d ff2d'],
  ['N', '0274 ff2e'],
  ['O', '1d0f ff2f'],
  ['P', '1d18 ff30'],
  ['Q', 'ff31'],
  ['R', '0280 ff32'],
  ['S', 'a731 ff33'],
  ['T', '1d1b ff34'],
  ['U', '1d1c ff35'],
  ['V', '1d20 ff36'],
  ['W', '1d21 ff37'],
  ['X', 'ff38'],
  ['Y', '028f ff39'],
  ['Z', '1d22 ff3a'],
  ['^', '02c6 0302 1dcd ff3e'],
  ['{', '2774 fe5b ff5b'],
  ['}', '2775 fe5c ff5d'],
  ['[', 'ff3b'],
  [']', 'ff3d'],
  ['~', '02dc 02f7 0303 0330 0334 223c ff5e'],
  ['  ', '0080 008d 0090 009b 009f-00a0 2000 2002-200a 202f 205f 3000'],
  ['', '0000 0003-0004 0010-0014 0017 0019 200b 2060 feff'],
  ['       ', '0009'],
  ['!!', '203c'],
  [' ', '2001 2028-2029'],
  ['...', '2026'],
];

const REPLACEMENTS: ReadonlyMap<string, string> = new Map(
  REPLACED.flatMap(([replacement, ranges]) =>
    ranges.split(' ').flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map((hex) => Number.parseInt(hex, 16));
      const count = last - first + 1;
      return Array.from({ length: count }, (_, i): [string, string] => [
        String.fromCodePoint(first + i),
        replacement,
      ]);
    }),
  ),
);

/**
 * A text as it travels by SMS: every accent composed, and what Smart Encoding makes plain made plain by us, so
 * that we count what Twilio bills, whether or not the sender's own setting is on.
 */
export function asSms(text: string): string {
  return remembered(asSent, text, () => smartEncode(normaliseText(text)));
}

const asSent = new Map<string, string>();

/**
 * The text as Twilio sends it with Smart Encoding on: curly quotes, dashes and the like become their plain
 * counterparts, so that they do not force UCS-2. Normalise first: a decomposed ñ would become `n~`.
 */
export function smartEncode(text: string): string {
  return [...text].map((char) => REPLACEMENTS.get(char) ?? char).join('');
}
