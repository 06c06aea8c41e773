/**
 * How often characters, and pairs of them, come in logs and in English, of a thousand: counted, and rounded. It only tells
 * which part of a text is worth looking for, so it need not fit.
 */
const CHARACTERS: readonly (readonly [number, string])[] = [
  [136, ' '],
  [51, '0e'],
  [31, 'to1anr'],
  [24, 'si.2:cld'],
  [16, '4p365=m8u-f/'],
  [10, 'h][Tg79'],
  [6, 'b_yk"SPxCR\n'],
  [4, 'OvAwzD)(E,ILN'],
  [1.5, "JMBjUGq#'H+*&?"],
]
const OTHERS = 0.5

/** The pairs that come more often than their characters alone would say. */
const PAIRS: readonly (readonly [number, string])[] = [
  [6, ': |] | [|in|de|on|er|n '],
  [4.6, 'an|le|te|e |or| s|t |d | t|no|re|th| n|od|ed|se|ta'],
  [3.2, ' p|it|ro| f|s |et| S|co|es|st|ck|zz| d| a|nt'],
  [2.5, 'r |ti|ar|em|ng|e-|pa|ep|rt|]:|me| c|ce|lo|at|om|ab|li|ss|il|al|ll|po|ge|ke|ou'],
  [1.8, 'bl|en|ur| o|ve|he|to|o | I| -|io| w|ul| /|y | D|ai|ct|im| e|g |fo| i|ra| R|op|ap| r|ic'],
  [1.5, 'hi|ne|fa|ma|ub|ec|--|e_|ag|tr|ex|pe|as|ns|sh|un|us|is|el|la|ol|ot|si|mo|ch|ac|qu|di|ho'],
]

const FREQUENCY = new Float64Array(256).fill(OTHERS / 1000)
for (const [often, characters] of CHARACTERS)
  for (const character of characters) FREQUENCY[character.charCodeAt(0)] = often / 1000

const PAIR_FREQUENCY = new Map<number, number>()
for (const [often, pairs] of PAIRS)
  for (const pair of pairs.split('|'))
    PAIR_FREQUENCY.set(pair.charCodeAt(0) * 256 + pair.charCodeAt(1), often / 1000)

export function byteFrequency(byte: number): number {
  return FREQUENCY[byte] ?? 0
}

/** How often the second byte comes where the first one is before it. */
export function frequencyBehind(first: number, second: number): number {
  const pair = PAIR_FREQUENCY.get(first * 256 + second)
  return pair === undefined ? byteFrequency(second) : pair / byteFrequency(first)
}
