/** Sums of ranges. */
import { Range } from '../../facts/replicas';

export const sum = (ranges: Range[]): Range => ({ min: total(ranges.map(({ min }) => min)), max: total(ranges.map(({ max }) => max)) });
export const times = ({ min, max }: Range, factor: number): Range => ({ min: min * factor, max: max * factor });
const total = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
