import { en, type Strings } from './en'; export const ar: Strings = en;
