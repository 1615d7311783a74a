import { expect, test } from 'vitest';
import { inAscii } from '../../../src/text/ascii.ts';

test.each([
  ['├─ RESET  Or\n│  └─ LATENCY', '|- RESET  Or\n|  `- LATENCY'],
  ['100 ┤╌╌▁▄█░\n    └┬──', '100 +--_=#:\n    ++--'],
  ['⠀⠤⣿', ' **'],
  ['… 17 more', '... 17 more'],
  ['took 12µs', 'took 12us'],
  ['ü, 注, Ωμέγα', 'ü, 注, Ωμέγα'],
])('%j is %j', (text, ascii) => expect(inAscii(text)).toBe(ascii));
