import { CATALOGUE, toJson } from '../src/presets/catalogue.ts';
import { put } from './generated.ts';

/*
 * Writes the published JSON, or checks it.
 */

for (const [file, preset] of Object.entries(CATALOGUE)) put(file, toJson(preset));
